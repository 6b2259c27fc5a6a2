import { type Measure, type Measured, MEASURES } from '../../../platform/indicators/indicator.js';
import { burnUpSvg } from '../../targets/burn-up.js';
import { type Cell, count, NONE, type ReportChart, type ReportTable } from '../report-cells.js';
import type { TargetFigure } from '../report-content.js';

const HEAD = ['target', 'month', 'sofar', 'value', 'by', 'percent', 'missing', 'pace', 'forecast', 'state'];

/** 当月、累計、目標、達成率、残り、必要ペース、見込み. */
export function targetTable(targets: readonly TargetFigure[]): ReportTable {
  const maybe = (number: number | undefined): Cell => (number === undefined ? NONE : count(number));
  return {
    key: 'targets',
    note: 'reports:notes.targets',
    head: HEAD.map((name) => `reports:head.${name}`),
    rows: targets.map(({ id, title, month, reached, milestone, missing, pace, forecast, state }) => [
      { text: title },
      count(month, { of: 'target', id, month: true }),
      count(reached, { of: 'target', id }),
      maybe(milestone?.value),
      milestone ? { say: { key: 'reports:day_year', date: milestone.date } } : NONE,
      milestone ? percentCut(reached, milestone.value) : NONE,
      maybe(missing),
      maybe(pace),
      maybe(forecast),
      { say: `programmes:states.${state}` },
    ]),
  };
}

/** Cut, so that it is 100 when it is reached and not before. */
function percentCut(reached: number, value: number): Cell {
  return value === 0 ? NONE : { number: Math.floor((reached * 1000) / value), as: 'percent' };
}

/** What was reached month by month, against the plan. */
export function burnUpChart({ title, reached, milestone, curve }: TargetFigure): ReportChart {
  return {
    draw: (language) => burnUpSvg({ curve, title, hasPlan: milestone !== undefined, small: true }, language),
    alt: milestone
      ? { key: 'reports:chart', title, reached, value: milestone.value }
      : { key: 'reports:chart_open', title, reached },
  };
}

/** Both ways of counting (DOMAIN K13), with the work in areas that have no section of their own. */
export function measureTable(targets: readonly TargetFigure[]): ReportTable {
  return {
    key: 'measures',
    title: 'reports:tables.measures',
    note: 'reports:notes.measures',
    head: ['target', 'counted_as', 'month', 'sofar'].map((name) => `reports:head.${name}`),
    rows: targets.flatMap(({ id, title, indicator, inMonth, sofar }) =>
      MEASURES.map((measure): Cell[] => [
        { text: title },
        { say: `programmes:measures.${indicator}.${measure}` },
        known(inMonth, measure, { of: 'target', id, month: true }),
        known(sofar, measure, { of: 'target', id }),
      ]),
    ),
  };
}

/** Nothing where some rows do not say how many distinct there were. */
function known(measured: Measured, measure: Measure, rows: Parameters<typeof count>[1]): Cell {
  return measure === 'distinct' && measured.gaps ? NONE : count(measured[measure], rows);
}

import type { Indicator, IndicatorRow, Measure, Measured } from '../../platform/indicators/indicator.js';
import { MEASURES } from '../../platform/indicators/indicator.js';
import { paths } from '../../platform/paths.js';
import { addDays, addMonths, type DateText } from '../../platform/time.js';
import type { Language } from '../../platform/time.format.js';
import type { Phrase } from '../../platform/views/phrase.js';
import { isOne, type Viewer } from '../../platform/web/viewer.js';
import type { Programme } from '../contract/programme.entity.js';
import { MANAGERS } from '../contract/readable.js';
import { HAND_INDICATORS } from '../entries/entry-form.js';
import { burnUpSvg, curveOf } from './burn-up.js';
import { type Milestone, plannedAt } from './standing.policy.js';
import type { TargetLine } from './target-figures.js';
import { MILESTONE_LINES } from './target-form.js';
import type { Target } from './target.entity.js';

export const STATE_KIND = {
  reached: 'good',
  on_track: 'good',
  behind: 'wait',
  missed: 'bad',
  unknown: '',
  none: '',
} as const;

/** What a target counts, in words: `延べ人数`. */
export function measureName(indicator: string, measure: string): string {
  return `programmes:measures.${indicator}.${measure}`;
}

function unitOf(indicator: string): Phrase {
  return { key: `programmes:units.${indicator}` };
}

export function mayChange(viewer: Viewer, programme: Pick<Programme, 'status'>): boolean {
  return isOne(viewer, MANAGERS) && programme.status === 'open';
}

/** Nobody knows. */
const UNKNOWN = '–';

function shown(measured: Measured, measure: Measure): string {
  return measure === 'distinct' && measured.gaps ? UNKNOWN : measured[measure].toLocaleString('en');
}

/** A line of the table of targets. */
export function lineView({ target, measurement, standing }: TargetLine, asOf: DateText): object {
  const other = otherOf(target);
  return {
    ...standing,
    title: target.title,
    href: paths.target(target.programmeId, target.id),
    rows: paths.targetRows(target.programmeId, target.id),
    monthRows: paths.targetRows(target.programmeId, target.id, { month: asOf.slice(0, 7) }),
    measure: measureName(target.indicator, target.measure),
    unit: unitOf(target.indicator),
    other: {
      key: 'programmes:other',
      name: { key: measureName(target.indicator, other) },
      value: shown(measurement, other),
    },
    meter: Math.min(100, standing.percent ?? 0),
    hasPercent: standing.percent !== undefined,
    hasPace: standing.pace !== undefined,
    hasForecast: standing.forecast !== undefined,
    stateName: `programmes:states.${standing.state}`,
    kind: STATE_KIND[standing.state],
  };
}

interface Shown {
  programme: Programme;
  line: TargetLine;
  /** None: nobody counts it any more. */
  indicator: Indicator | undefined;
  viewer: Viewer;
  language: Language;
  asOf: DateText;
}

export function showView({ programme, line, indicator, viewer, language, asOf }: Shown): object {
  const { target, milestones, measurement } = line;
  const { measure } = target;
  const other = otherOf(target);
  const of = (month: DateText): string => paths.targetRows(programme.id, target.id, { month: month.slice(0, 7) });
  return {
    title: { key: 'programmes:target.title', title: target.title, programme: programme.title },
    programme,
    target,
    changes: mayChange(viewer, programme),
    line: lineView(line, asOf),
    definition: definitionOf(target, indicator),
    chart: burnUpSvg(
      { curve: curveOf(line, programme, asOf), title: target.title, hasPlan: milestones.length > 0 },
      language,
    ),
    milestones: milestones.map((one) => ({ ...one, after: one.date > programme.toDate })),
    measureName: measureName(target.indicator, measure),
    otherName: measureName(target.indicator, other),
    months: measurement.months
      .map((one) => ({
        month: one.month,
        href: of(one.month),
        value: shown(one, measure),
        cumulative: one.cumulative[measure].toLocaleString('en'),
        other: shown(one, other),
        otherCumulative: shown(one.cumulative, other),
        plan: plannedAt({ from: programme.fromDate, milestones }, addDays(addMonths(one.month, 1), -1))?.toLocaleString(
          'en',
        ),
      }))
      .toReversed(),
    entered: (HAND_INDICATORS as readonly string[]).includes(target.indicator),
  };
}

interface Rows {
  programme: Programme;
  target: Target;
  rows: readonly IndicatorRow[];
  /** None: nobody counts it any more. */
  sums?: Measured;
  month: string | undefined;
  viewer: Viewer;
}

export function rowsView({ programme, target, rows, sums, month, viewer }: Rows): object {
  const links = isOne(viewer, MANAGERS);
  return {
    title: month
      ? { key: 'programmes:rows.title_month', title: target.title, month: `${month}-01` }
      : { key: 'programmes:rows.title', title: target.title },
    programme,
    target,
    all: month && paths.targetRows(programme.id, target.id),
    names: MEASURES.map((one) => measureName(target.indicator, one)),
    rows: rows.map((one) => ({ ...one, distinct: one.distinct ?? UNKNOWN, href: links ? one.href : undefined })),
    sums: sums && MEASURES.map((one) => shown(sums, one)),
  };
}

/** @param kept the one that is edited; none: a new one */
export function formView(
  programme: Programme,
  indicators: readonly Indicator[],
  kept?: { target: Target; milestones: readonly Milestone[] },
): object {
  const target = kept?.target;
  return {
    title: target ? { key: 'programmes:target.edit_title', title: target.title } : 'programmes:target.new_title',
    programme,
    target,
    measure: target?.measure ?? MEASURES[0],
    indicator: target?.indicator,
    categories: target?.categories ?? [],
    indicators: indicators.map(({ name }) => ({ name, label: `programmes:indicators.${name}` })),
    allCategories: indicators.flatMap(({ categories }) => categories),
    measures: MEASURES.map((value) => ({ value, label: `programmes:measure_choice.${value}` })),
    lines: MILESTONE_LINES.map((at) => ({
      at,
      date: `date${at}`,
      value: `value${at}`,
      kept: kept?.milestones[at - 1],
    })),
  };
}

function definitionOf({ indicator, measure, categories }: Target, known: Indicator | undefined): Phrase {
  const labels = known?.categories.filter(({ name }) => categories.includes(name)).map(({ label }) => phraseOf(label));
  const what = { key: `programmes:indicators.${indicator}` };
  const name = { key: measureName(indicator, measure) };
  if (!labels || labels.length === 0) return { key: 'programmes:definition', what, measure: name };
  return { key: 'programmes:definition_of', what, measure: name, categories: labels };
}

function phraseOf(label: Phrase): Phrase {
  return typeof label === 'string' ? { key: label } : label;
}

function otherOf({ measure }: Pick<Target, 'measure'>): Measure {
  return measure === 'total' ? 'distinct' : 'total';
}

import { linesSvg, type Svg } from '../../platform/documents/chart.js';
import { type Language, shortMonthText } from '../../platform/time.format.js';
import { addDays, addMonths, type DateText, firstOfMonth } from '../../platform/time.js';
import { say } from '../../platform/views/words.js';
import type { Programme } from '../contract/programme.entity.js';
import { plannedAt } from './standing.policy.js';
import type { TargetLine } from './target-figures.js';

export interface CurvePoint {
  /** Its first day. */
  month: DateText;
  /** By its last day. */
  plan: number;
  /** Up to the month of the day asked. */
  reached?: number;
}

/** Month by month over the whole programme. */
export function curveOf(
  { target: { measure }, milestones, measurement }: TargetLine,
  { fromDate: from, toDate }: Pick<Programme, 'fromDate' | 'toDate'>,
  asOf: DateText,
): CurvePoint[] {
  const months = new Map(measurement.months.map((one) => [one.month, one]));
  const thisMonth = firstOfMonth(asOf);
  const curve: CurvePoint[] = [];
  for (let month = firstOfMonth(from); month <= toDate; month = addMonths(month, 1)) {
    const plan = plannedAt({ from, milestones }, addDays(addMonths(month, 1), -1));
    const reached = months.get(month)?.cumulative[measure] ?? 0;
    curve.push({ month, plan, ...(month <= thisMonth && { reached }) });
  }
  return curve;
}

interface BurnUp {
  curve: readonly CurvePoint[];
  title: string;
  hasPlan: boolean;
  small?: boolean;
}

/** What was reached against the plan; its figures stand in a table beside. */
export function burnUpSvg({ curve, title, hasPlan, small }: BurnUp, language: Language): Svg {
  const past = curve.flatMap(({ reached }) => (reached === undefined ? [] : [reached]));
  const plan = { name: say(language, 'programmes:target.plan'), values: curve.map((one) => one.plan), dashed: true };
  const reached = { name: say(language, 'programmes:target.cumulative'), values: past };
  const lines = [...(past.length > 0 ? [reached] : []), ...(hasPlan ? [plan] : [])];
  return linesSvg({
    title: say(language, { key: 'programmes:target.chart', title }),
    places: curve.map(({ month }) => shortMonthText(month, language)),
    lines: lines as [(typeof lines)[number]],
    small,
  });
}

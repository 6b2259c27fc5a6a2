import type { Measure, Measurement } from '../../platform/indicators/indicator.js';
import { addDays, addMonths, type DateText, daysBetween, firstOfMonth, monthsBetween } from '../../platform/time.js';
import { paceNeeded } from '../../training/count/count.policy.js';

export interface Milestone {
  date: DateText;
  value: number;
}

export interface StandingFacts {
  /** The first day of the programme. */
  from: DateText;
  /** The last day of it: what is planned for later is no measure of this contract. */
  to: DateText;
  asOf: DateText;
  measure: Measure;
  measurement: Measurement;
  /** In any order. */
  milestones: readonly Milestone[];
}

/** How a target stands, for the figures of a report. All but `reached` and `month` are of the milestone. */
export interface Standing {
  /** 当月: in the month of `asOf`. */
  month: number;
  /** 累計. */
  reached: number;
  /** The next that is not over, else the last; none: nothing is set. */
  milestone?: Milestone;
  /** 達成率, whole percent, cut. */
  percent?: number;
  /** 残り. */
  missing?: number;
  /** 必要ペース a month; none: it is over, and was missed. */
  pace?: number;
  /** Where it leads if it goes on as in the last three whole months; none: there is no whole month yet. */
  forecast?: number;
  /** `unknown`: it is over, and nothing was recorded. */
  state: 'reached' | 'on_track' | 'behind' | 'missed' | 'unknown' | 'none';
}

const LOOK_BACK = 3;

export function standingOf(facts: StandingFacts): Standing {
  const { asOf, to, measure, measurement, milestones } = facts;
  const until = asOf < to ? asOf : to;
  const reached = measurement[measure];
  const month = measurement.months.find((one) => one.month === firstOfMonth(until))?.[measure] ?? 0;
  const sorted = milestones.toSorted((a, b) => a.date.localeCompare(b.date));
  const milestone = sorted.find(({ date }) => date >= until) ?? sorted.at(-1);
  if (!milestone) return { month, reached, state: 'none' };
  const { value, date } = milestone;
  const forecast = forecastOf(facts, date);
  const state = (): Standing['state'] => {
    if (reached >= value) return 'reached';
    if (asOf > date) return measurement.months.length === 0 ? 'unknown' : 'missed';
    return (forecast ?? reached) >= (forecast === undefined ? plannedAt(facts, asOf) : value) ? 'on_track' : 'behind';
  };
  return {
    month,
    reached,
    milestone,
    percent: Math.floor((reached * 100) / value),
    missing: Math.max(0, value - reached),
    pace: paceNeeded(reached, value, asOf, date),
    forecast,
    state: state(),
  };
}

/** The plan: a straight line from nothing on the first day through the milestones; after the last it stays. */
export function plannedAt({ from, milestones }: Pick<StandingFacts, 'from' | 'milestones'>, date: DateText): number {
  let before: Milestone = { date: from, value: 0 };
  for (const next of milestones.toSorted((a, b) => a.date.localeCompare(b.date))) {
    if (date <= next.date) {
      const days = daysBetween(before.date, next.date);
      if (days <= 0) return next.value;
      const share = Math.max(0, daysBetween(before.date, date)) / days;
      return Math.round(before.value + (next.value - before.value) * share);
    }
    before = next;
  }
  return before.value;
}

function forecastOf({ from, asOf, measure, measurement }: StandingFacts, until: DateText): number | undefined {
  const whole =
    firstOfMonth(addDays(asOf, 1)) === firstOfMonth(asOf) ? addMonths(firstOfMonth(asOf), -1) : firstOfMonth(asOf);
  const months = Math.min(LOOK_BACK, monthsBetween(firstOfMonth(from), whole) + 1);
  if (months <= 0) return undefined;
  const at = (month: DateText): number =>
    measurement.months.findLast((one) => one.month <= month)?.cumulative[measure] ?? 0;
  const speed = (at(whole) - at(addMonths(whole, -months))) / months;
  const ahead = Math.max(0, monthsBetween(whole, firstOfMonth(until)));
  return Math.max(measurement[measure], Math.round(at(whole) + speed * ahead));
}

import { addDays, addMonths, type DateText, daysBetween, firstOfMonth } from '../../platform/time.js';
import type { Phrase } from '../../platform/views/phrase.js';
import { type Figure, figuresOf, paceNeeded } from './count.policy.js';
import type { Turnout } from './turnout.policy.js';

/** So many until a day, its end included. */
export interface Milestone {
  date: DateText;
  value: number;
}

/** What a programme has promised (DOMAIN K11, K12). */
export interface Target {
  /** As courses name it: `skill_up`. */
  name: string;
  title: Phrase;
  /** 延べ or 実: the text of a programme does not say, so each fixes it (K13). */
  counted: keyof Figure;
  /** Counted from this day on; none: from the first who came. */
  from?: DateText;
  /** By date, one at least. */
  milestones: readonly Milestone[];
  /** The courses of the programme, and the categories that it counts; no categories: all. */
  only?: { courseIds: readonly number[]; categories: readonly string[] };
}

interface ProgressMonth extends Figure {
  /** Its first day. */
  month: DateText;
  /** From the beginning to its end, counted as the target is; none: it is still to come. */
  reached?: number;
  /** Where one would stand at its end on the straight way from milestone to milestone. */
  plan: number;
}

export interface Progress {
  target: Target;
  asOf: DateText;
  /** The next milestone, or the last where all are over. */
  milestone: Milestone;
  /** Both ways of counting, as of the day. */
  figure: Figure;
  /** That of the two that counts. */
  reached: number;
  missing: number;
  /** n a month, as `paceNeeded`. */
  pace: number | undefined;
  /** From the first month to that of the milestone. */
  months: ProgressMonth[];
}

/** How far it is to a target. @param turnouts up to `asOf`, of whatever target */
export function progressOf(target: Target, turnouts: readonly Turnout[], asOf: DateText): Progress {
  const { counted, from, milestones } = target;
  const counting = turnouts.filter((one) => countsFor(target, one));
  const count = figuresOf(counting, asOf);
  const milestone = milestones.find(({ date }) => date >= asOf) ?? milestones.at(-1)!;
  const start = from ?? count.months[0]?.month ?? firstOfMonth(asOf);
  const known = new Map(count.months.map((one) => [one.month, one]));
  const months: ProgressMonth[] = [];
  for (let month = firstOfMonth(start); month <= milestone.date; month = addMonths(month, 1)) {
    const of = known.get(month);
    const before = months.at(-1)?.reached ?? 0;
    const reached = month > asOf ? undefined : (of?.cumulative[counted] ?? before);
    const { attendances, people } = of ?? { attendances: 0, people: 0 };
    const end = addDays(addMonths(month, 1), -1);
    months.push({ month, attendances, people, reached, plan: planOn(end, start, milestones) });
  }
  const figure = { attendances: count.attendances, people: count.people };
  const reached = figure[counted];
  return {
    target,
    asOf,
    milestone,
    figure,
    reached,
    missing: Math.max(0, milestone.value - reached),
    pace: paceNeeded(reached, milestone.value, asOf, milestone.date),
    months,
  };
}

function countsFor({ name, from, only }: Target, { target, date, courseId, category }: Turnout): boolean {
  if (target !== name || (from !== undefined && date < from)) return false;
  if (!only) return true;
  return only.courseIds.includes(courseId) && (only.categories.length === 0 || only.categories.includes(category));
}

/** On the straight way from nothing at the start to the first milestone, and on from each to the next. Rounded. */
function planOn(day: DateText, start: DateText, milestones: readonly Milestone[]): number {
  let before: Milestone = { date: addDays(start, -1), value: 0 };
  for (const next of milestones) {
    if (day <= next.date) {
      const way = Math.max(1, daysBetween(before.date, next.date));
      const gone = Math.max(0, daysBetween(before.date, day));
      return Math.round(before.value + ((next.value - before.value) * gone) / way);
    }
    before = next;
  }
  return before.value;
}

import { groupBy } from '../../platform/group-by.js';
import { addMonths, type DateText, firstOfMonth, type Moment, monthsBetween } from '../../platform/time.js';
import {
  type AttendanceRow,
  type Attended,
  isPresent,
  type Knowledge,
  type Merge,
  mergedInto,
  recordsOf,
} from './record.policy.js';
import { type Turnout, turnoutsOf } from './turnout.policy.js';

/** What is known of who came. Rows are only ever added. */
export interface AttendanceFacts {
  rows: readonly AttendanceRow[];
  merges: readonly Merge[];
  /** Seats that were given back, since the enrolment was cancelled: rows that hang on them never count. */
  releases: readonly { seatId: number; at: Moment }[];
}

/** 延べ and 実 (DOMAIN K13: both, always). */
export interface Figure {
  /** 延べ: attendances. */
  attendances: number;
  /** 実: distinct people among them. */
  people: number;
}

export interface MonthFigure extends Figure {
  /** Its first day. */
  month: DateText;
  /** From the beginning to the end of this month, or to the day as of which it is asked. */
  cumulative: Figure;
}

export interface Figures extends Figure {
  /** Without gaps, from the first attendance to the month as of which it is asked. */
  months: MonthFigure[];
}

export interface Count extends Figures {
  courses: Map<number, Figures>;
  categories: Map<string, Figures>;
  /** What counts toward no target is left out. */
  targets: Map<string, Figures>;
}

/**
 * Who was there, in sessions up to a day, itself taken (DOMAIN, Rules of trainings and counting).
 * @param asOf by the date of the session, whenever it was written down
 * @param known none: everything that is known today. With a moment: what the house had learned of by then, so that
 *   the figures of a report that was sent can be had again after later corrections, and after taps that came in late.
 */
export function attendedUpTo(facts: AttendanceFacts, asOf: DateText, known: Knowledge = {}): Attended[] {
  const by = known.by?.epochMilliseconds ?? Infinity;
  const knew = ({ at }: { at: Moment }): boolean => at.epochMilliseconds <= by;
  const merges = facts.merges.filter(knew);
  const personOf = mergedInto(merges);
  const released = new Set(facts.releases.filter(knew).map(({ seatId }) => seatId));
  const rows = facts.rows.filter(
    (row) =>
      row.date <= asOf && row.recorded.epochMilliseconds <= by && (row.seatId === null || !released.has(row.seatId)),
  );
  return recordsOf(rows, merges)
    .filter(({ status }) => isPresent(status))
    .map(({ last: { id, who, sessionId, date, courseId, category, target, status } }) => ({
      who: personOf(who),
      sessionId,
      date,
      courseId,
      category,
      target,
      status: status!,
      rowId: id,
    }));
}

/** The figures that the contract is paid for (K11), each traceable to rows by `attendedUpTo`. */
export function countOf(facts: AttendanceFacts, asOf: DateText, known: Knowledge = {}): Count {
  return countTurnouts(turnoutsOf(attendedUpTo(facts, asOf, known)), asOf);
}

/** The same of those who were there, or of a part of them. */
export function countTurnouts(turnouts: readonly Turnout[], asOf: DateText): Count {
  const by = <K>(key: (one: Turnout) => K): Map<K, Figures> =>
    new Map([...groupBy(turnouts, key)].map(([name, of]) => [name, figuresOf(of, asOf)]));
  const targets = by(({ target }) => target);
  targets.delete(null);
  return {
    ...figuresOf(turnouts, asOf),
    courses: by(({ courseId }) => courseId),
    categories: by(({ category }) => category),
    targets: targets as Map<string, Figures>,
  };
}

/** Month by month. @param turnouts up to `asOf` */
export function figuresOf(turnouts: readonly Turnout[], asOf: DateText): Figures {
  const byMonth = groupBy(turnouts, ({ date }) => firstOfMonth(date));
  const first = [...byMonth.keys()].toSorted()[0];
  /** By person. A set for each month would take many times as long. */
  const lastCame = new Map<number, DateText>();
  const months: MonthFigure[] = [];
  let attendances = 0;
  for (let month = first; month !== undefined && month <= asOf; month = addMonths(month, 1)) {
    const before = attendances;
    let people = 0;
    for (const turnout of byMonth.get(month) ?? []) {
      attendances += turnout.people.length;
      for (const person of turnout.people) {
        if (lastCame.get(person) === month) continue;
        lastCame.set(person, month);
        people += 1;
      }
    }
    const cumulative = { attendances, people: lastCame.size };
    months.push({ month, attendances: attendances - before, people, cumulative });
  }
  return { attendances, people: lastCame.size, months };
}

/** Without the months. */
export function figureOf(turnouts: readonly Turnout[]): Figure {
  return {
    attendances: turnouts.reduce((sum, { people }) => sum + people.length, 0),
    people: new Set(turnouts.flatMap(({ people }) => people)).size,
  };
}

/**
 * How many a month are still needed, rounded up, to stand at `target` at the end of the milestone's month; the month of
 * `asOf` is still to be used. 0 once it is reached.
 * @returns nothing where the milestone is over and the target was missed
 */
export function paceNeeded(reached: number, target: number, asOf: DateText, milestone: DateText): number | undefined {
  const missing = Math.max(0, target - reached);
  if (missing === 0) return 0;
  if (asOf > milestone) return undefined;
  return Math.ceil(missing / (monthsBetween(asOf, milestone) + 1));
}

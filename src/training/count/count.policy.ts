import { groupBy } from '../../platform/group-by.js';
import { addMonths, type DateText, firstOfMonth, type Moment, monthsBetween } from '../../platform/time.js';
import {
  type AttendanceRow,
  type AttendanceStatus,
  isPresent,
  type Knowledge,
  type Merge,
  mergedInto,
  recordsOf,
} from './record.policy.js';

/** What is known of who came. Rows are only ever added. */
export interface AttendanceFacts {
  rows: readonly AttendanceRow[];
  merges: readonly Merge[];
  /** Seats that were given back, since the enrolment was cancelled: rows that hang on them never count. */
  releases: readonly { seatId: number; at: Moment }[];
}

/** One person who was at one session: what is counted. */
export interface Attended extends Pick<AttendanceRow, 'sessionId' | 'date' | 'courseId' | 'category' | 'target'> {
  who: string;
  status: AttendanceStatus;
  /** The row that says so. */
  rowId: number;
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
  return countAttended(attendedUpTo(facts, asOf, known), asOf);
}

/** The same of those who were there, or of a part of them. */
export function countAttended(attended: readonly Attended[], asOf: DateText): Count {
  const by = <K>(key: (one: Attended) => K): Map<K, Figures> =>
    new Map([...groupBy(attended, key)].map(([name, of]) => [name, figuresOf(of, asOf)]));
  const targets = by(({ target }) => target);
  targets.delete(null);
  return {
    ...figuresOf(attended, asOf),
    courses: by(({ courseId }) => courseId),
    categories: by(({ category }) => category),
    targets: targets as Map<string, Figures>,
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

function figuresOf(attended: readonly Attended[], asOf: DateText): Figures {
  const byMonth = groupBy(attended, ({ date }) => firstOfMonth(date));
  const first = [...byMonth.keys()].toSorted()[0];
  const people = new Set<string>();
  const months: MonthFigure[] = [];
  let attendances = 0;
  for (let month = first; month !== undefined && month <= asOf; month = addMonths(month, 1)) {
    const of = byMonth.get(month) ?? [];
    attendances += of.length;
    for (const { who } of of) people.add(who);
    months.push({ month, ...figureOf(of), cumulative: { attendances, people: people.size } });
  }
  return { ...figureOf(attended), months };
}

function figureOf(attended: readonly Attended[]): Figure {
  return { attendances: attended.length, people: new Set(attended.map(({ who }) => who)).size };
}

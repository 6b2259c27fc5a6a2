import { groupBy } from '../../platform/group-by.js';
import type { DateText, Moment } from '../../platform/time.js';

/** DOMAIN, Rules of trainings and counting. */
export const ATTENDANCE_STATUSES = ['present', 'late', 'left_early', 'absent_notified', 'absent'] as const;
export type AttendanceStatus = (typeof ATTENDANCE_STATUSES)[number];

/** Counted for a target. */
export const PRESENT: ReadonlySet<AttendanceStatus | null> = new Set<AttendanceStatus>([
  'present',
  'late',
  'left_early',
]);

/** Somebody said how it was with a person at a session. Never changed: a correction is another row. */
export interface AttendanceRow {
  /** Grows; decides between two of the same moment. */
  id: number;
  /** A member, `member:12`, or somebody known by name alone, `walk_in:3`. */
  who: string;
  /** None: came without having had a seat. */
  seatId: number | null;
  sessionId: number;
  /** Of the session. */
  date: DateText;
  courseId: number;
  category: string;
  /** What the course counts toward; none: nothing. */
  target: string | null;
  /** None: what was said is taken back. */
  status: AttendanceStatus | null;
  /** What stood there when it was said, as far as the person who said it could see. */
  from: AttendanceStatus | null;
  /** Of the tap. */
  at: Moment;
  /** When the house learned of it: never before the tap, days after it where there was no connection. */
  recorded: Moment;
  /** Who said it. */
  by: number;
}

/** A name was found to be a member, or another name. */
export interface Merge {
  walkIn: string;
  into: string;
  at: Moment;
}

/** None: as it is known today. */
export interface Knowledge {
  by?: Moment;
}

/** What holds of one person at one session. */
export interface AttendanceRecord {
  who: string;
  sessionId: number;
  status: AttendanceStatus | null;
  /** The row that decides. */
  last: AttendanceRow;
  /** Two people said different things without knowing of each other, and nobody has looked since: what the other said. */
  conflict?: AttendanceRow;
}

/** One person who was at one session: what is counted. */
export interface Attended extends Pick<AttendanceRow, 'sessionId' | 'date' | 'courseId' | 'category' | 'target'> {
  who: string;
  status: AttendanceStatus;
  /** The row that says so. */
  rowId: number;
}

export function isPresent(status: AttendanceStatus | null): boolean {
  return PRESENT.has(status);
}

/** Whom a name stands for. A name that was merged twice is what it was merged into last; nobody merges in a circle. */
export function mergedInto(merges: readonly Merge[]): (who: string) => string {
  const into = new Map(merges.toSorted(byTime).map((merge) => [merge.walkIn, merge.into]));
  return (who) => {
    const passed = new Set<string>();
    let person = who;
    while (into.has(person) && !passed.has(person)) {
      passed.add(person);
      person = into.get(person)!;
    }
    return person;
  };
}

/**
 * What holds, by person and session. The last row wins by time. Where a name was merged with a member who has rows of her
 * own for that session, nobody corrected anybody: she was there if either says so. What is said after the merge is said of
 * both.
 */
export function recordsOf(rows: readonly AttendanceRow[], merges: readonly Merge[]): AttendanceRecord[] {
  const personOf = mergedInto(merges);
  const mergedAt = new Map<string, number>();
  for (const { walkIn, at } of merges) {
    const person = personOf(walkIn);
    mergedAt.set(person, Math.max(mergedAt.get(person) ?? 0, at.epochMilliseconds));
  }
  const ofOne = groupBy(rows.toSorted(byTime), ({ who, sessionId }) => `${personOf(who)} ${sessionId}`);
  return [...ofOne.values()].map((all) => {
    const person = personOf(all[0]!.who);
    const since = mergedAt.get(person);
    const last = all.at(-1)!;
    const settled = since === undefined || last.at.epochMilliseconds >= since;
    const deciding = settled ? all : untilMerge(all);
    const { conflict, ...decided } = lastWord(deciding);
    return { who: person, sessionId: last.sessionId, ...decided, ...(conflict && { conflict }) };
  });
}

/** Rows of one person under several names, before it was known: those of the name under which she was there. */
function untilMerge(rows: readonly AttendanceRow[]): readonly AttendanceRow[] {
  const names = [...groupBy(rows, ({ who }) => who).values()];
  return names.find((of) => isPresent(of.at(-1)!.status)) ?? names.find((of) => of.includes(rows.at(-1)!))!;
}

function lastWord(rows: readonly AttendanceRow[]): Pick<AttendanceRecord, 'status' | 'last' | 'conflict'> {
  const last = rows.at(-1)!;
  const before = rows.at(-2);
  const unseen = before && before.by !== last.by && before.status !== last.from && before.status !== last.status;
  return { status: last.status, last, ...(unseen && { conflict: before }) };
}

function byTime(a: { at: Moment; id?: number }, b: { at: Moment; id?: number }): number {
  return a.at.epochMilliseconds - b.at.epochMilliseconds || (a.id ?? 0) - (b.id ?? 0);
}

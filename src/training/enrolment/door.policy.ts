import { addDays, type DateText, momentAt, type Moment, type Slot, todayAt } from '../../platform/time.js';
import type { Audience, CourseStatus } from '../courses/course.entity.js';

/** A session as the rules of enrolment see it. */
export interface DoorSession extends Slot {
  id: number;
  status: 'planned' | 'cancelled';
  capacity: number;
  /** Seats that somebody has. */
  taken: number;
  /** The first day on which people can enrol; none: from the publication on. */
  enrolmentFrom: DateText | null;
  closesDaysBefore: number;
}

/** How it stands with enrolling, whoever asks: what the button says. */
export type Door =
  /** `free` seats in each of the sessions that she would come to. */
  | { state: 'open'; free: number; until: DateText }
  /** All seats are taken: one can wait. */
  | { state: 'full'; until: DateText }
  | { state: 'not_yet'; from: DateText }
  /** The days for enrolling are over, or the course is. */
  | { state: 'closed' }
  /** Nothing lies ahead. */
  | { state: 'none' };

interface DoorFacts {
  now: Moment;
  /** The staff enrols her: the days for enrolling do not matter. */
  byStaff?: boolean;
}

/**
 * How it stands with enrolling in these: the one session, or all of a course, in their order. Who enrols in a course comes
 * from the first session on that is still open for enrolment; what is over before stays without her.
 */
export function doorOf(status: CourseStatus, sessions: readonly DoorSession[], facts: DoorFacts): Door {
  const ahead = sessionsAhead(sessions, facts.now);
  if (ahead.length === 0) return { state: 'none' };
  const wanted = wantedOf(ahead, facts);
  if (status !== 'published' || wanted.length === 0) return { state: 'closed' };
  const [first] = wanted as [DoorSession];
  const from = first.enrolmentFrom;
  if (!facts.byStaff && from !== null && from > todayAt(facts.now)) return { state: 'not_yet', from };
  const free = freeOf(wanted);
  const until = lastDayOf(first);
  return free > 0 ? { state: 'open', free, until } : { state: 'full', until };
}

/** Planned, and not begun. */
export function sessionsAhead<T extends Pick<DoorSession, 'status' | 'date' | 'start'>>(
  sessions: readonly T[],
  now: Moment,
): T[] {
  return sessions.filter(({ status, date, start }) => status === 'planned' && isAhead({ date, start }, now));
}

/** Those that she would have a seat in. */
export function wantedOf<T extends DoorSession>(sessions: readonly T[], { now, byStaff }: DoorFacts): T[] {
  return sessionsAhead(sessions, now).filter((one) => byStaff || todayAt(now) <= lastDayOf(one));
}

/** Seats that are left in each of them. */
export function freeOf(sessions: readonly Pick<DoorSession, 'capacity' | 'taken'>[]): number {
  return Math.max(0, Math.min(...sessions.map(({ capacity, taken }) => capacity - taken)));
}

/** The last day on which people can enrol. */
export function lastDayOf({ date, closesDaysBefore }: Pick<DoorSession, 'date' | 'closesDaysBefore'>): DateText {
  return addDays(date, -closesDaysBefore);
}

export function isAhead({ date, start }: Pick<Slot, 'date' | 'start'>, now: Moment): boolean {
  return now.epochMilliseconds < momentAt(date, start).epochMilliseconds;
}

/** Is it for her? (DOMAIN K6) */
export function isFor(audience: Audience, member: { resident: boolean; raisingChildren: boolean }): boolean {
  if (audience === 'anyone') return true;
  return member.raisingChildren && (audience === 'raising_children' || member.resident);
}

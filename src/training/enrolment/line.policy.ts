import { heldUntil } from '../../venues/holding.policy.js';
import type { Moment, Slot } from '../../platform/time.js';
import { type DoorSession, sessionsAhead } from './door.policy.js';
import { clashOf, type OwnSeat } from './enrolment.policy.js';

/** Somebody who waits: for one session, or for all of the course. */
export interface Waiting {
  id: number;
  userId: number;
  sessionId: number | null;
  /** Whose childcare she wants with it: both or neither. */
  childIds: readonly number[];
}

type LineSession = DoorSession & { venueId: number | null };

export interface LineFacts<S extends LineSession> {
  now: Moment;
  /** Of the course, by date, with the seats that are taken. */
  sessions: readonly S[];
  /** So many hours a place is held, in the house in which the session is. */
  offerHours: (venueId: number | null) => number;
  /** By person: her seats in this course and others. */
  seats: ReadonlyMap<number, readonly OwnSeat[]>;
  /** Childcare beside what was promised before; asked for those alone who want it. */
  care: LineCare;
}

export interface LineCare {
  fits: (one: Waiting, sessions: readonly (Slot & { id: number; venueId: number | null })[]) => boolean;
  take: (one: Waiting, sessions: readonly (Slot & { id: number; venueId: number | null })[]) => void;
}

export interface Promised<W extends Waiting, S> {
  one: W;
  /** She is given a seat in each. */
  sessions: S[];
  /** Until then it is held for her. */
  until: Moment;
}

/** What she waits for and could still come to. */
export function awaited<S extends LineSession>(one: Waiting, sessions: readonly S[], now: Moment): S[] {
  return sessionsAhead(sessions, now).filter(({ id }) => one.sessionId === null || id === one.sessionId);
}

/**
 * Who is promised what, when so much is free: each in turn a seat in all that she waits for, together with childcare. Who
 * cannot have all of it, or is elsewhere at the time, is passed over, and stays in the line. What begins so soon that
 * nobody could answer is left out: of a course she is promised the rest.
 * @param line those who wait, in their order
 */
export function promises<W extends Waiting, S extends LineSession>(
  line: readonly W[],
  { now, sessions, offerHours, seats, care }: LineFacts<S>,
): Promised<W, S>[] {
  const taken = new Map(sessions.map((one) => [one.id, one.taken]));
  const made: Promised<W, S>[] = [];
  for (const one of line) {
    const untilOf = (session: S): Moment | undefined =>
      heldUntil(session, { offerHours: offerHours(session.venueId) }, now);
    const wanted = awaited(one, sessions, now).filter((session) => untilOf(session) !== undefined);
    const [first] = wanted;
    if (!first || wanted.some(({ id, capacity }) => taken.get(id)! >= capacity)) continue;
    if (clashOf(wanted, seats.get(one.userId) ?? [])) continue;
    const caredFor = one.childIds.length > 0;
    if (caredFor && !care.fits(one, wanted)) continue;
    if (caredFor) care.take(one, wanted);
    for (const { id } of wanted) taken.set(id, taken.get(id)! + 1);
    made.push({ one, sessions: wanted, until: untilOf(first)! });
  }
  return made;
}

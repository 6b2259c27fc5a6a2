import { Refused } from '../../platform/errors.js';
import { overlaps, type Slot } from '../../platform/time.js';
import type { Audience } from '../courses/course.entity.js';
import { type Door, isFor } from './door.policy.js';

/** A session in which she has a seat. */
export interface OwnSeat extends Slot {
  sessionId: number;
  title: string;
}

export interface EnrolFacts {
  audience: Audience;
  member: { resident: boolean; raisingChildren: boolean };
  door: Door;
  /** What she would come to. */
  wanted: readonly (Slot & { id: number })[];
  /** Her seats elsewhere. */
  seats: readonly OwnSeat[];
}

/** Why she cannot enrol, however many seats there are; nothing where it hangs on the seats alone. */
export function whyNotEnrol({ audience, member, door, wanted, seats }: EnrolFacts): Refused | undefined {
  if (!isFor(audience, member)) return new Refused('invalid', `enrolment.for_${audience}`);
  if (door.state === 'none') return new Refused('conflict', 'enrolment.nothing_ahead');
  if (door.state === 'closed') return new Refused('conflict', 'enrolment.closed');
  if (door.state === 'not_yet') return new Refused('invalid', 'enrolment.not_yet', { from: door.from });
  const other = clashOf(wanted, seats);
  return other && new Refused('invalid', 'enrolment.clash', { ...other });
}

/** A seat of hers that is at the same time as one of these. */
export function clashOf(wanted: readonly (Slot & { id: number })[], seats: readonly OwnSeat[]): OwnSeat | undefined {
  return seats.find((seat) =>
    wanted.some((one) => one.id !== seat.sessionId && one.date === seat.date && overlaps(one, seat)),
  );
}

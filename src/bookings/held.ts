import { type EntityManager, In, MoreThanOrEqual } from 'typeorm';
import { type DateText, type Moment, momentAt } from '../platform/time.js';
import { Booking, STANDING } from './booking.entity.js';
import { WaitlistEntry } from './waitlist/entry.entity.js';

/** What members hold of a day and those after it: bookings that stand, in order, and places in the line. */
export interface Held {
  bookings: Booking[];
  entries: WaitlistEntry[];
}

/** Two statements, however many members. */
export async function heldBy(manager: EntityManager, memberIds: readonly number[], from: DateText): Promise<Held> {
  const [memberId, date] = [In([...memberIds]), MoreThanOrEqual(from)];
  const bookings = await manager.find(Booking, {
    where: { memberId, status: In([...STANDING]), date },
    order: { date: 'ASC', id: 'ASC' },
  });
  const entries = await manager.find(WaitlistEntry, {
    where: { memberId, status: In(['waiting', 'offered']), date },
    order: { id: 'ASC' },
  });
  return { bookings, entries };
}

/** It has not begun: what is in use runs to its end, and a request that has run out ends by itself. */
export function isAhead({ date, startMinute, status, lapsesAt }: Booking, now: Moment): boolean {
  return (
    momentAt(date, startMinute).epochMilliseconds > now.epochMilliseconds &&
    !(status === 'requested' && lapsesAt && lapsesAt.epochMilliseconds <= now.epochMilliseconds)
  );
}

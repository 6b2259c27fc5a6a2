import { minuteAt, type Moment } from '../../platform/time.js';
import { isIn, whyNotIn } from './check-in.policy.js';
import type { Booking } from '../booking.entity.js';

type Facts = Pick<
  Booking,
  'id' | 'venueId' | 'date' | 'startMinute' | 'endMinute' | 'status' | 'checkedInAt' | 'noShowAt'
>;

/**
 * Which of her bookings of today a member means who shows who she is at a venue: all that she can be checked in for, a desk and
 * a room alike; else the one for which she is in; else the next one, so that she is told why not; else one at another venue.
 * @param bookings of today, by time @param venueId where she stands; none: wherever she has booked
 */
export function meantBookings<T extends Facts>(bookings: readonly T[], venueId: number | undefined, now: Moment): T[] {
  const coming = bookings.filter(({ endMinute }) => endMinute > minuteAt(now));
  const here = coming.filter((one) => venueId === undefined || one.venueId === venueId);
  const open = here.filter((one) => !isIn(one) && !whyNotIn(one, { at: now }));
  if (open.length > 0) return open;
  const told = here.find((one) => isIn(one)) ?? here[0] ?? coming[0] ?? bookings.at(-1);
  return told ? [told] : [];
}

import { minuteAt, type Moment } from '../../platform/time.js';
import { isIn, whyNotIn } from '../check-in/check-in.policy.js';
import type { Booking } from '../booking.entity.js';

type Facts = Pick<
  Booking,
  'id' | 'venueId' | 'date' | 'startMinute' | 'endMinute' | 'status' | 'checkedInAt' | 'noShowAt'
>;

/**
 * Which of her bookings of today a member means who types her number at a venue: the first that she can be checked in for; else
 * the one for which she is in; else the next one, so that she is told why not; else one at another venue.
 * @param bookings of today, by time
 */
export function meantBooking<T extends Facts>(bookings: readonly T[], venueId: number, now: Moment): T | undefined {
  const coming = bookings.filter(({ endMinute }) => endMinute > minuteAt(now));
  const here = coming.filter((one) => one.venueId === venueId);
  return (
    here.find((one) => !isIn(one) && !whyNotIn(one, { at: now })) ??
    here.find((one) => isIn(one)) ??
    here[0] ??
    coming[0] ??
    bookings.at(-1)
  );
}

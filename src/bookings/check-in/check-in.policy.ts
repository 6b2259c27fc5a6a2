import { Refused } from '../../platform/errors.js';
import { clockText, momentAt, todayAt, type Moment } from '../../platform/time.js';
import { type Phrase } from '../../platform/views/phrase.js';
import type { Venue } from '../../venues/venue.entity.js';
import type { Booking } from '../booking.entity.js';

/** Nobody is in the way of whoever sits there before. */
export const EARLY_MINUTES = 30;
/** How far back the job looks. What it missed because the house was switched off is left to the people there. */
const MISSED_MINUTES = 15;

type Facts = Pick<Booking, 'venueId' | 'date' | 'startMinute' | 'endMinute' | 'status' | 'checkedInAt' | 'noShowAt'>;

export interface Arrival {
  /** When she came: now, or the time on the day sheet. */
  at: Moment;
  /** Where; none: wherever the booking is. */
  venueId?: number;
  /** The venue of the booking, to be named to somebody who stands in another. */
  venueName?: string;
}

/**
 * Why somebody cannot be checked in; nothing also where she is in already (`isIn`), which a repeated scan does not change.
 * Late is no reason, as long as the place is held.
 */
export function whyNotIn(booking: Facts, arrival: Arrival): Refused | undefined {
  const refuse = (code: `bookings.${string}`, params: Record<string, unknown> = {}): Refused =>
    new Refused('conflict', code, params);
  const { date, startMinute: start, endMinute: end } = booking;
  const when: Phrase = { key: 'bookings:letters.when_value', date, start, end };
  if (booking.status === 'cancelled') return refuse('bookings.in_cancelled');
  if (booking.status === 'requested') return refuse('bookings.in_requested');
  if (arrival.venueId !== undefined && arrival.venueId !== booking.venueId)
    return refuse('bookings.in_elsewhere', { venue: arrival.venueName ?? '', when });
  if (todayAt(arrival.at) !== date) return refuse('bookings.in_wrong_day', { when });
  if (booking.status === 'no_show') return refuse('bookings.in_released', { at: booking.noShowAt });
  if (isIn(booking)) return undefined;
  const from = momentAt(date, Math.max(0, start - EARLY_MINUTES));
  if (isBefore(arrival.at, from))
    return refuse('bookings.in_early', { from: clockText(Math.max(0, start - EARLY_MINUTES)) });
  if (!isBefore(arrival.at, momentAt(date, end))) return refuse('bookings.in_over', { when });
  return undefined;
}

export function isIn({ checkedInAt }: Pick<Booking, 'checkedInAt'>): boolean {
  return checkedInAt !== null;
}

/** When the place is given free if nobody comes; nothing where it never is. Booked or changed after the start, it counts from then. */
export function freeFrom(
  booking: Pick<Booking, 'date' | 'startMinute' | 'createdAt' | 'changedAt'>,
  { noShowMinutes }: Pick<Venue, 'noShowMinutes'>,
): Moment | undefined {
  if (noShowMinutes === null) return undefined;
  const since = [momentAt(booking.date, booking.startMinute), booking.createdAt, booking.changedAt];
  const latest = since.filter((one) => one !== null).reduce((a, b) => (isBefore(a, b) ? b : a));
  return latest.add({ minutes: noShowMinutes });
}

/**
 * Is a booking to be given free now? Only of today, while it runs, once, and only shortly after its time: after a night
 * off nobody is told in the morning that she did not come yesterday, nor after an hour without power that she did not
 * come while nobody could be checked in.
 */
export function isNoShow(
  booking: Facts & Pick<Booking, 'createdAt' | 'changedAt'>,
  facts: { now: Moment; venue: Pick<Venue, 'noShowMinutes'> },
): boolean {
  const { now, venue } = facts;
  const from = freeFrom(booking, venue);
  if (!from || booking.status !== 'booked' || isIn(booking) || booking.noShowAt !== null) return false;
  if (booking.date !== todayAt(now) || !isBefore(now, momentAt(booking.date, booking.endMinute))) return false;
  return !isBefore(now, from) && isBefore(now, from.add({ minutes: MISSED_MINUTES }));
}

function isBefore(a: Moment, b: Moment): boolean {
  return a.epochMilliseconds < b.epochMilliseconds;
}

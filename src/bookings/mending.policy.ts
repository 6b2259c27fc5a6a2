import { Refused } from '../platform/errors.js';
import { momentAt, type Moment } from '../platform/time.js';
import type { Venue } from '../venues/venue.entity.js';
import { type Booking, isStanding } from './booking.entity.js';

export type MendingRules = Pick<Venue, 'cancelDeadlineMinutes' | 'graceMinutes'>;
export type Mendable = Pick<Booking, 'date' | 'startMinute' | 'endMinute' | 'status' | 'createdAt'> &
  Partial<Pick<Booking, 'lapsesAt'>>;

/**
 * Until when a member may change or cancel: the deadline before the start or, while it is later, the end of the grace time
 * after booking; never past the end of the booking itself. Of a request, that nobody counts on yet, as long as it stands.
 */
export function mendableUntil(booking: Mendable, rules: MendingRules): Moment {
  if (booking.status === 'requested' && booking.lapsesAt) return booking.lapsesAt;
  const deadline = momentAt(booking.date, booking.startMinute).subtract({ minutes: rules.cancelDeadlineMinutes });
  const grace = booking.createdAt.add({ minutes: rules.graceMinutes });
  const end = momentAt(booking.date, booking.endMinute);
  return [later(deadline, grace), end].reduce(earlier);
}

/** Why a booking cannot be changed or cancelled. The staff may do it past the deadline, but not what is over. */
export function whyNotMended(
  booking: Mendable,
  facts: { now: Moment; rules: MendingRules; byStaff: boolean },
): Refused | undefined {
  const { now, rules, byStaff } = facts;
  if (booking.status === 'no_show') return new Refused('conflict', 'bookings.released');
  if (!isStanding(booking)) return new Refused('conflict', 'bookings.not_booked');
  if (!isBefore(now, momentAt(booking.date, booking.endMinute))) return new Refused('conflict', 'bookings.over');
  const until = mendableUntil(booking, rules);
  if (booking.status === 'requested' && !isBefore(now, until))
    return new Refused('conflict', 'bookings.request_lapsed');
  if (!byStaff && isBefore(until, now)) return new Refused('conflict', 'bookings.deadline_passed', { until });
  return undefined;
}

function isBefore(a: Moment, b: Moment): boolean {
  return a.epochMilliseconds < b.epochMilliseconds;
}

function earlier(a: Moment, b: Moment): Moment {
  return isBefore(a, b) ? a : b;
}

function later(a: Moment, b: Moment): Moment {
  return isBefore(a, b) ? b : a;
}

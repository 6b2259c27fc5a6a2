import { conflict, invalid, type Refused } from '../platform/errors.js';
import {
  addDays,
  clockText,
  minuteAt,
  momentAt,
  overlaps,
  todayAt,
  type Minute,
  type Moment,
  type Slot,
} from '../platform/time.js';
import type { Resource } from '../venues/resource.entity.js';
import { within } from '../venues/stretches.policy.js';
import type { DayResource, VenueDay } from '../venues/venue-day.policy.js';
import type { Venue } from '../venues/venue.entity.js';
import { hoursPhrase, shutPhrase } from './phrases.js';

export interface Wanted extends Slot {
  /** Each once. */
  resourceIds: readonly number[];
}

export interface BookingFacts {
  now: Moment;
  /** The day wanted; where a booking is being changed, without what it holds itself. */
  day: VenueDay;
  /** Those of the wanted resources that are there at all, in use or not, of whatever venue. */
  chosen: readonly Pick<Resource, 'id' | 'venueId' | 'name'>[];
  byStaff: boolean;
  /** It needs no approval any more: a manager does it, or it has it. */
  approved?: boolean;
  /** What the booking was before, where it is being changed. */
  before?: Slot;
}

/** Why these resources cannot be had for this stretch. The limits of the member are counted elsewhere (limits.policy.ts). */
export function whyRefused(wanted: Wanted, facts: BookingFacts): Refused | undefined {
  return whyNoTime(wanted, facts) ?? whyNotThese(wanted, facts) ?? whyTaken(wanted, facts.day);
}

/** Why nothing at all can be had for this stretch. */
export function whyNoTime(wanted: Slot, facts: Pick<BookingFacts, 'now' | 'day' | 'before'>): Refused | undefined {
  return whyNoStretch(wanted, facts.day.venue) ?? whyNotThen(wanted, facts) ?? whyNotOpen(wanted, facts.day);
}

/** Is it a stretch of the venue's grid at all? */
function whyNoStretch({ start, end }: Slot, { slotMinutes }: Pick<Venue, 'slotMinutes'>): Refused | undefined {
  if (end <= start) return invalid('end', 'bookings.end_before_start');
  if (start % slotMinutes !== 0) return invalid('start', 'bookings.off_grid', { minutes: slotMinutes });
  if (end % slotMinutes !== 0) return invalid('end', 'bookings.off_grid', { minutes: slotMinutes });
  return undefined;
}

/**
 * The first start of today that is not past: the step of the grid that is running. At 10:10 a desk can still be booked
 * from 10:00, by someone who stands at the door.
 */
export function firstStart(now: Moment, slotMinutes: Minute): Minute {
  return minuteAt(now) - (minuteAt(now) % slotMinutes);
}

function whyNotThen(
  wanted: Slot,
  { now, day, before }: Pick<BookingFacts, 'now' | 'day' | 'before'>,
): Refused | undefined {
  const today = todayAt(now);
  if (wanted.date < today) return invalid('date', 'bookings.past_date', { today });
  const last = addDays(today, day.venue.windowDays);
  if (wanted.date > last) return invalid('date', 'bookings.outside_window', { last });
  if (wanted.date > today) return undefined;

  if (wanted.end <= minuteAt(now)) return invalid('end', 'bookings.past_end');
  const first = firstStart(now, day.venue.slotMinutes);
  const keepsStart = before?.date === wanted.date && before.start === wanted.start;
  return wanted.start < first && !keepsStart
    ? invalid('start', 'bookings.past_start', { first: clockText(first) })
    : undefined;
}

function whyNotOpen(wanted: Slot, { opening }: VenueDay): Refused | undefined {
  if (within(wanted, opening.stretches)) return undefined;
  const { date } = wanted;
  const hours = hoursPhrase(opening.stretches);
  if (opening.shut) return invalid('date', 'bookings.closed', { because: shutPhrase(date, opening.shut), hours });
  const closure = opening.partly.find((one) => overlaps(one, wanted));
  const because = closure
    ? { key: 'bookings:shut.partly', start: closure.start, end: closure.end, reason: closure.reason }
    : { key: 'bookings:shut.hours', date };
  return invalid('start', 'bookings.closed', { because, hours });
}

function whyNotThese(wanted: Wanted, { now, day, chosen, byStaff, approved }: BookingFacts): Refused | undefined {
  const { venue } = day;
  if (wanted.resourceIds.length === 0) return invalid('resourceIds', 'bookings.none_chosen');
  if (wanted.resourceIds.length > venue.maxResources) {
    return invalid('resourceIds', 'bookings.too_many_resources', { max: venue.maxResources });
  }
  for (const id of wanted.resourceIds) {
    const known = chosen.find((one) => one.id === id);
    if (!known) return invalid('resourceIds', 'bookings.unknown_resource');
    if (known.venueId !== venue.id) return invalid('resourceIds', 'bookings.several_venues');
    const resource = day.resources.find((one) => one.id === id);
    if (!resource) return invalid('resourceIds', 'bookings.inactive', { name: known.name, date: wanted.date });
    const refused = whyNotThis(resource, wanted, byStaff);
    if (refused) return refused;
    const hasBegun = momentAt(wanted.date, wanted.start).epochMilliseconds <= now.epochMilliseconds;
    if (resource.needsApproval && !approved && hasBegun) {
      return invalid('start', 'bookings.too_late_to_ask', { name: known.name });
    }
  }
  return undefined;
}

function whyNotThis(resource: DayResource, wanted: Slot, byStaff: boolean): Refused | undefined {
  const { name, bookableBy } = resource;
  if (bookableBy === 'nobody') return invalid('resourceIds', 'bookings.not_bookable', { name });
  if (bookableBy === 'staff' && !byStaff) return invalid('resourceIds', 'bookings.staff_only', { name });
  if (within(wanted, resource.open)) return undefined;
  const reason = resource.closed.find((one) => overlaps(one, wanted))?.reason ?? '';
  return invalid('resourceIds', 'bookings.resource_closed', { name, reason, hours: hoursPhrase(resource.open) });
}

/** The database has the last word (DESIGN §3); this one comes first and spares it the trip. */
function whyTaken(wanted: Wanted, day: VenueDay): Refused | undefined {
  const isFree = (id: number): boolean => within(wanted, day.resources.find((one) => one.id === id)!.free);
  return wanted.resourceIds.every(isFree) ? undefined : conflict('resourceIds', 'venues.taken');
}

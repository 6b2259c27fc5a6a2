import type { EntityManager } from 'typeorm';
import { BookingResource } from '../../src/bookings/booking-resource.entity.js';
import { Booking } from '../../src/bookings/booking.entity.js';
import { momentAt, type Moment } from '../../src/platform/time.js';
import { Timetable } from '../../src/venues/timetable.js';
import type { Arrival } from './arrivals.js';
import type { Wish } from './wish.js';

/** SQLite and PostgreSQL both bound the parameters of a statement. */
const AT_ONCE = 100;

/**
 * Writes bookings with what they hold; one that was cancelled, or to which nobody came, holds nothing.
 * @param arrivals one for each
 * @param staffId who checks people in
 */
export async function bookAll(
  tx: EntityManager,
  now: Moment,
  wishes: readonly Wish[],
  arrivals: readonly Arrival[],
  staffId: number,
): Promise<void> {
  const timetable = new Timetable();
  for (let first = 0; first < wishes.length; first += AT_ONCE) {
    const some = wishes.slice(first, first + AT_ONCE);
    const bookings = some.map((wish, at) => {
      return tx.create(Booking, bookingOf(wish, arrivals[first + at]!, staffId, now));
    });
    await tx.insert(Booking, bookings);
    const held = some.flatMap(({ resourceIds }, index) =>
      resourceIds.map((resourceId) => ({ bookingId: bookings[index]!.id, resourceId })),
    );
    await tx.insert(BookingResource, held);
    for (const [index, { resourceIds, slot, cancelled }] of some.entries()) {
      if (!cancelled && !arrivals[first + index]!.missed)
        await timetable.occupy(tx, { kind: 'booking', id: bookings[index]!.id }, resourceIds, slot);
    }
  }
}

function bookingOf(wish: Wish, arrival: Arrival, staffId: number, now: Moment): Omit<Booking, 'id' | 'careCount'> {
  const { venueId, memberId, createdBy, slot, purpose, cancelled } = wish;
  const lately = now.subtract({ hours: 1 + (wish.hoursAhead % 72) });
  const createdAt = earlier(lately, momentAt(slot.date, slot.start).subtract({ hours: wish.hoursAhead }));
  const cancelledAt = cancelled ? earlier(now, createdAt.add({ hours: 5 })) : null;
  return {
    venueId,
    memberId,
    date: slot.date,
    startMinute: slot.start,
    endMinute: slot.end,
    purpose,
    status: cancelled ? 'cancelled' : arrival.missed ? 'no_show' : 'booked',
    revision: cancelled || arrival.missed ? 1 : 0,
    createdAt,
    createdBy,
    changedAt: cancelledAt,
    cancelledAt,
    cancelledBy: cancelled ? memberId : null,
    cancelReason: null,
    checkedInAt: arrival.at ?? null,
    checkedInBy: arrival.at ? (arrival.by === 'staff' ? staffId : memberId) : null,
    checkInByKind: arrival.at ? arrival.by : null,
    noShowAt: arrival.missed ? momentAt(slot.date, slot.start).add({ minutes: 30 }) : null,
    seriesId: null,
    requestedAt: null,
    lapsesAt: null,
    decidedAt: null,
    decidedBy: null,
    decision: null,
    occurrenceDate: null,
    fee: null,
  };
}

function earlier(a: Moment, b: Moment): Moment {
  return a.epochMilliseconds < b.epochMilliseconds ? a : b;
}

import type { EntityManager } from 'typeorm';
import { BookingResource } from '../../src/bookings/booking-resource.entity.js';
import { Booking } from '../../src/bookings/booking.entity.js';
import { momentAt, type Moment, type Slot } from '../../src/platform/time.js';
import { Timetable } from '../../src/venues/timetable.js';

export interface Wish {
  venueId: number;
  memberId: number;
  createdBy: number;
  slot: Slot;
  resourceIds: number[];
  purpose: string | null;
  /** How long before its start it was made, where that is past; else so many hours ago, three days at most. */
  hoursAhead: number;
  cancelled: boolean;
}

/** SQLite and PostgreSQL both bound the parameters of a statement. */
const AT_ONCE = 100;

/** Writes bookings with what they hold; a cancelled one holds nothing. */
export async function bookAll(tx: EntityManager, now: Moment, wishes: readonly Wish[]): Promise<void> {
  const timetable = new Timetable();
  for (let first = 0; first < wishes.length; first += AT_ONCE) {
    const some = wishes.slice(first, first + AT_ONCE);
    const bookings = some.map((wish) => tx.create(Booking, bookingOf(wish, now)));
    await tx.insert(Booking, bookings);
    const held = some.flatMap(({ resourceIds }, index) =>
      resourceIds.map((resourceId) => ({ bookingId: bookings[index]!.id, resourceId })),
    );
    await tx.insert(BookingResource, held);
    for (const [index, { resourceIds, slot, cancelled }] of some.entries()) {
      if (!cancelled) await timetable.occupy(tx, { kind: 'booking', id: bookings[index]!.id }, resourceIds, slot);
    }
  }
}

function bookingOf(wish: Wish, now: Moment): Omit<Booking, 'id' | 'careCount'> {
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
    status: cancelled ? 'cancelled' : 'booked',
    revision: cancelled ? 1 : 0,
    createdAt,
    createdBy,
    changedAt: cancelledAt,
    cancelledAt,
    cancelledBy: cancelled ? memberId : null,
    cancelReason: null,
    checkedInAt: null,
    checkedInBy: null,
    checkInByKind: null,
    noShowAt: null,
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

import type { User } from '../../src/accounts/user.entity.js';
import { BookingResource } from '../../src/bookings/booking-resource.entity.js';
import { Booking } from '../../src/bookings/booking.entity.js';
import { BookingService, type BookingOrder } from '../../src/bookings/booking.service.js';
import { Reminder } from '../../src/bookings/reminders/reminder.entity.js';
import { WaitlistEntry } from '../../src/bookings/waitlist/entry.entity.js';
import { WaitlistOffer } from '../../src/bookings/waitlist/offer.entity.js';
import { BookingSeries } from '../../src/bookings/series/series.entity.js';
import { UserViewers } from '../../src/accounts/user-viewers.js';
import { MoreThan } from 'typeorm';
import { AuditEntry } from '../../src/platform/audit/audit-entry.entity.js';
import { OutboxMail } from '../../src/platform/mail/outbox-mail.entity.js';
import { Viewers, type Viewer } from '../../src/platform/web/viewer.js';
import { Occupancy } from '../../src/venues/occupancy.entity.js';
import type { TestApp } from './app.js';

/** A Tuesday inside the window of a venue of addVenue. */
export const BOOKING_DAY = '2026-11-24';

/** 10:00–12:00 on that day. */
export function anOrder(resourceIds: readonly number[], part: Partial<BookingOrder> = {}): BookingOrder {
  return {
    date: BOOKING_DAY,
    start: 600,
    end: 720,
    resourceIds,
    purpose: null,
    memberId: null,
    overLimits: false,
    ...part,
  };
}

export async function viewerOf(world: TestApp, user: Pick<User, 'id'>): Promise<Viewer> {
  return (await world.get<UserViewers>(Viewers).find(user.id))!;
}

/** Books by the service, as the member herself unless the order names another. */
export async function addBooking(
  world: TestApp,
  user: Pick<User, 'id'>,
  resourceIds: readonly number[],
  part: Partial<BookingOrder> = {},
): Promise<Booking> {
  const id = await world.get(BookingService).book(await viewerOf(world, user), anOrder(resourceIds, part));
  return world.database.reader.findOneByOrFail(Booking, { id });
}

/** What a booking holds in the timetable: `resource start–end`, sorted. */
export async function heldInTimetable(world: TestApp, bookingId: number): Promise<string[]> {
  const rows = await world.database.reader.findBy(Occupancy, { sourceKind: 'booking', sourceId: bookingId });
  return rows
    .map(({ resourceId, date, startMinute, endMinute }) => `${resourceId} ${date} ${startMinute}–${endMinute}`)
    .toSorted();
}

/** Takes away all bookings, with the mails and notes about them. */
export async function noBookings(world: TestApp): Promise<void> {
  await world.database.transaction(async (tx) => {
    const entities = [
      Reminder,
      WaitlistOffer,
      WaitlistEntry,
      Occupancy,
      BookingResource,
      Booking,
      BookingSeries,
      OutboxMail,
    ];
    for (const entity of entities) {
      await tx.createQueryBuilder().delete().from(entity).execute();
    }
  });
  forgotten.set(world.database, (await world.database.reader.maximum(AuditEntry, 'id')) ?? 0);
}

/** The audit trail only grows: up to which entry a test has nothing to do with it. */
const forgotten = new WeakMap<object, number>();

/** The audit trail since all bookings were taken away last, oldest first. */
export function entriesIn(world: TestApp): Promise<AuditEntry[]> {
  const id = MoreThan(forgotten.get(world.database) ?? 0);
  return world.database.reader.find(AuditEntry, { where: { id }, order: { id: 'ASC' } });
}

/** What the audit trail says since all bookings were taken away last, oldest first. */
export async function deedsIn(world: TestApp): Promise<string[]> {
  const entries = await entriesIn(world);
  return entries.map(({ action }) => action);
}

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { User } from '../../src/accounts/user.entity.js';
import { Booking } from '../../src/bookings/booking.entity.js';
import { MendingService, type ChangeOrder } from '../../src/bookings/mending.service.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import {
  addBooking,
  anOrder,
  BOOKING_DAY,
  deedsIn,
  heldInTimetable,
  noBookings,
  viewerOf,
} from '../support/booking-factories.js';
import { addUser } from '../support/factories.js';
import { mailsTo } from '../support/mails.js';
import { addResource, addVenue } from '../support/venue-factories.js';

let world: TestApp;
let desk: Resource, other: Resource, pc: Resource;
let hanako: User, keiko: User, manager: User, trainer: User;

beforeAll(async () => {
  world = await startApp();
  const venue = await addVenue(world);
  desk = await addResource(world, venue);
  other = await addResource(world, venue, { name: '席2' });
  pc = await addResource(world, venue, { kind: 'pc', name: 'PC1' });
  hanako = await addUser(world, { name: '小平 花子' });
  keiko = await addUser(world, { name: '小川 恵子' });
  manager = await addUser(world, { roles: ['manager', 'member'] });
  trainer = await addUser(world, { roles: ['trainer'] });
});
afterAll(() => world.close());
beforeEach(() => {
  world.clock.setTo('2026-11-21', 540);
  return noBookings(world);
});

const change = async (who: User, booking: Booking, resourceIds: number[], part: Partial<ChangeOrder> = {}) =>
  world.get(MendingService).change(await viewerOf(world, who), booking.id, {
    ...anOrder(resourceIds),
    revision: booking.revision,
    reason: null,
    ...part,
  });
const cancel = async (who: User, booking: Booking, reason: string | null = null) =>
  world.get(MendingService).cancel(await viewerOf(world, who), booking.id, reason);
const fresh = (booking: Booking): Promise<Booking> =>
  world.database.reader.findOneByOrFail(Booking, { id: booking.id });

describe('a change', () => {
  test('moves time and things, and says so', async () => {
    const booking = await addBooking(world, hanako, [desk.id, pc.id]);
    await change(hanako, booking, [other.id], { start: 660, end: 780 });
    expect(await fresh(booking)).toMatchObject({ startMinute: 660, endMinute: 780, revision: 1 });
    expect(await heldInTimetable(world, booking.id)).toEqual([`${other.id} ${BOOKING_DAY} 660–780`]);
    const mails = await mailsTo(world, hanako.email);
    expect(mails.map(({ name }) => name)).toEqual(['bookings.booked', 'bookings.changed']);
    expect(mails[1]!.text).toContain('11:00–13:00');
  });

  test('that overlaps its own old place is no obstacle to itself', async () => {
    const booking = await addBooking(world, hanako, [desk.id]);
    await change(hanako, booking, [desk.id], { start: 630, end: 750 });
    expect(await heldInTimetable(world, booking.id)).toEqual([`${desk.id} ${BOOKING_DAY} 630–750`]);
  });

  test('that is refused keeps the place', async () => {
    const booking = await addBooking(world, hanako, [desk.id, pc.id]);
    await addBooking(world, keiko, [other.id]);
    const before = await heldInTimetable(world, booking.id);
    await expect(change(hanako, booking, [other.id, pc.id])).rejects.toMatchObject({ code: 'venues.taken' });
    await expect(change(hanako, booking, [desk.id], { date: '2026-11-22' })).rejects.toThrow('bookings.closed');
    expect(await heldInTimetable(world, booking.id)).toEqual(before);
    expect(await fresh(booking)).toMatchObject({ date: BOOKING_DAY, revision: 0 });
  });

  test('from a page that is no longer right does not overwrite', async () => {
    const booking = await addBooking(world, hanako, [desk.id]);
    await change(hanako, booking, [other.id]);
    await expect(change(hanako, booking, [desk.id, pc.id])).rejects.toMatchObject({
      kind: 'conflict',
      code: 'bookings.stale',
    });
    expect(await heldInTimetable(world, booking.id)).toEqual([`${other.id} ${BOOKING_DAY} 600–720`]);
  });

  test('that is sent twice is made once', async () => {
    const booking = await addBooking(world, hanako, [desk.id]);
    await change(hanako, booking, [other.id]);
    await change(hanako, booking, [other.id]);
    expect((await fresh(booking)).revision).toBe(1);
    expect(await mailsTo(world, hanako.email)).toHaveLength(2);
  });

  test('is not for others, and of others not even there', async () => {
    const booking = await addBooking(world, hanako, [desk.id]);
    await expect(change(keiko, booking, [other.id])).rejects.toMatchObject({ kind: 'not_found' });
    await expect(change(trainer, booking, [other.id])).rejects.toMatchObject({ kind: 'forbidden' });
  });

  test('by a manager needs a reason, which the member is told', async () => {
    const booking = await addBooking(world, hanako, [desk.id]);
    await expect(change(manager, booking, [other.id])).rejects.toMatchObject({ code: 'bookings.reason_needed' });
    world.clock.setTo(BOOKING_DAY, 590);
    await change(manager, booking, [other.id], { reason: '席1の椅子が壊れました' });
    const mail = (await mailsTo(world, hanako.email)).at(-1)!;
    expect(mail.name).toBe('bookings.changed_by_staff');
    expect(mail.text).toContain('席1の椅子が壊れました');
  });

  test('of what runs already may let it end earlier within the grace time', async () => {
    world.clock.setTo(BOOKING_DAY, 605);
    const booking = await addBooking(world, hanako, [desk.id]);
    world.clock.advance({ minutes: 10 });
    await change(hanako, booking, [desk.id], { end: 660 });
    world.clock.advance({ minutes: 10 });
    await expect(change(hanako, await fresh(booking), [desk.id])).rejects.toThrow('bookings.deadline_passed');
  });
});

describe('a cancellation', () => {
  test('gives the place to others at once', async () => {
    const booking = await addBooking(world, hanako, [desk.id, pc.id]);
    await cancel(hanako, booking);
    expect(await fresh(booking)).toMatchObject({ status: 'cancelled', cancelledBy: hanako.id });
    await addBooking(world, keiko, [desk.id, pc.id]);
    expect((await mailsTo(world, hanako.email)).map(({ name }) => name)).toEqual([
      'bookings.booked',
      'bookings.cancelled',
    ]);
    expect(await deedsIn(world)).toEqual(['bookings.booked', 'bookings.cancelled', 'bookings.booked']);
  });

  test('happens once', async () => {
    const booking = await addBooking(world, hanako, [desk.id]);
    await cancel(hanako, booking);
    await expect(cancel(hanako, booking)).rejects.toMatchObject({ kind: 'conflict', code: 'bookings.not_booked' });
    await expect(change(hanako, booking, [other.id])).rejects.toMatchObject({ code: 'bookings.not_booked' });
  });

  test('past the deadline is for the staff, with a reason', async () => {
    const booking = await addBooking(world, hanako, [desk.id]);
    world.clock.setTo(BOOKING_DAY, 541);
    await expect(cancel(hanako, booking)).rejects.toMatchObject({ code: 'bookings.deadline_passed' });
    await expect(cancel(keiko, booking)).rejects.toMatchObject({ kind: 'not_found' });
    await expect(cancel(manager, booking)).rejects.toMatchObject({ code: 'bookings.reason_needed' });
    await cancel(manager, booking, 'お電話で承りました');
    const mail = (await mailsTo(world, hanako.email)).at(-1)!;
    expect([mail.name, mail.text.includes('お電話で承りました')]).toEqual(['bookings.cancelled_by_staff', true]);
  });

  test('of a manager for herself keeps to the rules of members', async () => {
    const booking = await addBooking(world, manager, [desk.id]);
    world.clock.setTo(BOOKING_DAY, 541);
    await expect(cancel(manager, booking, 'x')).rejects.toMatchObject({ code: 'bookings.deadline_passed' });
  });
});

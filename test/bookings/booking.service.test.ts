import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { User } from '../../src/accounts/user.entity.js';
import { BookingResource } from '../../src/bookings/booking-resource.entity.js';
import { Booking } from '../../src/bookings/booking.entity.js';
import { MendingService, type ChangeOrder } from '../../src/bookings/mending.service.js';
import { AuditEntry } from '../../src/platform/audit/audit-entry.entity.js';
import { OutboxMail } from '../../src/platform/mail/outbox-mail.entity.js';
import { Occupancy } from '../../src/venues/occupancy.entity.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import { Venue } from '../../src/venues/venue.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { addBooking, anOrder, BOOKING_DAY, heldInTimetable, viewerOf } from '../support/booking-factories.js';
import { addUser } from '../support/factories.js';
import { mailsTo } from '../support/mails.js';
import { addResource, addVenue } from '../support/venue-factories.js';

let world: TestApp;
let venue: Venue;
let desk: Resource, other: Resource, pc: Resource, elsewhere: Resource;
let hanako: User, keiko: User, manager: User, trainer: User;

beforeAll(async () => {
  world = await startApp();
  venue = await addVenue(world);
  desk = await addResource(world, venue);
  other = await addResource(world, venue, { name: '席2' });
  pc = await addResource(world, venue, { kind: 'pc', name: 'PC1' });
  elsewhere = await addResource(world, await addVenue(world, { name: '別館' }));
  hanako = await addUser(world, { name: '小平 花子' });
  keiko = await addUser(world, { name: '小川 恵子' });
  manager = await addUser(world, { roles: ['manager', 'member'] });
  trainer = await addUser(world, { roles: ['trainer'] });
});
afterAll(() => world.close());
beforeEach(async () => {
  world.clock.setTo('2026-11-21', 540);
  await world.database.transaction(async (tx) => {
    for (const entity of [Occupancy, BookingResource, Booking, OutboxMail, AuditEntry]) {
      await tx.createQueryBuilder().delete().from(entity).execute();
    }
    await tx.update(Venue, { id: venue.id }, { bookingLimits: [] });
  });
});

const limit = (part: object): Promise<unknown> =>
  world.database.transaction((tx) =>
    tx.update(
      Venue,
      { id: venue.id },
      { bookingLimits: [{ kind: 'desk', maxOpen: null, maxMinutesDay: null, maxMinutesWeek: null, ...part }] },
    ),
  );
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
const deeds = async (): Promise<string[]> =>
  (await world.database.reader.find(AuditEntry, { order: { id: 'ASC' } })).map(({ action }) => action);

describe('booking', () => {
  test('takes a desk and a PC in one step, and writes a mail', async () => {
    const booking = await addBooking(world, hanako, [desk.id, pc.id], { purpose: '原稿を書く' });
    expect(booking).toMatchObject({ venueId: venue.id, memberId: hanako.id, createdBy: hanako.id, status: 'booked' });
    expect(await heldInTimetable(world, booking.id)).toEqual(
      [desk, pc].map(({ id }) => `${id} ${BOOKING_DAY} 600–720`).toSorted(),
    );
    const [mail] = await mailsTo(world, hanako.email);
    expect(mail).toMatchObject({ name: 'bookings.booked', link: `/bookings/${booking.id}` });
    expect(mail!.text).not.toContain('原稿');
    expect(await deeds()).toEqual(['bookings.booked']);
  });

  test('takes all or none, and leaves nothing behind when refused', async () => {
    await addBooking(world, keiko, [pc.id]);
    await expect(addBooking(world, hanako, [desk.id, pc.id])).rejects.toMatchObject({ code: 'venues.taken' });
    expect(await world.database.reader.count(Booking)).toBe(1);
    expect(await world.database.reader.countBy(Occupancy, { resourceId: desk.id })).toBe(0);
    expect(await mailsTo(world, hanako.email)).toEqual([]);
  });

  test('that is sent twice is made once', async () => {
    const first = await addBooking(world, hanako, [desk.id, pc.id]);
    expect((await addBooking(world, hanako, [pc.id, desk.id])).id).toBe(first.id);
    expect(await mailsTo(world, hanako.email)).toHaveLength(1);
  });

  test.each([
    ['things of two venues', () => [desk.id, elsewhere.id], 'bookings.several_venues'],
    ['what is not there', () => [desk.id, 999_999], 'bookings.unknown_resource'],
    ['nothing that is there', () => [999_999], 'bookings.unknown_resource'],
    ['nothing at all', () => [], 'bookings.none_chosen'],
  ])('of %s is refused', async (_, ids, code) => {
    await expect(addBooking(world, hanako, ids())).rejects.toMatchObject({ code });
  });

  test('counts the limits of the member', async () => {
    await limit({ maxOpen: 1 });
    await addBooking(world, hanako, [desk.id]);
    await addBooking(world, keiko, [desk.id], { start: 720, end: 780 });
    await expect(addBooking(world, hanako, [other.id])).rejects.toMatchObject({ code: 'bookings.too_many_open' });
    await addBooking(world, hanako, [pc.id]);
  });

  test('needs a confirmed address', async () => {
    const newcomer = await addUser(world, { emailConfirmedAt: null });
    await expect(addBooking(world, newcomer, [desk.id])).rejects.toMatchObject({ code: 'bookings.email_unconfirmed' });
  });
});

describe('the staff', () => {
  test('books for a member, who is told so', async () => {
    const booking = await addBooking(world, trainer, [desk.id], { memberId: hanako.id });
    expect(booking).toMatchObject({ memberId: hanako.id, createdBy: trainer.id });
    expect((await mailsTo(world, hanako.email))[0]!.name).toBe('bookings.booked_by_staff');
  });

  test('writes to nobody whose address is not confirmed', async () => {
    const caller = await addUser(world, { emailConfirmedAt: null });
    await addBooking(world, manager, [desk.id], { memberId: caller.id });
    expect(await mailsTo(world, caller.email)).toEqual([]);
  });

  test('goes past the limits only as a manager who says so, and it is noted', async () => {
    await limit({ maxMinutesDay: 60 });
    const order = { memberId: hanako.id, overLimits: true };
    await expect(addBooking(world, trainer, [desk.id], order)).rejects.toMatchObject({ code: 'bookings.too_long_day' });
    await expect(addBooking(world, manager, [desk.id], { memberId: hanako.id })).rejects.toThrow('too_long_day');
    await expect(addBooking(world, manager, [desk.id], { overLimits: true })).rejects.toThrow('too_long_day');
    await addBooking(world, manager, [desk.id], order);
    const [entry] = await world.database.reader.find(AuditEntry);
    expect(entry!.detail).toMatchObject({ memberId: hanako.id, overLimits: true });
  });

  test.each([
    ['without naming a member', () => trainer, () => null, 'bookings.choose_member'],
    ['for somebody who is no member', () => manager, () => trainer.id, 'bookings.unknown_member'],
    ['for somebody who is not there', () => manager, () => 999_999, 'bookings.unknown_member'],
  ])('cannot book %s', async (_, who, memberId, code) => {
    await expect(addBooking(world, who(), [desk.id], { memberId: memberId() })).rejects.toMatchObject({ code });
  });

  test('a member books for nobody else', async () => {
    const order = addBooking(world, hanako, [desk.id], { memberId: keiko.id });
    await expect(order).rejects.toMatchObject({ kind: 'forbidden' });
  });
});

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
    expect(await deeds()).toEqual(['bookings.booked', 'bookings.cancelled', 'bookings.booked']);
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

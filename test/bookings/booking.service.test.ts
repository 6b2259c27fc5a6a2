import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { EntityManager } from 'typeorm';
import type { User } from '../../src/accounts/user.entity.js';
import { Booking } from '../../src/bookings/booking.entity.js';
import { statementsOf } from '../../src/platform/database/statement-log.js';
import { type House, KeptHouses } from '../../src/venues/kept-houses.js';
import { Occupancy } from '../../src/venues/occupancy.entity.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import { Venue } from '../../src/venues/venue.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import {
  addBooking,
  BOOKING_DAY,
  deedsIn,
  entriesIn,
  heldInTimetable,
  noBookings,
} from '../support/booking-factories.js';
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
  await noBookings(world);
  await world.database.transaction(async (tx) => {
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
    expect(await deedsIn(world)).toEqual(['bookings.booked']);
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
    await expect(addBooking(world, newcomer, [desk.id])).rejects.toMatchObject({ code: 'accounts.email_unconfirmed' });
  });
});

describe('what is kept of a venue', () => {
  const rulesRead = async (): Promise<string[]> => {
    await noBookings(world);
    const { statements } = await statementsOf(() => addBooking(world, keiko, [desk.id, pc.id]));
    return statements.filter((statement) => /FROM "(venue|closure)"/.test(statement));
  };

  test('spares the next booking to read it, until its rules change', async () => {
    for (let tries = 0; tries < 50 && (await rulesRead()).length > 0; tries += 1); // it is kept after the commit
    expect(await rulesRead()).toEqual([]);
    await limit({ maxOpen: 1 });
    expect((await rulesRead()).length).toBeGreaterThan(1);
    await expect(addBooking(world, keiko, [other.id])).rejects.toMatchObject({ code: 'bookings.too_many_open' });
  });

  test('is never what somebody changed and took back, though another change bears the same number', async () => {
    const within = (tx: EntityManager): Promise<House> => world.get(KeptHouses).within(tx, venue.id, BOOKING_DAY);
    const failing = world.database.transaction(async (tx) => {
      await tx.update(Venue, { id: venue.id }, { maxResources: 1 });
      expect((await within(tx)).venue.maxResources).toBe(1);
      throw new Error('taken back');
    });
    await expect(failing).rejects.toThrow('taken back');
    await limit({ maxOpen: 7 });
    const { venue: now } = await world.database.transaction(within);
    expect([now.maxResources, now.bookingLimits[0]!.maxOpen]).toEqual([venue.maxResources, 7]);
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
    const [entry] = await entriesIn(world);
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

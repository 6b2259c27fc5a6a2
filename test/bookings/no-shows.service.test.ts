import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { User } from '../../src/accounts/user.entity.js';
import { Booking } from '../../src/bookings/booking.entity.js';
import { CheckInService } from '../../src/bookings/check-in/check-in.service.js';
import { NoShows } from '../../src/bookings/check-in/no-shows.service.js';
import { momentAt } from '../../src/platform/time.js';
import { Freed, type FreedPlace } from '../../src/venues/freed.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import { Venue } from '../../src/venues/venue.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { addBooking, BOOKING_DAY, deedsIn, heldInTimetable, noBookings } from '../support/booking-factories.js';
import { addUser } from '../support/factories.js';
import { mailsTo } from '../support/mails.js';
import { addResource, addVenue } from '../support/venue-factories.js';
import { aWish, entryOf, offerTo, wait } from '../support/waitlist-factories.js';

let world: TestApp;
let venue: Venue;
let desk: Resource, other: Resource;
let hanako: User, keiko: User, manager: User;
const freed: FreedPlace[] = [];

beforeAll(async () => {
  world = await startApp();
  venue = await addVenue(world);
  desk = await addResource(world, venue);
  other = await addResource(world, venue, { name: '席2' });
  hanako = await addUser(world, { name: '小平 花子' });
  keiko = await addUser(world, { name: '小川 恵子' });
  manager = await addUser(world, { roles: ['manager', 'member'] });
  world.get(Freed).register(async (_, places) => void freed.push(...places));
});
afterAll(() => world.close());
beforeEach(async () => {
  await noBookings(world);
  freed.length = 0;
  world.clock.setTo('2026-11-21', 540);
});

/** The venue checks people in: somebody came on Saturday. */
async function inUse(): Promise<void> {
  const { id } = await addBooking(world, keiko, [other.id], { date: '2026-11-21', start: 540, end: 600 });
  await world.get(CheckInService).checkIn(id, { actorId: manager.id, kind: 'staff' });
}
const sweepAt = (minute: number, date = BOOKING_DAY): Promise<number> => {
  world.clock.setTo(date, minute);
  return world.get(NoShows).sweep();
};
const fresh = (id: number): Promise<Booking> => world.database.reader.findOneByOrFail(Booking, { id });
const namesOfMails = async (who: User): Promise<string[]> => (await mailsTo(world, who.email)).map(({ name }) => name);

describe('a booking to which nobody comes', () => {
  test('is given free after the time of the venue, once; the member is told, and those who wait', async () => {
    await inUse();
    const { id } = await addBooking(world, hanako, [desk.id]);
    expect(await sweepAt(629)).toBe(0);
    expect(await sweepAt(630)).toBe(1);
    expect(await sweepAt(631)).toBe(0);
    expect(await fresh(id)).toMatchObject({ status: 'no_show', revision: 1 });
    expect(await heldInTimetable(world, id)).toEqual([]);
    expect(freed).toEqual([{ venueId: venue.id, date: BOOKING_DAY, start: 600, end: 720, resourceIds: [desk.id] }]);
    expect(await namesOfMails(hanako)).toEqual(['bookings.booked', 'bookings.no_show']);
    expect((await deedsIn(world)).at(-1)).toBe('bookings.no_show');
    await addBooking(world, keiko, [desk.id], { start: 630, end: 720 });
  });

  test('goes to those who wait: held for her who has time to answer, told to her who has not', async () => {
    await inUse();
    await addBooking(world, hanako, [desk.id], { end: 780 });
    const later = await wait(world, keiko, aWish(venue.id, { start: 720, end: 780, what: { resourceId: desk.id } }));
    const soon = await wait(world, manager, aWish(venue.id, { start: 660, what: { resourceId: desk.id } }));
    expect(await sweepAt(630)).toBe(1);
    expect((await offerTo(world, later))!.expiresAt.toString()).toBe(momentAt(BOOKING_DAY, 660).toString());
    expect([await offerTo(world, soon), (await entryOf(world, soon)).calledAt !== null]).toEqual([null, true]);
    expect(await namesOfMails(keiko)).toContain('bookings.wait_offered');
  });

  test('keeps it where the venue checks nobody in, or wants it never', async () => {
    const { id } = await addBooking(world, hanako, [desk.id]);
    expect(await sweepAt(630)).toBe(0);
    world.clock.setTo('2026-11-21', 540);
    await inUse();
    await world.database.transaction((tx) => tx.update(Venue, venue.id, { noShowMinutes: null }));
    expect(await sweepAt(630)).toBe(0);
    await world.database.transaction((tx) => tx.update(Venue, venue.id, { noShowMinutes: 30 }));
    expect((await fresh(id)).status).toBe('booked');
  });

  test('keeps it where she is in', async () => {
    await inUse();
    const { id } = await addBooking(world, hanako, [desk.id]);
    world.clock.setTo(BOOKING_DAY, 610);
    await world.get(CheckInService).checkIn(id, { actorId: manager.id, kind: 'staff' });
    expect(await sweepAt(630)).toBe(0);
  });

  test('after a night off is left as it was: nobody is told in the morning about yesterday', async () => {
    await inUse();
    await addBooking(world, hanako, [desk.id]);
    expect(await sweepAt(540, '2026-11-25')).toBe(0);
    expect(await namesOfMails(hanako)).toEqual(['bookings.booked']);
  });

  test('is given free once, though two look at the same moment', async () => {
    await inUse();
    const { id } = await addBooking(world, hanako, [desk.id]);
    world.clock.setTo(BOOKING_DAY, 630);
    const noShows = world.get(NoShows);
    const answers = await Promise.all(Array.from({ length: 6 }, () => noShows.release(id)));
    expect(answers.filter(Boolean)).toHaveLength(1);
    expect(await namesOfMails(hanako)).toEqual(['bookings.booked', 'bookings.no_show']);
  });

  test('is given free once, though two processes look', async () => {
    await inUse();
    await addBooking(world, hanako, [desk.id]);
    const { sqliteFile, databaseUrl } = world.settings;
    const rival = await startApp({ sqliteFile, databaseUrl });
    for (const { clock } of [world, rival]) clock.setTo(BOOKING_DAY, 630);
    const released = await Promise.all([world.get(NoShows).sweep(), rival.get(NoShows).sweep()]);
    expect(released.toSorted()).toEqual([0, 1]);
    expect(await namesOfMails(hanako)).toEqual(['bookings.booked', 'bookings.no_show']);
    await rival.close();
  });

  test('and she comes at that very moment: exactly one of the two wins, the other explains', async () => {
    await inUse();
    for (let round = 0; round < 6; round += 1) {
      world.clock.setTo('2026-11-21', 540);
      const { id } = await addBooking(world, hanako, [desk.id], { start: 600, end: 660 + 30 * (round % 3) });
      world.clock.setTo(BOOKING_DAY, 630);
      const arrival = world.get(CheckInService).checkIn(id, { actorId: manager.id, kind: 'staff' });
      const both = [arrival, world.get(NoShows).release(id)];
      const [came, released] = await Promise.allSettled(round % 2 ? both : both.toReversed()).then((done) =>
        round % 2 ? done : done.toReversed(),
      );
      const booking = await fresh(id);
      if (came!.status === 'fulfilled') {
        expect(released).toMatchObject({ status: 'fulfilled', value: false });
        expect([booking.status, booking.checkedInAt === null]).toEqual(['booked', false]);
        await world.get(CheckInService).undo(id, manager.id);
        await world.get(NoShows).release(id);
      } else {
        expect(came).toMatchObject({ reason: { code: 'bookings.in_released' } });
        expect([booking.status, booking.checkedInAt]).toEqual(['no_show', null]);
      }
    }
  });
});

describe('taking it back', () => {
  test('gives her the place again while it is free, and the job leaves her in peace', async () => {
    await inUse();
    const { id } = await addBooking(world, hanako, [desk.id]);
    await sweepAt(630);
    await world.get(NoShows).takeBack(id, manager.id);
    await world.get(NoShows).takeBack(id, manager.id);
    expect((await fresh(id)).status).toBe('booked');
    expect(await heldInTimetable(world, id)).toEqual([`${desk.id} ${BOOKING_DAY} 600–720`]);
    expect(await sweepAt(632)).toBe(0);
    await world.get(CheckInService).checkIn(id, { actorId: manager.id, kind: 'staff' });
  });

  test('says so where somebody has it by now, or the time is over', async () => {
    await inUse();
    const { id } = await addBooking(world, hanako, [desk.id]);
    await sweepAt(630);
    await addBooking(world, keiko, [desk.id], { start: 630, end: 660 });
    await expect(world.get(NoShows).takeBack(id, manager.id)).rejects.toThrow('bookings.released_taken');
    world.clock.setTo(BOOKING_DAY, 720);
    await expect(world.get(NoShows).takeBack(id, manager.id)).rejects.toThrow('bookings.over');
    expect((await fresh(id)).status).toBe('no_show');
  });
});

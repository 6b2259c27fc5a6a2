import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { User } from '../../src/accounts/user.entity.js';
import { Booking } from '../../src/bookings/booking.entity.js';
import { MendingService } from '../../src/bookings/mending.service.js';
import { OffersService } from '../../src/bookings/waitlist/offers.service.js';
import { WaitlistService } from '../../src/bookings/waitlist/waitlist.service.js';
import { momentAt } from '../../src/platform/time.js';
import { Closures } from '../../src/venues/closures/closures.service.js';
import { Closure } from '../../src/venues/closure.entity.js';
import { Occupancy } from '../../src/venues/occupancy.entity.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import { Venue } from '../../src/venues/venue.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { addBooking, BOOKING_DAY, heldInTimetable, noBookings, viewerOf } from '../support/booking-factories.js';
import { addUser } from '../support/factories.js';
import { lastMailTo, mailsTo } from '../support/mails.js';
import { addResource, addVenue } from '../support/venue-factories.js';
import { aMinuteLater, aWish, entryOf, heldFor, offerTo, wait } from '../support/waitlist-factories.js';

let world: TestApp;
let venue: Venue;
let desk: Resource, other: Resource, things: Resource[];
let hanako: User, keiko: User, yui: User, manager: User;

beforeAll(async () => {
  world = await startApp();
  venue = await addVenue(world);
  desk = await addResource(world, venue);
  other = await addResource(world, venue, { name: '席2', position: 2 });
  things = [desk, other];
  hanako = await addUser(world);
  keiko = await addUser(world);
  yui = await addUser(world);
  manager = await addUser(world, { roles: ['manager'] });
});
afterAll(() => world.close());
beforeEach(async () => {
  world.clock.setTo('2026-11-21', 540);
  await noBookings(world);
  await world.database.transaction(async (tx) => {
    await tx.createQueryBuilder().delete().from(Closure).execute();
    await tx.update(Venue, { id: venue.id }, { bookingLimits: [] });
  });
});

const cancel = async (booking: Booking): Promise<void> =>
  world.get(MendingService).cancel(await viewerOf(world, { id: booking.memberId }), booking.id, null);
const answer = async (user: User, entryId: number, how: 'accept' | 'decline'): Promise<unknown> => {
  const offer = await offerTo(world, entryId);
  return world.get(OffersService)[how](await viewerOf(world, user), offer!.id);
};
/** Both desks are Hanako's, 10:00–12:00. */
const full = (): Promise<[Booking, Booking]> =>
  Promise.all([addBooking(world, hanako, [desk.id]), addBooking(world, hanako, [other.id])]);
const inTimetable = async (): Promise<string[]> => {
  const rows = await world.database.reader.find(Occupancy, { order: { resourceId: 'ASC' } });
  return rows.map(({ resourceId, sourceKind }) => `${things.find(({ id }) => id === resourceId)?.name} ${sourceKind}`);
};
const limitDesks = (maxOpen: number): Promise<unknown> =>
  world.database.transaction((tx) =>
    tx.update(
      Venue,
      { id: venue.id },
      { bookingLimits: [{ kind: 'desk', maxOpen, maxMinutesDay: null, maxMinutesWeek: null }] },
    ),
  );

describe('what comes free', () => {
  test('is held for the first in the line, who is told until when', async () => {
    const [booking] = await full();
    const first = await wait(world, keiko, aWish(venue.id));
    const second = await wait(world, yui, aWish(venue.id));
    await cancel(booking);
    expect(await heldFor(world, first, things)).toBe('席1');
    expect(await heldFor(world, second, things)).toBeUndefined();
    expect(await inTimetable()).toEqual(['席1 offer', '席2 booking']);
    expect((await offerTo(world, first))!.expiresAt.toString()).toBe(momentAt('2026-11-21', 1260).toString());
    expect(await lastMailTo(world, keiko.email)).toMatchObject({ name: 'bookings.wait_offered', link: '/me/waitlist' });
    expect(await mailsTo(world, yui.email)).toEqual([]);
    await expect(addBooking(world, yui, [desk.id])).rejects.toMatchObject({ code: 'venues.taken' });
  });

  test('becomes her booking when she accepts', async () => {
    const [booking] = await full();
    const id = await wait(world, keiko, aWish(venue.id));
    await cancel(booking);
    const booked = (await answer(keiko, id, 'accept')) as number;
    expect(await heldInTimetable(world, booked)).toEqual([`${desk.id} ${BOOKING_DAY} 600–720`]);
    expect(await inTimetable()).toEqual(['席1 booking', '席2 booking']);
    expect((await entryOf(world, id)).status).toBe('booked');
  });

  test.each([
    ['is declined', (id: number) => answer(keiko, id, 'decline')],
    ['is left', async (id: number) => world.get(WaitlistService).leave(await viewerOf(world, keiko), id)],
    [
      'runs out',
      () => {
        world.clock.advance({ hours: 12 });
        return aMinuteLater(world);
      },
    ],
  ])('passes on to the next when it %s', async (_, end) => {
    const [booking] = await full();
    const first = await wait(world, keiko, aWish(venue.id));
    const second = await wait(world, yui, aWish(venue.id));
    await cancel(booking);
    await end(first);
    expect(await offerTo(world, first)).toBeNull();
    expect(await heldFor(world, second, things)).toBe('席1');
    expect(await inTimetable()).toEqual(['席1 offer', '席2 booking']);
  });

  test('is held by one alone, told once, whether the clock is set back an hour or was a day ahead', async () => {
    const [booking] = await full();
    const first = await wait(world, keiko, aWish(venue.id));
    const second = await wait(world, yui, aWish(venue.id));
    await cancel(booking);
    world.clock.advance({ hours: -1 });
    await aMinuteLater(world);
    expect([await heldFor(world, first, things), await heldFor(world, second, things)]).toEqual(['席1', undefined]);
    world.clock.advance({ hours: 24 });
    await aMinuteLater(world);
    world.clock.advance({ hours: -24 });
    await aMinuteLater(world);
    expect([await heldFor(world, first, things), await heldFor(world, second, things)]).toEqual([undefined, '席1']);
    expect(await inTimetable()).toEqual(['席1 offer', '席2 booking']);
    expect(await mailsTo(world, yui.email)).toHaveLength(1);
  });

  test('is not accepted any more once its time has passed, even before the job has run', async () => {
    const [booking] = await full();
    const id = await wait(world, keiko, aWish(venue.id));
    await cancel(booking);
    world.clock.advance({ hours: 12 });
    await expect(answer(keiko, id, 'accept')).rejects.toMatchObject({ code: 'bookings.offer_gone' });
  });

  test('is not held longer than until an hour before the start', async () => {
    const [booking] = await full();
    const id = await wait(world, keiko, aWish(venue.id));
    world.clock.setTo(BOOKING_DAY, 530);
    await world.get(MendingService).cancel(await viewerOf(world, hanako), booking.id, null);
    expect((await offerTo(world, id))!.expiresAt.toString()).toBe(momentAt(BOOKING_DAY, 540).toString());
  });

  test('within the last hour goes to all who wait, once, and is held for nobody', async () => {
    const [booking, second] = await full();
    const ids = [await wait(world, keiko, aWish(venue.id)), await wait(world, yui, aWish(venue.id))];
    world.clock.setTo(BOOKING_DAY, 550);
    const staff = await viewerOf(world, manager);
    await world.get(MendingService).cancel(staff, booking.id, '急用');
    for (const user of [keiko, yui]) {
      expect((await mailsTo(world, user.email)).map(({ name }) => name)).toEqual(['bookings.wait_called']);
    }
    await aMinuteLater(world);
    expect(await mailsTo(world, keiko.email)).toHaveLength(1);
    expect(await inTimetable()).toEqual(['席2 booking']);

    await addBooking(world, hanako, [desk.id]);
    await aMinuteLater(world);
    await world.get(MendingService).cancel(staff, second.id, '急用');
    expect(await mailsTo(world, keiko.email)).toHaveLength(2);
    world.clock.setTo(BOOKING_DAY, 600);
    await aMinuteLater(world);
    expect((await entryOf(world, ids[0]!)).status).toBe('ended');
  });

  test('is for one who may have it: who is over a limit is passed over, and keeps her turn', async () => {
    const [booking] = await full();
    await addBooking(world, keiko, [desk.id], { start: 780, end: 840 });
    const first = await wait(world, keiko, aWish(venue.id));
    const second = await wait(world, yui, aWish(venue.id));
    await limitDesks(1);
    await cancel(booking);
    expect(await heldFor(world, second, things)).toBe('席1');
    expect((await entryOf(world, first)).status).toBe('waiting');
  });

  test('stays held where the limits refuse her who accepts', async () => {
    const [booking] = await full();
    const id = await wait(world, keiko, aWish(venue.id));
    await cancel(booking);
    await addBooking(world, keiko, [desk.id], { start: 780, end: 840 });
    await limitDesks(1);
    await expect(answer(keiko, id, 'accept')).rejects.toMatchObject({ code: 'bookings.too_many_open' });
    expect(await heldFor(world, id, things)).toBe('席1');
  });

  test('by a change of a booking is offered too', async () => {
    const [booking] = await full();
    const id = await wait(world, keiko, aWish(venue.id, { what: { resourceId: desk.id } }));
    const order = { date: BOOKING_DAY, start: 780, end: 840, resourceIds: [desk.id], purpose: null };
    const part = { overLimits: false, revision: 0, reason: null };
    await world.get(MendingService).change(await viewerOf(world, hanako), booking.id, { ...order, ...part });
    expect(await heldFor(world, id, things)).toBe('席1');
  });
});

describe('a closure', () => {
  const closure = { resourceId: null, fromDate: BOOKING_DAY, toDate: BOOKING_DAY, yearly: false };
  const close = (reason: string): Promise<void> =>
    world.get(Closures).add(manager.id, venue.id, {
      closure: { ...closure, startMinute: null, endMinute: null, reason },
      decision: { decision: 'cancel', shown: [], cancelReason: reason },
    } as never);
  const lift = async (): Promise<void> => {
    const { id } = await world.database.reader.findOneByOrFail(Closure, { venueId: venue.id });
    await world.get(Closures).remove(manager.id, venue.id, id, { shown: [], cancelReason: null });
  };

  test('takes back what is held; lifted, it is held again for whoever is first then', async () => {
    const [booking, second] = await full();
    const id = await wait(world, keiko, aWish(venue.id));
    await cancel(booking);
    await cancel(second);
    await close('点検');
    expect(await inTimetable()).toEqual([]);
    expect(await entryOf(world, id)).toMatchObject({ status: 'waiting' });
    expect((await lastMailTo(world, keiko.email)).name).toBe('bookings.wait_withdrawn');
    await lift();
    expect(await heldFor(world, id, things)).toBe('席1');
    expect(await inTimetable()).toEqual(['席1 offer']);
  });
});

test("somebody else's place in the line and offer are not there", async () => {
  const [booking] = await full();
  const id = await wait(world, keiko, aWish(venue.id));
  await cancel(booking);
  await expect(answer(yui, id, 'accept')).rejects.toMatchObject({ code: 'platform.not_found' });
  const left = world.get(WaitlistService).leave(await viewerOf(world, yui), id);
  await expect(left).rejects.toMatchObject({ code: 'platform.not_found' });
});

test('nothing is held for somebody who has left the house', async () => {
  const [booking] = await full();
  const gone = await addUser(world);
  const first = await wait(world, gone, aWish(venue.id));
  const second = await wait(world, keiko, aWish(venue.id));
  await world.database.transaction((tx) => tx.update('User', { id: gone.id }, { deactivatedAt: world.clock.now() }));
  await cancel(booking);
  expect(await offerTo(world, first)).toBeNull();
  expect(await heldFor(world, second, things)).toBe('席1');
});

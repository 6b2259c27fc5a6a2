import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { User } from '../../src/accounts/user.entity.js';
import { WaitlistEntry } from '../../src/bookings/waitlist/entry.entity.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import type { Venue } from '../../src/venues/venue.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { addBooking, noBookings } from '../support/booking-factories.js';
import { addUser } from '../support/factories.js';
import { addResource, addVenue } from '../support/venue-factories.js';
import { aWish, wait } from '../support/waitlist-factories.js';

let world: TestApp;
let venue: Venue;
let desk: Resource, other: Resource;
let hanako: User, keiko: User;

beforeAll(async () => {
  world = await startApp();
  venue = await addVenue(world);
  desk = await addResource(world, venue);
  other = await addResource(world, venue, { name: '席2', position: 2 });
  hanako = await addUser(world);
  keiko = await addUser(world);
});
afterAll(() => world.close());
beforeEach(() => noBookings(world));

describe('joining', () => {
  test('is for what is taken; what is free is simply booked', async () => {
    await addBooking(world, hanako, [desk.id]);
    await expect(wait(world, keiko, aWish(venue.id))).rejects.toMatchObject({ code: 'bookings.free_now' });
    await expect(wait(world, keiko, aWish(venue.id, { what: { resourceId: desk.id } }))).resolves.toBeGreaterThan(0);
  });

  test('twice for the same is one place in the line', async () => {
    await addBooking(world, hanako, [desk.id, other.id]);
    const first = await wait(world, keiko, aWish(venue.id));
    expect(await wait(world, keiko, aWish(venue.id))).toBe(first);
    expect(await world.database.reader.count(WaitlistEntry)).toBe(1);
  });

  test('is for five at most', async () => {
    await addBooking(world, hanako, [desk.id, other.id], { start: 540, end: 1020 });
    for (let n = 0; n < 5; n += 1) await wait(world, keiko, aWish(venue.id, { start: 540 + n * 30 }));
    const sixth = wait(world, keiko, aWish(venue.id, { start: 690 }));
    await expect(sixth).rejects.toMatchObject({ code: 'bookings.too_many_waits', params: { max: 5 } });
  });

  test.each([
    ['a day that is past', { date: '2026-11-20' }, 'bookings.past_date'],
    ['hours outside of the opening', { start: 0, end: 60 }, 'bookings.closed'],
    ['a kind that is not there', { what: { kind: 'pc' } }, 'bookings.nothing_to_wait_for'],
    ['a thing that is not there', { what: { resourceId: 4711 } }, 'bookings.nothing_to_wait_for'],
    ['no stretch at all', { start: 720, end: 600 }, 'bookings.end_before_start'],
  ] as const)('is refused for %s', async (_, part, code) => {
    await expect(wait(world, keiko, aWish(venue.id, part))).rejects.toMatchObject({ code });
  });
});

import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { User } from '../../src/accounts/user.entity.js';
import { MendingService } from '../../src/bookings/mending.service.js';
import { Freed, type FreedPlace } from '../../src/venues/freed.js';
import { Occupancy } from '../../src/venues/occupancy.entity.js';
import { Occupants } from '../../src/venues/occupants.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { addBooking, anOrder, BOOKING_DAY, noBookings, viewerOf } from '../support/booking-factories.js';
import { addUser } from '../support/factories.js';
import { addResource, addVenue } from '../support/venue-factories.js';

let world: TestApp;
let desk: Resource, other: Resource;
let hanako: User, manager: User;
const told: { place: FreedPlace; standing: number }[] = [];
let refuses = false;

beforeAll(async () => {
  world = await startApp();
  const venue = await addVenue(world);
  desk = await addResource(world, venue);
  other = await addResource(world, venue, { name: '席2' });
  hanako = await addUser(world);
  manager = await addUser(world, { roles: ['manager'] });
  world.get(Freed).register(async (tx, places) => {
    if (refuses) throw new Error('the waitlist stumbled');
    for (const place of places) told.push({ place, standing: await tx.count(Occupancy) });
  });
});
afterAll(() => world.close());
beforeEach(async () => {
  await noBookings(world);
  told.length = 0;
  refuses = false;
});

const place = (): FreedPlace => ({
  venueId: desk.venueId,
  date: BOOKING_DAY,
  start: 600,
  end: 720,
  resourceIds: [desk.id],
});

test('a cancelled booking is told as free, once the timetable is', async () => {
  const booking = await addBooking(world, hanako, [desk.id]);
  expect(told).toEqual([]);
  await world.get(MendingService).cancel(await viewerOf(world, hanako), booking.id, null);
  expect(told).toEqual([{ place: place(), standing: 0 }]);
});

test('a changed booking tells its old place, when it has its new one', async () => {
  const booking = await addBooking(world, hanako, [desk.id]);
  const order = { ...anOrder([other.id], { start: 660, end: 780 }), revision: 0, reason: null };
  await world.get(MendingService).change(await viewerOf(world, hanako), booking.id, order);
  expect(told).toEqual([{ place: place(), standing: 1 }]);
});

test('a booking that the house ends is told too', async () => {
  const booking = await addBooking(world, hanako, [desk.id]);
  await world.database.transaction((tx) =>
    world.get(Occupants).evict(tx, [{ kind: 'booking', id: booking.id }], '工事', manager.id),
  );
  expect(told).toEqual([{ place: place(), standing: 0 }]);
});

test('who cannot be told takes the letting go back', async () => {
  const booking = await addBooking(world, hanako, [desk.id]);
  refuses = true;
  await expect(world.get(MendingService).cancel(await viewerOf(world, hanako), booking.id, null)).rejects.toThrow();
  expect(await world.database.reader.count(Occupancy)).toBe(1);
});

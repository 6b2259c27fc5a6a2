import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Booking } from '../../src/bookings/booking.entity.js';
import { BookingSeries } from '../../src/bookings/series/series.entity.js';
import { groupBy } from '../../src/platform/group-by.js';
import { addDays } from '../../src/platform/time.js';
import { Occupancy } from '../../src/venues/occupancy.entity.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import type { Venue } from '../../src/venues/venue.entity.js';
import { addUser } from '../support/factories.js';
import { type Client, type Houses, startHouses } from '../support/servers.js';
import { addResource, addVenue } from '../support/venue-factories.js';

const DAYS = 20;
let houses: Houses;
let venue: Venue;
let desks: Resource[];
let clients: Client[];
let from: string;
let dates: string[];

beforeAll(async () => {
  houses = await startHouses();
  const { world } = houses;
  const openingHours = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start: 540, end: 1020 }));
  venue = await addVenue(world as never, { openingHours, closedOnHolidays: false });
  desks = [];
  for (let n = 0; n < 4; n += 1) desks.push(await addResource(world as never, venue));
  const people = [];
  for (let n = 0; n < 40; n += 1) people.push(await addUser(world as never));
  clients = await houses.signIn(people);
  from = addDays(houses.date, 1);
  dates = Array.from({ length: DAYS }, (_, n) => addDays(from, n));
}, 120_000);
afterAll(() => houses.close());

const series = (resourceIds: number[], wanted = dates): Record<string, string | string[] | number[]> => ({
  date: from,
  start: '10:00',
  end: '12:00',
  resourceIds,
  weekdays: ['1', '2', '3', '4', '5', '6', '7'],
  repeatTimes: String(DAYS),
  dates: wanted,
});

/** No half of a series, nothing twice, and nothing in the timetable that is not booked. */
async function mustBeSound(): Promise<{ series: number; bookings: Booking[] }> {
  const { reader } = houses.world.database;
  const bookings = await reader.findBy(Booking, { status: 'booked' });
  const rows = await reader.find(Occupancy);
  const places = rows.map(({ resourceId, date, startMinute }) => `${resourceId} ${date} ${startMinute}`);
  expect(new Set(places).size).toBe(places.length);
  const ofSeries = groupBy(
    bookings.filter(({ seriesId }) => seriesId !== null),
    ({ seriesId }) => seriesId,
  );
  for (const of of ofSeries.values()) expect(of.length % 10).toBe(0);
  expect(await reader.count(BookingSeries)).toBe(ofSeries.size);
  return { series: ofSeries.size, bookings };
}

test('of twenty series over the same two desks two are booked, whole, whatever the order of the desks', async () => {
  const [a, b] = desks.map(({ id }) => id) as [number, number];
  const wishes = clients.slice(0, 20).map((_, n) => (n % 2 ? [a, b] : [b, a]));
  const replies = await Promise.all(
    wishes.map((ids, n) => clients[n]!.post('/bookings/series', series(n % 4 < 2 ? [ids[0]!] : ids))),
  );
  for (const { status } of replies) expect([303, 409]).toContain(status);
  const { bookings } = await mustBeSound();
  const held = await houses.world.database.reader.count(Occupancy);
  expect(held % DAYS).toBe(0);
  expect(held).toBeGreaterThan(0);
  expect(bookings).toHaveLength(replies.filter(({ status }) => status === 303).length * DAYS);
}, 120_000);

test('series against single bookings: each date is had once, and no half of a series is left', async () => {
  const desk = desks[2]!.id;
  const single = { start: '11:00', end: '13:00', resourceIds: [desk] };
  const replies = await Promise.all(
    clients.slice(20).map((client, n) => {
      if (n % 4 === 0) return client.post('/bookings/series', series([desk], n % 8 ? dates.slice(0, 10) : dates));
      return client.post('/bookings', { ...single, date: dates[(n * 7) % DAYS]! });
    }),
  );
  for (const { status } of replies) expect([303, 409]).toContain(status);
  expect(replies.filter(({ status }) => status === 303).length).toBeGreaterThan(0);
  await mustBeSound();
}, 120_000);

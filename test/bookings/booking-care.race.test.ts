import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Booking } from '../../src/bookings/booking.entity.js';
import { CarePlace } from '../../src/childcare/places/care-place.entity.js';
import type { Child } from '../../src/childcare/children/child.entity.js';
import { addDays } from '../../src/platform/time.js';
import { Occupancy } from '../../src/venues/occupancy.entity.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import { addApprovedChild, addCareSlot, addToRoster } from '../support/care-factories.js';
import { addUser } from '../support/factories.js';
import { type Client, type Houses, startHouses } from '../support/servers.js';
import { addResource, addVenue } from '../support/venue-factories.js';

const FAMILIES = 12;
let houses: Houses;
let desks: Resource[];
let children: Child[];
let clients: Client[];
let open: (date: string, places: number) => Promise<void>;

beforeAll(async () => {
  houses = await startHouses();
  const world = houses.world as never;
  const openingHours = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start: 540, end: 1020 }));
  const venue = await addVenue(world, { openingHours, closedOnHolidays: false });
  const room = await addResource(world, venue, { kind: 'room', name: '保育室', bookableBy: 'nobody' });
  desks = [];
  for (let n = 0; n < FAMILIES; n += 1) desks.push(await addResource(world, venue, { kind: 'desk' }));
  const nurse = await addUser(world, { roles: ['childcare'] });
  open = async (date, places) => {
    const slot = await addCareSlot(world, { venueId: venue.id, roomId: room.id, createdBy: nurse.id, date, places });
    await addToRoster(world, slot, nurse);
  };
  const people = [];
  children = [];
  for (let n = 0; n < FAMILIES; n += 1) {
    people.push(await addUser(world));
    children.push(await addApprovedChild(world, people[n]!));
  }
  clients = await houses.signIn(people);
}, 120_000);
afterAll(() => houses.close());

const wish = (n: number, date: string, part: object = {}): Record<string, string | number | number[]> => ({
  date,
  start: '10:00',
  end: '12:00',
  resourceIds: [desks[n]!.id],
  childIds: [children[n]!.id],
  ...part,
});
const held = async (date: string): Promise<number[]> => {
  const { reader } = houses.world.database;
  return [
    await reader.countBy(Booking, { date, status: 'booked' }),
    await reader.countBy(Occupancy, { date, sourceKind: 'booking' }),
    await reader.countBy(CarePlace, { date, status: 'reserved' }),
  ];
};

test('of many parents who find a desk each, as many get both as there are places, and the others neither', async () => {
  const date = addDays(houses.date, 1);
  await open(date, 3);
  const replies = await Promise.all(clients.map((client, n) => client.post('/bookings', wish(n, date))));
  expect(replies.map(({ status }) => status).toSorted()).toEqual([...Array(3).fill(303), ...Array(9).fill(409)]);
  expect(await held(date)).toEqual([3, 3, 3]);
});

test('two parents after the last place: one gets both, the other neither', async () => {
  for (let round = 2; round < 8; round += 1) {
    const date = addDays(houses.date, round);
    await open(date, 1);
    const pair = [clients[round]!, clients[round + 1]!];
    const replies = await Promise.all(pair.map((client, n) => client.post('/bookings', wish(round + n, date))));
    expect(replies.map(({ status }) => status).toSorted()).toEqual([303, 409]);
    expect(await held(date)).toEqual([1, 1, 1]);
  }
});

test('who changes and who books at once leave no place over, nor one given twice', async () => {
  for (let round = 9; round < 14; round += 2) {
    const [date, next] = [addDays(houses.date, round), addDays(houses.date, round + 1)];
    await open(date, 1);
    await open(next, 1);
    const booked = await clients[0]!.post('/bookings', wish(0, date));
    const other = await clients[1]!.post('/bookings', wish(1, next));
    const replies = await Promise.all([
      clients[0]!.post(booked.location!, { ...wish(0, next), revision: 0 }),
      clients[1]!.post(other.location!, { ...wish(1, date), revision: 0 }),
      clients[2]!.post('/bookings', wish(2, date)),
    ]);
    for (const { status } of replies) expect([303, 409]).toContain(status);
    for (const day of [date, next]) {
      const [bookings, things, places] = await held(day);
      expect([things, places]).toEqual([bookings, bookings]);
      expect(places).toBeLessThanOrEqual(1);
    }
  }
});

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ErasureRequest } from '../../src/accounts/personal-data/erasure-request.entity.js';
import { User } from '../../src/accounts/user.entity.js';
import { Booking } from '../../src/bookings/booking.entity.js';
import { BookingResource } from '../../src/bookings/booking-resource.entity.js';
import { paths } from '../../src/platform/paths.js';
import { Enrolment } from '../../src/training/enrolment/enrolment.entity.js';
import { groupBy } from '../../src/platform/group-by.js';
import { addDays, clockText, overlaps } from '../../src/platform/time.js';
import { Occupancy } from '../../src/venues/occupancy.entity.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import { Venue } from '../../src/venues/venue.entity.js';
import { addUser } from '../support/factories.js';
import { type Client, type Reply, type Servers, startServers } from '../support/servers.js';
import { addCourse, addSession } from '../support/training-factories.js';
import { addResource, addVenue } from '../support/venue-factories.js';

const CLIENTS = 200;
let servers: Servers;
let venue: Venue;
let desks: Resource[], pcs: Resource[];
let people: User[];
let clients: Client[];
let day = 0;

beforeAll(async () => {
  servers = await startServers();
  const { world } = servers;
  const openingHours = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start: 540, end: 1020 }));
  venue = await addVenue(world as never, { openingHours, closedOnHolidays: false });
  const many = (count: number, facts: Partial<Resource>): Promise<Resource[]> =>
    Promise.all(Array.from({ length: count }, () => addResource(world as never, venue, facts)));
  desks = await many(10, { kind: 'desk' });
  pcs = await many(4, { kind: 'pc' });
  people = [];
  for (let n = 0; n < CLIENTS; n += 1) people.push(await addUser(world as never));
  clients = await servers.signIn(people);
}, 120_000);
afterAll(() => servers.close());

interface Wish {
  start: number;
  end: number;
  resourceIds: number[];
}
const posted = (wish: Wish, date = dateOf()): Record<string, string | number[]> => ({
  date,
  start: clockText(wish.start),
  end: clockText(wish.end),
  resourceIds: wish.resourceIds,
});
/** Each test has a day of its own. */
const dateOf = (): string => addDays(servers.date, day);
const clash = (a: Wish, b: Wish): boolean => overlaps(a, b) && a.resourceIds.some((id) => b.resourceIds.includes(id));
const count = (replies: Reply[]): Record<number, number> =>
  Object.fromEntries([...groupBy(replies, ({ status }) => status)].map(([status, of]) => [status, of.length]));

/** A row of numbers that looks random and is the same each time. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * sides);
  };
}

/** What the database holds on the day: every booking with exactly its own rows, and no two that overlap. */
async function mustBeSound(): Promise<Booking[]> {
  const { reader } = servers.world.database;
  const bookings = await reader.findBy(Booking, { date: dateOf() });
  const held = groupBy(await reader.find(BookingResource), ({ bookingId }) => bookingId);
  const rows = await reader.findBy(Occupancy, { date: dateOf() });
  for (const booking of bookings) {
    const own = rows.filter(({ sourceId }) => sourceId === booking.id);
    const wanted = booking.status === 'booked' ? held.get(booking.id)!.map(({ resourceId }) => resourceId) : [];
    expect(own.map(({ resourceId }) => resourceId).toSorted()).toEqual(wanted.toSorted());
    for (const row of own) expect([row.startMinute, row.endMinute]).toEqual([booking.startMinute, booking.endMinute]);
  }
  for (const of of groupBy(rows, ({ resourceId }) => resourceId).values()) {
    const sorted = of.toSorted((a, b) => a.startMinute - b.startMinute);
    for (const [index, row] of sorted.entries()) {
      if (index > 0) expect(sorted[index - 1]!.endMinute).toBeLessThanOrEqual(row.startMinute);
    }
  }
  return bookings;
}

test('of 200 clients after 40 places one wins each, and nobody loses without cause', async () => {
  day = 1;
  const roll = dice(7);
  const wishes: Wish[] = clients.map(() => {
    const desk = desks[roll(10)]!;
    const start = 540 + roll(4) * 120 + (roll(3) - 1) * 30; // four places a desk, some half an hour off
    const begin = Math.max(540, start);
    const end = Math.min(1020, begin + [60, 90, 120, 120, 150][roll(5)]!);
    return { start: begin, end, resourceIds: roll(4) === 0 ? [desk.id, pcs[roll(4)]!.id] : [desk.id] };
  });
  const replies = await Promise.all(clients.map((client, n) => client.post('/bookings', posted(wishes[n]!))));

  expect(Object.keys(count(replies)).toSorted()).toEqual(['303', '409']);
  const won = wishes.filter((_, n) => replies[n]!.status === 303);
  const lost = wishes.filter((_, n) => replies[n]!.status === 409);
  expect(await mustBeSound()).toHaveLength(won.length);
  for (const [n, one] of won.entries()) expect(won.slice(n + 1).some((other) => clash(one, other))).toBe(false);
  for (const one of lost) expect(won.some((other) => clash(one, other))).toBe(true);
  expect(won.length).toBeGreaterThan(25);
}, 120_000);

test('of 200 clients after the very same 40 places each is had once', async () => {
  day = 2;
  const wishes = clients.map((_, n) => ({
    start: 540 + (n % 4) * 120,
    end: 660 + (n % 4) * 120,
    resourceIds: [desks[Math.floor(n / 4) % 10]!.id],
  }));
  const replies = await Promise.all(clients.map((client, n) => client.post('/bookings', posted(wishes[n]!))));
  expect(count(replies)).toEqual({ 303: 40, 409: 160 });
  expect(await mustBeSound()).toHaveLength(40);
}, 120_000);

test('a desk and a PC are had together or not at all, in whatever order they are asked for', async () => {
  day = 3;
  const roll = dice(11);
  const wishes = clients.slice(0, 100).map(() => {
    const pair = [desks[roll(3)]!.id, pcs[roll(2)]!.id, pcs[2 + roll(2)]!.id];
    return { start: 600, end: 720, resourceIds: roll(2) ? pair : pair.toReversed() };
  });
  const replies = await Promise.all(wishes.map((wish, n) => clients[n]!.post('/bookings', posted(wish))));
  const won = wishes.filter((_, n) => replies[n]!.status === 303);
  expect(Object.keys(count(replies)).toSorted()).toEqual(['303', '409']);
  expect(won).toHaveLength(2);
  expect(await mustBeSound()).toHaveLength(2);
});

test('a limit holds also for one member who asks twenty times at once', async () => {
  day = 4;
  const limits = [{ kind: 'desk' as const, maxOpen: 3, maxMinutesDay: null, maxMinutesWeek: null }];
  const set = (bookingLimits: Venue['bookingLimits']): Promise<unknown> =>
    servers.world.database.transaction((tx) => tx.update(Venue, { id: venue.id }, { bookingLimits }));
  const newcomer = await addUser(servers.world as never);
  const [client] = await servers.signIn([newcomer]);
  await set(limits);
  const wishes = Array.from({ length: 20 }, (_, n) => ({
    start: 540 + Math.floor(n / 10) * 60,
    end: 600 + Math.floor(n / 10) * 60,
    resourceIds: [desks[n % 10]!.id],
  }));
  const replies = await Promise.all(wishes.map((wish) => client!.post('/bookings', posted(wish))));
  await set([]);
  expect(count(replies)).toEqual({ 303: 3, 422: 17 });
  expect((await mustBeSound()).filter(({ memberId }) => memberId === newcomer.id)).toHaveLength(3);
});

test('who changes loses no place, whoever wants the old one or the new one meanwhile', async () => {
  day = 5;
  const at = { start: 600, end: 720 };
  for (let round = 0; round < 10; round += 1) {
    const [mover, first, second, third] = clients.slice(round * 4, round * 4 + 4);
    day = 10 + round;
    const [old, fresh] = [desks[0]!.id, desks[1]!.id];
    const booked = await mover!.post('/bookings', posted({ ...at, resourceIds: [old] }));
    const change = { ...posted({ ...at, resourceIds: [fresh] }), revision: 0 };
    const replies = await Promise.all([
      mover!.post(booked.location!, change),
      first!.post('/bookings', posted({ ...at, resourceIds: [fresh] })),
      second!.post('/bookings', posted({ ...at, resourceIds: [old] })),
      third!.post('/bookings', posted({ ...at, resourceIds: [old, fresh] })),
    ]);
    for (const { status } of replies) expect([303, 409]).toContain(status);
    const bookings = await mustBeSound();
    const own = bookings.find(({ memberId }) => memberId === people[round * 4]!.id)!;
    const rows = await servers.world.database.reader.findBy(Occupancy, { sourceId: own.id });
    expect(rows.map(({ resourceId }) => resourceId)).toEqual([replies[0]!.status === 303 ? fresh : old]);
    expect(bookings).toHaveLength(replies.slice(1).filter(({ status }) => status === 303).length + 1);
  }
}, 120_000);

test('of a change and a cancellation at once nothing is left over', async () => {
  for (let round = 0; round < 10; round += 1) {
    day = 25 + round;
    const wish = { start: 600, end: 720, resourceIds: [desks[0]!.id, pcs[0]!.id] };
    const client = clients[round]!;
    const { location } = await client.post('/bookings', posted(wish));
    const [changed, cancelled] = await Promise.all([
      client.post(location!, { ...posted({ ...wish, resourceIds: [desks[1]!.id] }), revision: 0 }),
      client.post(`${location}/cancellation`, {}),
    ]);
    expect([303, 409]).toContain(changed!.status);
    expect(cancelled!.status).toBe(303);
    const [booking] = await mustBeSound();
    expect(booking!.status).toBe('cancelled');
  }
}, 120_000);

test('who is shut out or erased while she books and enrols holds nothing of what lies ahead, and nobody fails for it', async () => {
  day = 5;
  const world = servers.world as never;
  const admin = await addUser(world, { roles: ['admin'] });
  const leaving: User[] = [];
  while (leaving.length < 16) leaving.push(await addUser(world));
  const [chief, ...theirs] = await servers.signIn([admin, ...leaving]);
  const course = await addCourse(world, admin);
  await addSession(world, course, { date: dateOf(), capacity: 30 });
  for (const client of theirs.slice(8)) await client.post(paths.ownErasure(), {});
  const { reader } = servers.world.database;
  const requests = await reader.find(ErasureRequest);
  const answers = leaving.map(({ id }, n) => {
    const request = requests.find(({ userId }) => userId === id);
    const [first, second] = [desks[n % 10]!.id, pcs[n % 4]!.id];
    return [
      theirs[n]!.post('/bookings', posted({ start: 540, end: 600, resourceIds: [first] })),
      chief!.post(request ? `${paths.erasure(request.id)}/confirmation` : paths.memberDeactivation(id), {}),
      theirs[n]!.post(paths.enrolments(course.id), {}),
      theirs[n]!.post('/bookings', posted({ start: 600 + n * 15, end: 660 + n * 15, resourceIds: [second] })),
    ];
  });
  const replies = await Promise.all(answers.flat());
  expect(replies.map(({ status }) => status).filter((status) => ![303, 409, 422, 401].includes(status))).toEqual([]);
  const gone = (await reader.find(User)).filter(({ deactivatedAt }) => deactivatedAt !== null).map(({ id }) => id);
  expect(gone.length).toBeGreaterThanOrEqual(8);
  expect(
    (await mustBeSound()).filter(({ memberId, status }) => gone.includes(memberId) && status === 'booked'),
  ).toEqual([]);
  const enrolled = await reader.find(Enrolment);
  expect(enrolled.filter(({ userId, status }) => gone.includes(userId) && status === 'enrolled')).toEqual([]);
}, 120_000);

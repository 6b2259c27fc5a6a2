import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { User } from '../../src/accounts/user.entity.js';
import { Booking } from '../../src/bookings/booking.entity.js';
import { addDays, momentAt } from '../../src/platform/time.js';
import { OutboxMail } from '../../src/platform/mail/outbox-mail.entity.js';
import { Occupancy } from '../../src/venues/occupancy.entity.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import { addUser } from '../support/factories.js';
import { type Client, type Reply, type Houses, startHouses } from '../support/servers.js';
import { addResource, addVenue } from '../support/venue-factories.js';

/** Each round has a day of its own. */
const ROUNDS = 8;
const CLIENTS = 20;
let houses: Houses;
let room: Resource;
let people: User[];
let clients: Client[];
let boss: Client, deputy: Client;
let day = 0;

beforeAll(async () => {
  houses = await startHouses();
  const { world } = houses;
  const openingHours = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start: 540, end: 1020 }));
  const venue = await addVenue(world as never, { openingHours, closedOnHolidays: false });
  const facts = { kind: 'room', needsApproval: true, bufferBefore: 15, bufferAfter: 30 } as const;
  room = await addResource(world as never, venue, facts);
  people = [];
  for (let n = 0; n < CLIENTS; n += 1) people.push(await addUser(world as never));
  const managers = [
    await addUser(world as never, { roles: ['manager'] }),
    await addUser(world as never, { roles: ['manager'] }),
  ];
  [boss, deputy, ...clients] = (await houses.signIn([...managers, ...people])) as [Client, Client, ...Client[]];
}, 120_000);
afterAll(() => houses.close());

const dateOf = (): string => addDays(houses.date, day);
const ask = (client: Client, start = '10:00', end = '12:00'): Promise<Reply> =>
  client.post('/bookings', { date: dateOf(), start, end, resourceIds: [room.id] });
const approve = (client: Client, id: number): Promise<Reply> =>
  client.post(`/manage/requests/${id}/approval`, { scope: 'one' });
const refuse = (client: Client, id: number): Promise<Reply> =>
  client.post(`/manage/requests/${id}/refusal`, { scope: 'one', reason: '満室' });
const idIn = ({ location }: Reply): number => Number(location!.split('/').at(-1));

/** Of each day one booking at most holds the room, with its buffers, and exactly those that stand hold it. */
async function mustBeSound(): Promise<Booking[]> {
  const { reader } = houses.world.database;
  const bookings = await reader.findBy(Booking, { date: dateOf() });
  const rows = await reader.findBy(Occupancy, { date: dateOf() });
  const standing = bookings.filter(({ status }) => status === 'requested' || status === 'booked');
  expect(rows.map(({ sourceId }) => sourceId).toSorted()).toEqual(standing.map(({ id }) => id).toSorted());
  return bookings;
}

async function mailsAbout(templates: readonly string[], people: readonly User[]): Promise<number> {
  const mails = await houses.world.database.reader.find(OutboxMail);
  const addresses = new Set(people.map(({ email }) => email));
  return mails.filter(({ template, toAddress }) => templates.includes(template) && addresses.has(toAddress)).length;
}

async function rounds(work: (round: number) => Promise<void>): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    day += 1;
    await work(round);
  }
}

test('of twenty who ask for one room at once, or so near that the time between is missing, one holds it', async () => {
  await rounds(async () => {
    const replies = await Promise.all(
      clients.map((client, n) => (n % 2 === 0 ? ask(client) : ask(client, '12:30', '13:30'))),
    );
    const statuses = replies.map(({ status }) => status).toSorted();
    expect(statuses).toEqual([303, ...Array.from({ length: CLIENTS - 1 }, () => 409)]);
    expect((await mustBeSound()).map(({ status }) => status)).toEqual(['requested']);
  });
}, 120_000);

test('two managers answer at once: one answer counts, and the member has one mail', async () => {
  const before = await mailsAbout(['bookings.approved', 'bookings.refused'], people);
  await rounds(async (round) => {
    const id = idIn(await ask(clients[round]!));
    const replies = await Promise.all([approve(boss, id), refuse(deputy, id)]);
    expect(replies.map(({ status }) => status).toSorted()).toEqual([303, 409]);
    const [booking] = await mustBeSound();
    expect(booking!.decision).toBe(replies[0]!.status === 303 ? 'approved' : 'refused');
  });
  expect(await mailsAbout(['bookings.approved', 'bookings.refused'], people)).toBe(before + ROUNDS);
}, 120_000);

test('a manager approves while the member withdraws: it ends withdrawn, or approved and then cancelled', async () => {
  await rounds(async (round) => {
    const asked = await ask(clients[round]!);
    const id = idIn(asked);
    const [answered, cancelled] = await Promise.all([
      approve(boss, id),
      clients[round]!.post(`${asked.location}/cancellation`, {}),
    ]);
    expect(cancelled!.status).toBe(303);
    const [booking] = await mustBeSound();
    expect(booking!.status).toBe('cancelled');
    expect([answered!.status, booking!.decision]).toEqual(answered!.status === 303 ? [303, 'approved'] : [409, null]);
  });
}, 120_000);

test('a request whose time runs out while managers and member act ends once, told once', async () => {
  const kinds = ['bookings.approved', 'bookings.lapsed', 'bookings.cancelled'];
  const before = await mailsAbout(kinds, people);
  const { database, clock } = houses.world;
  // Real processes go by the real clock and run the job themselves: the time to answer is put to a moment from now.
  await rounds(async (round) => {
    const asked = await ask(clients[round]!);
    const id = idIn(asked);
    await database.transaction((tx) => tx.update(Booking, id, { lapsesAt: clock.now().add({ milliseconds: 40 }) }));
    const replies = await Promise.all([
      approve(boss, id),
      new Promise((resolve) => setTimeout(resolve, round * 12)).then(() => approve(deputy, id)),
      new Promise((resolve) => setTimeout(resolve, round * 10)).then(() =>
        clients[round]!.post(`${asked.location}/cancellation`, {}),
      ),
    ]);
    for (const { status } of replies) expect([303, 409]).toContain(status);
    expect(replies.slice(0, 2).filter(({ status }) => status === 303).length).toBeLessThanOrEqual(1);
    const [booking] = await mustBeSound();
    const approved = replies.slice(0, 2).some(({ status }) => status === 303);
    expect(booking!.decision === 'approved').toBe(approved);
  });
  expect(await mailsAbout(kinds, people)).toBeGreaterThan(before);
  expect(momentAt(dateOf(), 600).epochMilliseconds).toBeGreaterThan(clock.now().epochMilliseconds);
}, 120_000);

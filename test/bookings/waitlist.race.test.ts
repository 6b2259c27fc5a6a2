import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { User } from '../../src/accounts/user.entity.js';
import { Booking } from '../../src/bookings/booking.entity.js';
import { WaitlistEntry } from '../../src/bookings/waitlist/entry.entity.js';
import { WaitlistOffer } from '../../src/bookings/waitlist/offer.entity.js';
import { addDays } from '../../src/platform/time.js';
import { Occupancy } from '../../src/venues/occupancy.entity.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import type { Venue } from '../../src/venues/venue.entity.js';
import { addUser } from '../support/factories.js';
import { type Client, type Reply, type Houses, startHouses } from '../support/servers.js';
import { addResource, addVenue } from '../support/venue-factories.js';

/** Each round has a day of its own. */
const ROUNDS = 12;
let houses: Houses;
let venue: Venue;
let desk: Resource;
let people: User[];
let hanako: Client, keiko: Client, yui: Client, nao: Client;
let day = 0;

beforeAll(async () => {
  houses = await startHouses();
  const { world } = houses;
  const openingHours = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start: 540, end: 1020 }));
  venue = await addVenue(world as never, { openingHours, closedOnHolidays: false });
  desk = await addResource(world as never, venue);
  people = [];
  for (let n = 0; n < 4; n += 1) people.push(await addUser(world as never));
  [hanako, keiko, yui, nao] = (await houses.signIn(people)) as [Client, Client, Client, Client];
}, 120_000);
afterAll(() => houses.close());

const dateOf = (): string => addDays(houses.date, day);
const slot = (): Record<string, string> => ({ date: dateOf(), start: '10:00', end: '12:00' });
const book = (client: Client): Promise<Reply> => client.post('/bookings', { ...slot(), resourceIds: [desk.id] });
const join = (client: Client): Promise<Reply> =>
  client.post('/me/waitlist', { ...slot(), venueId: venue.id, what: 'desk' });
const entries = (): Promise<WaitlistEntry[]> =>
  houses.world.database.reader.find(WaitlistEntry, { where: { date: dateOf() }, order: { id: 'ASC' } });
async function openOffers(): Promise<WaitlistOffer[]> {
  const ids = new Set((await entries()).map(({ id }) => id));
  const open = await houses.world.database.reader.findBy(WaitlistOffer, { status: 'open' });
  return open.filter(({ entryId }) => ids.has(entryId));
}

/** Hanako has the desk, all in the line wait, she cancels: it is held for the first. @returns the offer */
async function held(line: readonly Client[]): Promise<WaitlistOffer> {
  const { location } = await book(hanako);
  for (const client of line) expect((await join(client)).status).toBe(303);
  expect((await hanako.post(`${location}/cancellation`, {})).status).toBe(303);
  const [offer] = await openOffers();
  return offer!;
}

/** One row of the timetable, and one promise behind it: a booking, or an open offer. */
async function mustBePromisedOnce(): Promise<'booking' | 'offer'> {
  const { reader } = houses.world.database;
  const rows = await reader.findBy(Occupancy, { date: dateOf() });
  const booked = await reader.findBy(Booking, { date: dateOf(), status: 'booked' });
  const promised = [...booked.map(({ id }) => `booking ${id}`), ...(await openOffers()).map(({ id }) => `offer ${id}`)];
  expect(rows.map(({ sourceKind, sourceId }) => `${sourceKind} ${sourceId}`)).toEqual(promised);
  expect(promised).toHaveLength(1);
  return booked.length === 1 ? 'booking' : 'offer';
}

async function rounds(work: () => Promise<void>): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    day += 1;
    await work();
    for (const client of [keiko, yui, nao]) await leaveAll(client);
  }
}

test('accepted and declined at once, from two windows: one answer counts, and one has the place', async () => {
  await rounds(async () => {
    const offer = await held([keiko, yui]);
    const [accepted, declined] = await Promise.all([
      keiko.post(`/me/offers/${offer.id}/acceptance`, {}),
      keiko.post(`/me/offers/${offer.id}/decline`, {}),
    ]);
    expect([accepted!.status, declined!.status].toSorted()).toEqual([303, 409]);
    expect(await mustBePromisedOnce()).toBe(accepted!.status === 303 ? 'booking' : 'offer');
  });
}, 120_000);

test('accepted while it runs out and the line is served elsewhere: one has the place', async () => {
  await rounds(async () => {
    const offer = await held([keiko, yui, nao]);
    const expiresAt = houses.world.clock.now().add({ milliseconds: (day * 7) % 40 });
    await houses.world.database.transaction((tx) => tx.update(WaitlistOffer, { id: offer.id }, { expiresAt }));
    const last = (await entries()).at(-1)!;
    const [accepted] = await Promise.all([
      keiko.post(`/me/offers/${offer.id}/acceptance`, {}),
      nao.post(`/me/waitlist/${last.id}/leaving`, {}),
      book(hanako),
    ]);
    expect([303, 409]).toContain(accepted!.status);
    const of = await mustBePromisedOnce();
    if (accepted!.status === 303) expect(of).toBe('booking');
  });
}, 120_000);

test('cancelled while others join the line: who has joined is served, who came too late is told to book', async () => {
  await rounds(async () => {
    const { location } = await book(hanako);
    const [cancelled, ...joined] = await Promise.all([
      hanako.post(`${location}/cancellation`, {}),
      join(keiko),
      join(yui),
      join(nao),
    ]);
    expect(cancelled!.status).toBe(303);
    for (const { status } of joined) expect([303, 409]).toContain(status);
    const line = await entries();
    expect(line).toHaveLength(joined.filter(({ status }) => status === 303).length);
    if (line.length === 0) return;
    expect(await mustBePromisedOnce()).toBe('offer');
    expect((await openOffers())[0]!.entryId).toBe(line[0]!.id);
  });
}, 120_000);

/** So that nobody waits for too much. */
async function leaveAll(client: Client): Promise<void> {
  for (const { id } of await entries()) await client.post(`/me/waitlist/${id}/leaving`, {});
}

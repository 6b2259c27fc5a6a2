import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { EntityManager } from 'typeorm';
import type { User } from '../../src/accounts/user.entity.js';
import { Calendar } from '../../src/bookings/day/calendar.js';
import { DayReading } from '../../src/bookings/day/day.reading.js';
import { SeenQuery } from '../../src/bookings/day/seen.query.js';
import { MendingService } from '../../src/bookings/mending.service.js';
import { Clock } from '../../src/platform/clock.js';
import { Database } from '../../src/platform/database/database.js';
import { addDays } from '../../src/platform/time.js';
import { Closure } from '../../src/venues/closure.entity.js';
import { Occupancy } from '../../src/venues/occupancy.entity.js';
import { Resource } from '../../src/venues/resource.entity.js';
import { VersionQuery } from '../../src/venues/timetable-versions.js';
import { KeptHouses } from '../../src/venues/kept-houses.js';
import { VenueDays } from '../../src/venues/venue-days.js';
import { Venue } from '../../src/venues/venue.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { addBooking, BOOKING_DAY, viewerOf } from '../support/booking-factories.js';
import { addUser, signIn } from '../support/factories.js';
import { openCounting } from '../support/statements.js';
import { addResource, addVenue } from '../support/venue-factories.js';
import type { Visitor } from '../support/visitor.js';

/**
 * What is kept of a day never shows to anybody once something of it has changed: two apps on one database, whatever happens
 * in either of them, against a third that keeps nothing.
 */
let worlds: [TestApp, TestApp];
let forgetful: TestApp;
let venue: Venue;
let people: User[];
/** For each app the browsers of the same people. */
let browsers: Map<TestApp, Visitor[]>;

const DATES = [BOOKING_DAY, addDays(BOOKING_DAY, 1), '2026-11-21'];

beforeAll(async () => {
  const first = await startApp();
  worlds = [first, await startApp(first.settings)];
  forgetful = await startApp(first.settings);
  venue = await addVenue(first);
  const room = await addResource(first, venue, { kind: 'room', name: '窓ぎわ', bookableBy: 'nobody' });
  for (let nth = 1; nth <= 4; nth += 1) await addResource(first, venue, { parentId: room.id, name: `席${nth}` });
  await addResource(first, venue, { kind: 'pc', name: 'PC', position: 2 });
  people = [await addUser(first), await addUser(first), await addUser(first, { roles: ['manager'] })];
  browsers = new Map();
  for (const world of [...worlds, forgetful]) {
    browsers.set(world, await Promise.all(people.map((person) => signIn(world, person))));
  }
});
afterAll(async () => {
  await worlds[1].close();
  await forgetful.close();
  await worlds[0].close();
});

const path = (date: string): string => `/bookings?date=${date}`;

async function look(world: TestApp, person: number, date: string): Promise<string> {
  return (await browsers.get(world)![person]!.get(path(date))).body;
}

/** The page as it is: nothing is kept from the look before. */
async function truth(person: number, date: string): Promise<string> {
  const get = forgetful.get;
  const houses = new KeptHouses(get(Database), get(Clock), get(VersionQuery), get(VenueDays));
  const anew = new DayReading(
    get(Database),
    get(Clock),
    get(VersionQuery),
    get(VenueDays),
    houses,
    get(Calendar),
    get(SeenQuery),
  );
  Object.assign(get(DayReading), anew);
  return look(forgetful, person, date);
}

interface Happening {
  what: keyof typeof happenings;
  world: 0 | 1;
  person: number;
  date: number;
  nth: number;
  hour: number;
}

async function some<T extends { id: number }>(
  tx: EntityManager,
  entity: new () => T,
  nth: number,
): Promise<T | undefined> {
  const all = await tx.find(entity, { order: { id: 'ASC' } as never });
  return all[nth % all.length];
}

async function onSome<T extends { id: number }>(
  { world, nth }: Happening,
  entity: new () => T,
  change: (tx: EntityManager, found: T) => Promise<unknown>,
): Promise<void> {
  await worlds[world].database.transaction(async (tx) => {
    const found = await some(tx, entity, nth);
    if (found) await change(tx, found);
  });
}

const happenings = {
  book: async (at: Happening) => {
    const resource = await some(worlds[0].database.reader, Resource, at.nth);
    const order = { date: DATES[at.date]!, start: at.hour * 60, end: at.hour * 60 + 60 };
    await addBooking(worlds[at.world], people[at.person % 2]!, [resource!.id], order);
  },
  cancel: async (at: Happening) => {
    const world = worlds[at.world];
    const held = await some(world.database.reader, Occupancy, at.nth);
    if (held) await world.get(MendingService).cancel(await viewerOf(world, people[2]!), held.sourceId, '都合');
  },
  move: (at: Happening) =>
    onSome(at, Occupancy, (tx, { id }) =>
      tx.update(Occupancy, { id }, { date: DATES[at.date]!, startMinute: at.hour * 60, endMinute: at.hour * 60 + 30 }),
    ),
  forget: (at: Happening) => onSome(at, Occupancy, (tx, { id }) => tx.delete(Occupancy, { id })),
  close: ({ world, date, nth, hour }: Happening) =>
    worlds[world].database.transaction(async (tx) => {
      const resource = nth % 2 ? await some(tx, Resource, nth) : undefined;
      await tx.insert(Closure, {
        venueId: venue.id,
        resourceId: resource?.id ?? null,
        fromDate: DATES[date]!,
        toDate: DATES[date]!,
        startMinute: hour * 60,
        endMinute: hour * 60 + 30,
        yearly: false,
        reason: `${hour}時の点検`,
      });
    }),
  open: (at: Happening) => onSome(at, Closure, (tx, { id }) => tx.delete(Closure, { id })),
  prolong: (at: Happening) => onSome(at, Closure, (tx, { id }) => tx.update(Closure, { id }, { toDate: DATES[1] })),
  rename: (at: Happening) =>
    onSome(at, Resource, (tx, { id }) => tx.update(Resource, { id }, { name: `席${at.hour}` })),
  add: (at: Happening) => addResource(worlds[at.world], venue, { name: `新しい席${at.hour}`, position: at.nth }),
  hours: ({ world, hour }: Happening) =>
    worlds[world].database.transaction(async (tx) => {
      const openingHours = [1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday, start: hour * 60 - 60, end: 1080 }));
      await tx.update(Venue, { id: venue.id }, { openingHours });
    }),
  minute: async ({ nth }: Happening) => {
    for (const { clock } of [...worlds, forgetful]) clock.setTo('2026-11-21', 540 + nth);
  },
};

const happening: fc.Arbitrary<Happening> = fc.record({
  what: fc.constantFrom(...(Object.keys(happenings) as (keyof typeof happenings)[])),
  world: fc.constantFrom(0, 1),
  person: fc.nat(2),
  date: fc.nat(2),
  nth: fc.nat(30),
  hour: fc.integer({ min: 9, max: 15 }),
});

test('whatever happens in either process, both show the day as it is', async () => {
  const seen = async (person: number, date: string): Promise<void> => {
    const real = await truth(person, date);
    for (const world of worlds) expect(await look(world, person, date)).toBe(real);
  };
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 10, maxLength: 15 }), async (course) => {
      for (const one of course) {
        // Those who look while it happens see the one or the other; what they leave behind is never shown afterwards.
        const meanwhile = worlds.flatMap((world) => [0, 2].map((person) => look(world, person, DATES[one.date]!)));
        const done = (happenings[one.what](one) as Promise<unknown>).catch(() => 'refused');
        await Promise.all([...meanwhile, done]);
        await seen(one.person, DATES[one.date]!);
        await seen((one.person + 1) % 3, DATES[one.nth % 3]!);
      }
    }),
    { numRuns: 5 },
  );
}, 120_000);

test('what is not committed counts for nobody, and what is rolled back never counts', async () => {
  const before = await truth(0, BOOKING_DAY);
  const lost = worlds[0].database.transaction(async (tx) => {
    await tx.update(Venue, { id: venue.id }, { slotMinutes: 15 });
    expect(await look(worlds[1], 0, BOOKING_DAY)).toBe(before);
    throw new Error('it comes to nothing');
  });
  await expect(lost).rejects.toThrow('it comes to nothing');
  expect(await look(worlds[1], 0, BOOKING_DAY)).toBe(before);
});

test('a day on which nothing has changed costs four statements', async () => {
  const [browser] = browsers.get(worlds[0])!;
  await browser!.get(path(BOOKING_DAY));
  const { statements } = await openCounting(browser!, path(BOOKING_DAY));
  expect(statements).toHaveLength(4);
});

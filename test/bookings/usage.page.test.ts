import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { BookingResource } from '../../src/bookings/booking-resource.entity.js';
import { Booking } from '../../src/bookings/booking.entity.js';
import { harmless } from '../../src/platform/documents/csv.js';
import { UsageQuery } from '../../src/bookings/usage/usage.query.js';
import { paths } from '../../src/platform/paths.js';
import { addDays, weekdayOf } from '../../src/platform/time.js';
import { Closure } from '../../src/venues/closure.entity.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import { layOutDay } from '../../src/venues/venue-day.policy.js';
import type { Venue } from '../../src/venues/venue.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { addUser, signIn, signInAs } from '../support/factories.js';
import { addOfficerOf } from '../support/programme-factories.js';
import { MOST_STATEMENTS, openCounting } from '../support/statements.js';
import { addResource, addVenue } from '../support/venue-factories.js';

const MONTH = '2026-11-01';

let world: TestApp;
let venues: Venue[];
let things: Resource[];
let closures: Closure[];
let bookings: (Booking & { held: Resource[] })[];
/** The same numbers each time. */
let seed = 7;
const upTo = (most: number): number => (seed = (seed * 16_807) % 2_147_483_647) % most;

beforeAll(async () => {
  world = await startApp();
  const holidays = { holidayOverrides: [{ date: '2026-11-12', holiday: { ja: '開所記念日', en: 'Founding day' } }] };
  venues = [
    await addVenue(world, { name: 'すだち' }),
    await addVenue(world, { name: '=1+1', ...(holidays as object) }),
  ];
  things = [];
  for (const venue of venues) {
    const room = await addResource(world, venue, { kind: 'room', name: 'サロン', activeUntil: '2026-11-20' });
    things.push(room);
    for (let n = 1; n <= 4; n += 1)
      things.push(await addResource(world, venue, { name: `席${n}`, parentId: n === 1 ? room.id : null }));
    things.push(await addResource(world, venue, { kind: 'pc', name: 'PC', bookableBy: 'nobody' }));
  }
  const closure = { startMinute: null, endMinute: null, yearly: false, reason: '点検' };
  const facts = [
    { ...closure, venueId: venues[0]!.id, resourceId: null, fromDate: '2026-11-10', toDate: '2026-11-11' },
    { ...closure, venueId: venues[0]!.id, resourceId: things[0]!.id, fromDate: '2026-11-02', toDate: '2026-11-05' },
    {
      ...closure,
      venueId: venues[1]!.id,
      resourceId: things[8]!.id,
      fromDate: '2020-11-06',
      toDate: '2020-11-06',
      yearly: true,
      startMinute: 600,
      endMinute: 700,
    },
  ];
  closures = await world.database.transaction((tx) => tx.save(facts.map((one) => tx.create(Closure, one))));
  const members: { id: number }[] = [];
  for (let n = 0; n < 8; n += 1) members.push(await addUser(world));
  bookings = await world.database.transaction(async (tx) => {
    const made: typeof bookings = [];
    for (let n = 0; n < 400; n += 1) {
      const venue = venues[upTo(2)]!;
      const own = things.filter(({ venueId }) => venueId === venue.id);
      const held = [...new Set([own[upTo(5)]!, own[upTo(5)]!])];
      const start = 540 + 15 * upTo(20);
      const booking = await tx.save(
        tx.create(Booking, {
          venueId: venue.id,
          memberId: members[upTo(8)]!.id,
          date: addDays('2026-10-25', upTo(45)),
          startMinute: start,
          endMinute: start + 15 * (1 + upTo(12)),
          status: (['booked', 'booked', 'booked', 'cancelled', 'no_show'] as const)[upTo(5)]!,
          purpose: null,
          revision: 0,
          createdAt: world.clock.now(),
          createdBy: members[0]!.id,
        }),
      );
      await tx.insert(
        BookingResource,
        held.map(({ id }) => ({ bookingId: booking.id, resourceId: id })),
      );
      made.push(Object.assign(booking, { held }));
    }
    return made;
  });
});
afterAll(() => world.close());

/** Counts one by one, in the plainest way. */
function recount(venue: Venue | undefined): object {
  const inMonth = bookings.filter(
    ({ date, venueId }) => date.startsWith('2026-11') && (!venue || venueId === venue.id),
  );
  const stand = inMonth.filter(({ status }) => status === 'booked');
  const past = inMonth.filter(({ date, status }) => date <= '2026-11-21' && status !== 'cancelled');
  const sum = (all: readonly number[]): number => all.reduce((total, one) => total + one, 0);
  const minutes: Record<number, Record<number, number>> = {};
  for (const { date, startMinute, endMinute } of stand)
    for (let minute = startMinute; minute < endMinute; minute += 1) {
      const day = (minutes[weekdayOf(date)] ??= {});
      day[Math.floor(minute / 60)] = (day[Math.floor(minute / 60)] ?? 0) + 1;
    }
  const open = (kind: string): number =>
    sum(
      (venue ? [venue] : venues).flatMap((one) =>
        Array.from({ length: 30 }, (_, ahead) => {
          const own = <T extends { venueId: number }>(all: T[]): T[] => all.filter(({ venueId }) => venueId === one.id);
          const facts = { venue: one, closures: own(closures), resources: own(things), occupancies: [] };
          const { resources } = layOutDay(addDays(MONTH, ahead), facts);
          const counted = resources.filter((each) => each.kind === kind && each.bookableBy !== 'nobody');
          return sum(counted.flatMap((each) => each.open.map(({ start, end }) => end - start)));
        }),
      ),
    );
  return {
    bookings: stand.length,
    minutes: sum(stand.map(({ startMinute, endMinute }) => endMinute - startMinute)),
    people: new Set(stand.map(({ memberId }) => memberId)).size,
    noShows: past.filter(({ status }) => status === 'no_show').length,
    expected: past.length,
    kinds: ['desk', 'pc', 'room'].map((kind) => {
      const of = stand.filter(({ held }) => held.some((one) => one.kind === kind));
      const long = of.flatMap(({ held, startMinute, endMinute }) =>
        held.filter((one) => one.kind === kind).map(() => endMinute - startMinute),
      );
      const people = new Set(of.map(({ memberId }) => memberId)).size;
      return { kind, bookings: of.length, people, minutes: sum(long), open: open(kind) };
    }),
    heat: { minutes },
  };
}

test('every figure is what a count by hand gives: of all venues, and of each', async () => {
  const query = world.get(UsageQuery);
  expect(await query.read(MONTH, undefined)).toMatchObject(recount(undefined));
  for (const venue of venues) expect(await query.read(MONTH, venue.id)).toMatchObject(recount(venue));
  expect((recount(undefined) as { noShows: number }).noShows).toBeGreaterThan(5);
});

test('the page costs a fixed number of statements, and shows the month before and after', async () => {
  const manager = await signInAs(world, 'manager');
  const { answer, statements } = await openCounting(manager, paths.usage());
  expect(statements.length).toBeLessThanOrEqual(MOST_STATEMENTS);
  expect(answer.$('h1').text()).toBe('利用の統計');
  expect(answer.$('[rel=prev]').attr('href')).toBe(paths.usage({ month: '2026-10' }));
  expect(answer.$('[rel=next]').attr('href')).toBe(paths.usage({ month: '2026-12' }));
  expect(answer.$('table.heat tbody tr')).toHaveLength(7);
  expect(answer.body.length).toBeLessThan(60_000);
  const one = await manager.get(paths.usage({ month: '2026-11', venueId: venues[0]!.id }));
  expect(one.$('[name=venueId] [selected]').text()).toBe('すだち');
  expect(one.$('[rel=prev]').attr('href')).toBe(paths.usage({ month: '2026-10', venueId: venues[0]!.id }));
});

test.each(['?month=2026-13', '?month=x&venueId=y', '?venueId=99999', '?month=2031-02'])(
  '%s shows a page',
  async (text) => {
    expect((await (await signInAs(world, 'manager')).get(paths.usage() + text)).status).toBe(200);
  },
);

test('managers, officers and administrators read it, others do not', async () => {
  for (const role of ['member', 'trainer', 'supporter'] as const)
    expect((await (await signInAs(world, role)).get(paths.usage())).status).toBe(403);
  const officer = await signInAs(world, 'officer');
  expect((await officer.get(paths.usage())).status).toBe(200);
  expect((await officer.get(paths.usageCsv())).status).toBe(200);
  expect((await officer.get(paths.me())).$(`nav a[href="${paths.usage()}"]`)).toHaveLength(1);
});

test('the table to download opens in Excel, has the same figures, and runs nothing', async () => {
  const officer = await signIn(world, await addOfficerOf(world, { venueIds: venues.map(({ id }) => id) }));
  const { bytes, body } = await officer.get(paths.usageCsv({ month: '2026-11', venueId: venues[1]!.id }));
  expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  const { bookings: count } = await world.get(UsageQuery).read(MONTH, venues[1]!.id);
  expect(body.split('\r\n')[1]).toBe(`2026-11,'=1+1,予約,,${count},件`);
});

test.each([
  ['=1+1', "'=1+1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['-1,2', `"'-1,2"`],
  ['+81', "'+81"],
  ['席1', '席1'],
  ['say "no"', '"say ""no"""'],
])('the cell %s is written as %s', (cell, written) => {
  expect(harmless(cell)).toBe(written);
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { User } from '../../src/accounts/user.entity.js';
import { Booking } from '../../src/bookings/booking.entity.js';
import type { Scope } from '../../src/bookings/series/scope.policy.js';
import { SeriesHolds } from '../../src/bookings/series/series-holds.js';
import { type SeriesChangeOrder, SeriesMendingService } from '../../src/bookings/series/series-mending.service.js';
import { SeriesService } from '../../src/bookings/series/series.service.js';
import { BookingSeries } from '../../src/bookings/series/series.entity.js';
import { statementsOf } from '../../src/platform/database/statement-log.js';
import { Freed, type FreedPlace } from '../../src/venues/freed.js';
import { Occupancy } from '../../src/venues/occupancy.entity.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import { Venue } from '../../src/venues/venue.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { addBooking, deedsIn, noBookings, viewerOf } from '../support/booking-factories.js';
import { addUser } from '../support/factories.js';
import { lastMailTo, mailsTo } from '../support/mails.js';
import { addSeries, bookingsOfSeries } from '../support/series-factories.js';
import { addResource, addVenue } from '../support/venue-factories.js';

let world: TestApp;
let venue: Venue;
let desk: Resource, other: Resource;
let hanako: User, keiko: User, manager: User;
const freed: FreedPlace[] = [];

beforeAll(async () => {
  world = await startApp();
  venue = await addVenue(world, { closedOnHolidays: false, windowDays: 90 });
  desk = await addResource(world, venue);
  other = await addResource(world, venue, { name: '席2' });
  hanako = await addUser(world);
  keiko = await addUser(world);
  manager = await addUser(world, { roles: ['manager'] });
  world.get(Freed).register(async (_, places) => void freed.push(...places));
});
afterAll(() => world.close());
beforeEach(async () => {
  world.clock.setTo('2026-11-21', 540);
  await noBookings(world);
  freed.length = 0;
});

const [FIRST, SECOND, THIRD, LAST] = ['2026-11-24', '2026-12-01', '2026-12-08', '2026-12-15'] as const;
const cancel = async (who: User, id: number, scope: Scope, reason: string | null = null) =>
  world.get(SeriesMendingService).cancel(await viewerOf(world, who), id, scope, reason);

async function change(who: User, id: number, scope: Scope, part: Partial<SeriesChangeOrder>): Promise<number> {
  const viewer = await viewerOf(world, who);
  const series = await world.database.reader.findOneByOrFail(BookingSeries, { id });
  const { mendable, stamp } = await world.get(SeriesHolds).read(world.database.reader, viewer, series, scope);
  const dates = mendable.map(({ occurrence }) => occurrence);
  const order = { scope, start: 780, end: 900, resourceIds: [desk.id], dates, reason: null, overLimits: false, stamp };
  return world.get(SeriesMendingService).change(viewer, id, { ...order, ...part });
}
const statuses = async (id: number): Promise<string[]> =>
  (await bookingsOfSeries(world, id)).map((line) => line.split(' ').at(-1)!);
const times = async (id: number): Promise<string[]> =>
  (await bookingsOfSeries(world, id)).map((line) => line.split(' ')[1]!);

describe('a cancellation', () => {
  test.each<[string, Scope, string]>([
    ['of one', { scope: 'one', from: SECOND }, 'booked cancelled booked booked'],
    ['of this and all that follow', { scope: 'following', from: SECOND }, 'booked cancelled cancelled cancelled'],
    ['of all', { scope: 'all' }, 'cancelled cancelled cancelled cancelled'],
    ['of a range', { scope: 'range', from: SECOND, to: THIRD }, 'booked cancelled cancelled booked'],
  ])('%s', async (_, scope, after) => {
    const id = await addSeries(world, hanako, [desk.id]);
    const gone = await cancel(hanako, id, scope);
    expect((await statuses(id)).join(' ')).toBe(after);
    expect(gone).toBe(after.split(' ').filter((one) => one === 'cancelled').length);
    expect(await world.database.reader.count(Occupancy)).toBe(4 - gone);
    expect(freed).toHaveLength(gone);
    expect(await deedsIn(world)).toEqual(['bookings.series_booked', 'bookings.series_cancelled']);
    expect((await mailsTo(world, hanako.email)).map(({ name }) => name)).toEqual(['series.booked', 'series.cancelled']);
  });

  test('leaves what is past its deadline', async () => {
    const id = await addSeries(world, hanako, [desk.id]);
    world.clock.setTo(FIRST, 570); // the deadline was 9:00
    expect(await cancel(hanako, id, { scope: 'all' })).toBe(3);
    expect(await statuses(id)).toEqual(['booked', 'cancelled', 'cancelled', 'cancelled']);
    await expect(cancel(hanako, id, { scope: 'all' })).rejects.toMatchObject({ code: 'bookings.series_nothing' });
    expect(await cancel(manager, id, { scope: 'all' }, '点検')).toBe(1);
    expect(await lastMailTo(world, hanako.email)).toMatchObject({ name: 'series.cancelled_by_staff' });
  });

  test('takes what was booked a moment ago, even past the deadline', async () => {
    world.clock.setTo(FIRST, 570);
    const id = await addSeries(world, hanako, [desk.id]);
    expect(await cancel(hanako, id, { scope: 'all' })).toBe(4);
  });

  test('is the business of the member, and of managers who say why', async () => {
    const id = await addSeries(world, hanako, [desk.id]);
    await expect(cancel(keiko, id, { scope: 'all' })).rejects.toMatchObject({ kind: 'not_found' });
    await expect(cancel(manager, id, { scope: 'all' })).rejects.toMatchObject({ code: 'bookings.reason_needed' });
    await expect(cancel(hanako, id, { scope: 'range', from: THIRD, to: FIRST })).rejects.toMatchObject({
      code: 'bookings.scope_backwards',
    });
    expect(await statuses(id)).toEqual(['booked', 'booked', 'booked', 'booked']);
  });

  test('costs as many statements for 2 dates as for 52', async () => {
    const counts: number[] = [];
    for (const count of [2, 52]) {
      const rule = { weekdays: [1, 2, 3, 4, 5, 6], from: '2026-11-23', until: null, times: count };
      const id = await addSeries(world, hanako, [desk.id], { rule });
      const changed = await statementsOf(() => change(hanako, id, { scope: 'all' }, { resourceIds: [other.id] }));
      const cancelled = await statementsOf(() => cancel(hanako, id, { scope: 'all' }));
      expect([changed.result, cancelled.result]).toEqual([count, count]);
      counts.push(changed.statements.length, cancelled.statements.length);
    }
    expect(counts.slice(2)).toEqual(counts.slice(0, 2));
    expect(Math.max(...counts)).toBeLessThanOrEqual(36); // locks, and what the test itself reads, included
  });

  test('lets a date be added back', async () => {
    const id = await addSeries(world, hanako, [desk.id]);
    await cancel(hanako, id, { scope: 'one', from: SECOND });
    await world.get(SeriesService).addBack(await viewerOf(world, hanako), id, SECOND);
    expect(await bookingsOfSeries(world, id)).toContain(`${SECOND} 600–720 booked`);
  });
});

describe('a change', () => {
  test.each<[string, Scope, string, number]>([
    ['of one', { scope: 'one', from: SECOND }, '600–720 780–900 600–720 600–720', 600],
    ['of this and all that follow', { scope: 'following', from: SECOND }, '600–720 780–900 780–900 780–900', 780],
    ['of all', { scope: 'all' }, '780–900 780–900 780–900 780–900', 780],
    ['of a range', { scope: 'range', from: SECOND, to: THIRD }, '600–720 780–900 780–900 600–720', 600],
  ])('%s, and what is booked when a date is added back', async (_, scope, after, start) => {
    const id = await addSeries(world, hanako, [desk.id]);
    const total = await change(hanako, id, scope, {});
    expect((await times(id)).join(' ')).toBe(after);
    const rows = await world.database.reader.find(Occupancy, { order: { date: 'ASC' } });
    expect(rows.map(({ startMinute }) => startMinute)).toEqual(after.split(' ').map((one) => Number.parseInt(one, 10)));
    expect(freed).toHaveLength(total);
    expect(freed[0]).toMatchObject({ start: 600, end: 720, resourceIds: [desk.id], venueId: venue.id });
    expect(await lastMailTo(world, hanako.email)).toMatchObject({ name: 'series.changed' });
    const series = await world.database.reader.findOneByOrFail(BookingSeries, { id });
    expect(series.startMinute).toBe(start);
  });

  test('that is refused keeps all as it was', async () => {
    const id = await addSeries(world, hanako, [desk.id]);
    await addBooking(world, keiko, [desk.id], { date: THIRD, start: 840, end: 960 });
    const scope = { scope: 'following', from: SECOND } as const;
    await expect(change(hanako, id, scope, {})).rejects.toMatchObject({
      kind: 'conflict',
      code: 'bookings.series_not_all',
      params: { total: 1 },
    });
    expect(await times(id)).toEqual(['600–720', '600–720', '600–720', '600–720']);
    expect(await world.database.reader.count(Occupancy)).toBe(5);
    expect(freed).toEqual([]);
    expect(await change(hanako, id, scope, { dates: [SECOND, LAST] })).toBe(2);
    expect(await times(id)).toEqual(['600–720', '780–900', '600–720', '780–900']);
  });

  test('may overlap what it was itself', async () => {
    const id = await addSeries(world, hanako, [desk.id]);
    expect(await change(hanako, id, { scope: 'all' }, { start: 660, end: 780 })).toBe(4);
  });

  test('by somebody who saw the series as it was before is refused', async () => {
    const id = await addSeries(world, hanako, [desk.id]);
    await expect(change(hanako, id, { scope: 'all' }, { stamp: '4.9' })).rejects.toMatchObject({
      code: 'bookings.series_stale',
    });
  });

  test('changes each booking once for its own history, and none that is so already', async () => {
    const id = await addSeries(world, hanako, [desk.id]);
    await change(hanako, id, { scope: 'all' }, {});
    expect(await change(hanako, id, { scope: 'all' }, {})).toBe(0);
    const revisions = (await world.database.reader.findBy(Booking, { seriesId: id })).map(({ revision }) => revision);
    expect(revisions).toEqual([1, 1, 1, 1]);
  });

  test('by a manager says why', async () => {
    const id = await addSeries(world, hanako, [desk.id]);
    await expect(change(manager, id, { scope: 'all' }, {})).rejects.toMatchObject({ code: 'bookings.reason_needed' });
    await change(manager, id, { scope: 'all' }, { reason: '工事のため' });
    const mail = await lastMailTo(world, hanako.email);
    expect(mail.name).toBe('series.changed_by_staff');
    expect(mail.text).toContain('工事のため');
  });
});

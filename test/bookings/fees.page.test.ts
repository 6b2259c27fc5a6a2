import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { User } from '../../src/accounts/user.entity.js';
import { Booking } from '../../src/bookings/booking.entity.js';
import { NoShows } from '../../src/bookings/check-in/no-shows.service.js';
import { MendingService } from '../../src/bookings/mending.service.js';
import { datesOf } from '../../src/bookings/series/recurrence.policy.js';
import { SeriesMendingService } from '../../src/bookings/series/series-mending.service.js';
import { SeriesHolds } from '../../src/bookings/series/series-holds.js';
import { BookingSeries } from '../../src/bookings/series/series.entity.js';
import { statementsOf } from '../../src/platform/database/statement-log.js';
import { paths } from '../../src/platform/paths.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import { Venue } from '../../src/venues/venue.entity.js';
import type { VenueFees } from '../../src/venues/venue-rules.js';
import { startApp, type TestApp } from '../support/app.js';
import { addBooking, anOrder, BOOKING_DAY, noBookings, viewerOf } from '../support/booking-factories.js';
import { addUser, signIn, signInAs } from '../support/factories.js';
import { PRICED } from '../support/fee-factories.js';
import { lastMailTo } from '../support/mails.js';
import { addSeries } from '../support/series-factories.js';
import { openCounting } from '../support/statements.js';
import { addResource, addVenue } from '../support/venue-factories.js';
import type { Visitor } from '../support/visitor.js';

let world: TestApp;
let venue: Venue;
let desk: Resource, other: Resource, pc: Resource;
let hanako: User, manager: Visitor, member: Visitor;

beforeAll(async () => {
  world = await startApp();
  venue = await addVenue(world);
  desk = await addResource(world, venue);
  other = await addResource(world, venue, { name: '席2' });
  pc = await addResource(world, venue, { kind: 'pc', name: 'PC1' });
  hanako = await addUser(world, { name: '小平 花子' });
  member = await signIn(world, hanako);
  manager = await signInAs(world, 'manager');
});
afterAll(() => world.close());
beforeEach(async () => {
  world.clock.setTo('2026-11-21', 540);
  await noBookings(world);
  await set(PRICED);
});

const set = (fees: VenueFees | null): Promise<unknown> =>
  world.database.transaction((tx) => tx.update(Venue, { id: venue.id }, { fees }));
const feesOf = async (): Promise<(number | undefined)[]> => {
  const all = await world.database.reader.find(Booking, { where: { memberId: hanako.id }, order: { id: 'ASC' } });
  return all.map(({ fee }) => fee?.amount);
};
const at = (start: number, end: number) => ({ start: start * 60, end: end * 60 });

describe('a price', () => {
  test('is kept with the booking, stands on its page and in the mail, whatever the settings say later', async () => {
    const booking = await addBooking(world, hanako, [desk.id, pc.id]);
    await set({ ...PRICED, prices: [{ kind: 'desk', hour: 900, day: null }] });
    expect((await member.get(paths.booking(booking.id))).text).toContain('400円（税込。席 200円×2時間）');
    expect((await lastMailTo(world, hanako.email)).text).toContain('400円（税込。席 200円×2時間）');
    await world.get(MendingService).change(await viewerOf(world, hanako), booking.id, {
      ...anOrder([desk.id, pc.id]),
      purpose: '原稿',
      revision: 0,
      reason: null,
    });
    expect(await feesOf()).toEqual([400]);
  });

  test('is shown before it is booked, with what the day costs already', async () => {
    const wish = { date: BOOKING_DAY, start: '10:00', end: '12:00', resourceIds: [desk.id] };
    const page = await openCounting(member, paths.newBooking(wish));
    expect(page.answer.$('#booking-summary').text()).toContain('400円');
    await addBooking(world, hanako, [other.id], at(13, 17));
    const later = await member.get(paths.newBooking(wish));
    expect(later.$('#booking-summary').text()).toContain('0円（税込。席 200円×2時間、1日の上限まで）');
    await set({ ...PRICED, free: true });
    const free = await openCounting(member, paths.newBooking(wish));
    expect(free.answer.$('#booking-summary').text()).not.toContain('円');
    expect(page.statements.length - free.statements.length).toBe(1);
  });

  test('costs one statement, and none where the place is free', async () => {
    // A change of prices is one of the house, which the first booking reads anew and which is kept for the others.
    const count = async (start: number): Promise<number> => {
      await addBooking(world, hanako, [desk.id], at(start, start + 1));
      await world.database.effectsEnd();
      const { statements } = await statementsOf(() => addBooking(world, hanako, [desk.id], at(start + 1, start + 2)));
      return statements.length;
    };
    const priced = await count(9);
    await set({ ...PRICED, free: true });
    const free = await count(11);
    await set(null);
    expect([priced - free, free - (await count(13))]).toEqual([1, 0]);
    expect(await feesOf()).toEqual([200, 200, ...Array<undefined>(4)]);
  });

  test('of a day is bounded over all bookings, and goes back to its hours when another is cancelled', async () => {
    const first = await addBooking(world, hanako, [desk.id], at(9, 12));
    await addBooking(world, hanako, [desk.id], at(13, 16));
    expect(await feesOf()).toEqual([600, 200]);
    await world.get(MendingService).cancel(await viewerOf(world, hanako), first.id, null);
    expect(await feesOf()).toEqual([600, 600]);
    expect((await member.get(paths.booking(first.id))).text).not.toContain('600円');
  });

  test('of whoever does not come is nothing, and no part of the day any more, unless the place charges for it', async () => {
    for (const [chargesNoShows, later] of [
      [false, 400],
      [true, 0],
    ] as const) {
      await noBookings(world);
      await set({ ...PRICED, chargesNoShows });
      world.clock.setTo('2026-11-21', 540);
      const { id } = await addBooking(world, hanako, [desk.id], at(9, 13));
      await addBooking(world, hanako, [desk.id], at(14, 16));
      world.clock.setTo(BOOKING_DAY, 9 * 60 + 35);
      expect(await world.get(NoShows).release(id)).toBe(true);
      expect(await feesOf()).toEqual([800, later]);
      const shown = (await member.get(paths.booking(id))).text;
      expect(shown.includes('800円')).toBe(chargesNoShows);
    }
  });

  test('follows a change to another day, and so do the others of both days', async () => {
    const first = await addBooking(world, hanako, [desk.id], at(9, 13));
    await addBooking(world, hanako, [desk.id], at(14, 16));
    await addBooking(world, hanako, [desk.id], { date: '2026-11-25', ...at(9, 13) });
    expect(await feesOf()).toEqual([800, 0, 800]);
    const order = { ...anOrder([desk.id], { date: '2026-11-25', ...at(14, 16) }), revision: 0, reason: null };
    await world.get(MendingService).change(await viewerOf(world, hanako), first.id, order);
    expect(await feesOf()).toEqual([400, 400, 400]);
  });

  test('of a series takes as many statements for two dates as for four, and is shown by date and in all', async () => {
    const count = async (times: number): Promise<number> => {
      await noBookings(world);
      const rule = { weekdays: [2], from: BOOKING_DAY, until: null, times };
      const choices = { dates: datesOf(rule), instead: new Map() };
      return (await statementsOf(() => addSeries(world, hanako, [desk.id], { rule, choices }))).statements.length;
    };
    expect(await count(4)).toBe(await count(2));
    expect(await feesOf()).toEqual([400, 400]);
    expect((await lastMailTo(world, hanako.email)).text).toContain('料金: 合計 800円（税込）');
    const draft = {
      date: '2026-11-26',
      start: '9:00',
      end: '12:00',
      resourceIds: [desk.id],
      weekdays: [4],
      repeatTimes: 3,
    };
    const page = await member.get(paths.newSeries(draft));
    expect(page.$('.wish').text()).toContain('料金の合計 1,800円（税込）');
    expect(page.$('ol.list small').first().text()).toBe('600円');
  });

  test('of a series follows a change of all, by one statement for the prices', async () => {
    const id = await addSeries(world, hanako, [desk.id]);
    const series = await world.database.reader.findOneByOrFail(BookingSeries, { id });
    const viewer = await viewerOf(world, hanako);
    const scope = { scope: 'all' } as never;
    const { stamp, mendable } = await world.get(SeriesHolds).read(world.database.reader, viewer, series, scope);
    const dates = mendable.map(({ occurrence }) => occurrence);
    const order = { scope, ...at(9, 15), resourceIds: [desk.id], dates, reason: null, overLimits: false, stamp };
    const { statements } = await statementsOf(() => world.get(SeriesMendingService).change(viewer, id, order));
    expect(await feesOf()).toEqual([800, 800, 800, 800]);
    expect(statements.filter((one) => one.startsWith('UPDATE booking SET fee'))).toHaveLength(1);
    expect((await lastMailTo(world, hanako.email)).text).toContain('料金: 合計 3,200円（税込）');
  });
});

describe('the settings', () => {
  const filled = { free: false, deskHour: '２００', deskDay: 800, month: 5000, issuerName: 'つどいの会' };

  test('are saved by the manager, with a number that was typed in any way', async () => {
    const page = await manager.postAndFollow(paths.venueFees(venue.id), {
      ...filled,
      registrationNumber: 'ｔ7000-0120-50003',
    });
    expect(page.text).toContain('保存しました');
    expect(page.text).toContain('検査数字と合いません');
    const { fees } = await world.database.reader.findOneByOrFail(Venue, { id: venue.id });
    expect(fees).toMatchObject({
      free: false,
      prices: [{ kind: 'desk', hour: 200, day: 800 }],
      issuer: { registrationNumber: 'T7000012050003' },
    });
    expect((await manager.get(paths.venue(venue.id))).text).toContain('有料です');
  });

  test('that cannot be come back with what is wrong', async () => {
    const wrong = { roomDay: 500, registrationNumber: 'T12', issuerName: '' };
    const page = await manager.post(paths.venueFees(venue.id), { ...filled, ...wrong });
    expect(page.status).toBe(422);
    for (const field of ['roomHour', 'registrationNumber', 'issuerName'])
      expect(page.$(`#field-${field}`).attr('aria-invalid')).toBe('true');
    expect((await member.get(paths.venueFees(venue.id))).status).toBe(403);
  });
});

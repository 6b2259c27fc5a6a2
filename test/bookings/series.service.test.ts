import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { User } from '../../src/accounts/user.entity.js';
import { Booking } from '../../src/bookings/booking.entity.js';
import { BookingSeries } from '../../src/bookings/series/series.entity.js';
import { SeriesService } from '../../src/bookings/series/series.service.js';
import { statementsOf } from '../../src/platform/database/statement-log.js';
import { Occupancy } from '../../src/venues/occupancy.entity.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import { Venue } from '../../src/venues/venue.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { addBooking, deedsIn, heldInTimetable, noBookings, viewerOf } from '../support/booking-factories.js';
import { addUser } from '../support/factories.js';
import { mailsTo } from '../support/mails.js';
import { addSeries, aSeries, bookingsOfSeries } from '../support/series-factories.js';
import { addResource, addVenue } from '../support/venue-factories.js';

let world: TestApp;
let venue: Venue;
let room: Resource, desk: Resource, other: Resource, pc: Resource;
let hanako: User, keiko: User, manager: User, trainer: User;

beforeAll(async () => {
  world = await startApp();
  venue = await addVenue(world, { closedOnHolidays: false });
  room = await addResource(world, venue, { kind: 'room', name: '和室' });
  desk = await addResource(world, venue, { parentId: room.id });
  other = await addResource(world, venue, { name: '席2' });
  pc = await addResource(world, venue, { kind: 'pc', name: 'PC1' });
  hanako = await addUser(world);
  keiko = await addUser(world);
  manager = await addUser(world, { roles: ['manager'] });
  trainer = await addUser(world, { roles: ['trainer'] });
});
afterAll(() => world.close());
beforeEach(async () => {
  world.clock.setTo('2026-11-21', 540);
  await noBookings(world);
  await set({ bookingLimits: [], windowDays: 60 });
});

const set = (part: Partial<Venue>): Promise<unknown> =>
  world.database.transaction((tx) => tx.update(Venue, { id: venue.id }, part));
const TUESDAYS = ['2026-11-24', '2026-12-01', '2026-12-08', '2026-12-15'];
const daily = (times: number) => ({ weekdays: [1, 2, 3, 4, 5, 6], from: '2026-11-23', until: null, times });
const addBack = async (who: User, id: number, date: string) =>
  world.get(SeriesService).addBack(await viewerOf(world, who), id, date);

describe('a series', () => {
  test('is booked on all its dates in one step, with one mail and one note', async () => {
    const id = await addSeries(world, hanako, [desk.id, pc.id], { purpose: '原稿を書く' });
    expect(await bookingsOfSeries(world, id)).toEqual(TUESDAYS.map((date) => `${date} 600–720 booked`));
    const bookings = await world.database.reader.find(Booking, { where: { seriesId: id }, order: { id: 'ASC' } });
    expect(bookings.map(({ date, occurrenceDate }) => [date, occurrenceDate])).toEqual(TUESDAYS.map((d) => [d, d]));
    expect(await heldInTimetable(world, bookings[1]!.id)).toEqual(
      [desk, pc].map((one) => `${one.id} 2026-12-01 600–720`).toSorted(),
    );
    const [mail, ...more] = await mailsTo(world, hanako.email);
    expect(more).toEqual([]);
    expect(mail).toMatchObject({ name: 'series.booked', link: `/bookings/series/${id}` });
    for (const day of ['11月24日', '12月1日', '12月8日', '12月15日']) expect(mail!.text).toContain(day);
    expect(mail!.text).not.toContain('原稿');
    expect(await deedsIn(world)).toEqual(['bookings.series_booked']);
  });

  test('takes what stands inside a room as well', async () => {
    const id = await addSeries(world, hanako, [room.id]);
    const [first] = await world.database.reader.findBy(Booking, { seriesId: id });
    expect(await heldInTimetable(world, first!.id)).toEqual(
      [room, desk].map((one) => `${one.id} ${first!.date} 600–720`).toSorted(),
    );
    await expect(addBooking(world, keiko, [desk.id])).rejects.toMatchObject({ code: 'venues.taken' });
  });

  test('leaves out what was dropped, and puts elsewhere what was moved', async () => {
    const moved = { start: 780, end: 900, resourceIds: [other.id] };
    const choices = { dates: TUESDAYS.slice(2), instead: new Map([[TUESDAYS[1]!, moved]]) };
    const id = await addSeries(world, hanako, [desk.id], { choices });
    expect(await bookingsOfSeries(world, id)).toEqual([
      '2026-12-01 780–900 booked',
      '2026-12-08 600–720 booked',
      '2026-12-15 600–720 booked',
    ]);
  });

  test('sent twice is booked once', async () => {
    const id = await addSeries(world, hanako, [desk.id]);
    expect(await addSeries(world, hanako, [desk.id])).toBe(id);
    expect(await world.database.reader.count(Booking)).toBe(4);
    expect(await mailsTo(world, hanako.email)).toHaveLength(1);
  });

  test('is booked whole or not at all', async () => {
    await addBooking(world, keiko, [desk.id], { date: '2026-12-08', start: 660, end: 780 });
    await expect(addSeries(world, hanako, [desk.id])).rejects.toMatchObject({
      kind: 'conflict',
      code: 'bookings.series_not_all',
    });
    expect(await world.database.reader.countBy(Booking, { memberId: hanako.id })).toBe(0);
    expect(await world.database.reader.count(BookingSeries)).toBe(0);
    expect(await world.database.reader.count(Occupancy)).toBe(1);
    expect(await mailsTo(world, hanako.email)).toEqual([]);
  });

  test('counts for the limits with what it books itself', async () => {
    const limit = { kind: 'desk' as const, maxOpen: null, maxMinutesDay: null, maxMinutesWeek: 300 };
    await set({ bookingLimits: [limit] });
    const rule = { weekdays: [2, 3, 4], from: '2026-11-24', until: null, times: 3 };
    await expect(addSeries(world, hanako, [desk.id], { rule })).rejects.toMatchObject({
      kind: 'invalid',
      code: 'bookings.series_not_all',
      params: { total: 1 },
    });
    const choices = { dates: ['2026-11-24', '2026-11-26'], instead: new Map() };
    await addSeries(world, hanako, [desk.id], { rule, choices });
    const staff = { rule, start: 780, end: 900, memberId: hanako.id };
    await expect(addSeries(world, trainer, [desk.id], { ...staff, overLimits: true })).rejects.toMatchObject({
      code: 'bookings.series_not_all',
    });
    await addSeries(world, manager, [desk.id], { ...staff, overLimits: true });
  });

  test('ends where booking is not open yet', async () => {
    await set({ windowDays: 14 });
    await expect(addSeries(world, hanako, [desk.id])).rejects.toMatchObject({ params: { total: 2 } });
    await addSeries(world, hanako, [desk.id], { choices: { dates: TUESDAYS.slice(0, 2), instead: new Map() } });
  });

  test('is the business of the member or the staff', async () => {
    await expect(addSeries(world, keiko, [desk.id], { memberId: hanako.id })).rejects.toMatchObject({
      kind: 'forbidden',
    });
    const unconfirmed = await addUser(world, { emailConfirmedAt: null });
    await expect(addSeries(world, unconfirmed, [desk.id])).rejects.toBeDefined();
    await addSeries(world, trainer, [desk.id], { memberId: hanako.id });
    const [mail] = await mailsTo(world, hanako.email);
    expect(mail!.name).toBe('series.booked_by_staff');
  });

  test('costs as many statements for 2 dates as for 52', async () => {
    await set({ windowDays: 90 });
    const counts: number[] = [];
    for (const times of [2, 52]) {
      await noBookings(world);
      const viewer = await viewerOf(world, hanako);
      const order = aSeries([desk.id, pc.id], { rule: daily(times) });
      const { result, statements } = await statementsOf(() => world.get(SeriesService).book(viewer, order));
      expect(result.count).toBe(times);
      expect(statements.filter((one) => /^(BEGIN|START TRANSACTION)/i.test(one))).toHaveLength(1);
      counts.push(statements.length);
    }
    expect(await world.database.reader.count(Occupancy)).toBe(104);
    expect(counts[1]).toBe(counts[0]);
    expect(counts[0]).toBeLessThanOrEqual(25);
  });
});

describe('a date that was skipped', () => {
  test('is added back as the series has it, once', async () => {
    const choices = { dates: TUESDAYS.slice(1), instead: new Map() };
    const id = await addSeries(world, hanako, [desk.id, pc.id], { choices });
    await Promise.all([addBack(hanako, id, TUESDAYS[0]!), addBack(hanako, id, TUESDAYS[0]!)]);
    expect(await bookingsOfSeries(world, id)).toEqual(TUESDAYS.map((date) => `${date} 600–720 booked`));
    const booking = await world.database.reader.findOneByOrFail(Booking, { date: TUESDAYS[0] });
    expect(await heldInTimetable(world, booking.id)).toHaveLength(2);
    expect((await mailsTo(world, hanako.email)).map(({ name }) => name)).toEqual(['series.booked', 'bookings.booked']);
  });

  test('is refused for the reason that any booking is', async () => {
    const choices = { dates: TUESDAYS.slice(1), instead: new Map() };
    const id = await addSeries(world, hanako, [desk.id], { choices });
    await addBooking(world, keiko, [desk.id], { date: TUESDAYS[0] });
    await expect(addBack(hanako, id, TUESDAYS[0]!)).rejects.toMatchObject({ code: 'venues.taken' });
    await expect(addBack(hanako, id, '2026-11-25')).rejects.toMatchObject({ kind: 'not_found' });
    await expect(addBack(keiko, id, TUESDAYS[1]!)).rejects.toMatchObject({ kind: 'not_found' });
    world.clock.setTo('2026-11-25', 540);
    await expect(addBack(hanako, id, TUESDAYS[0]!)).rejects.toMatchObject({ code: 'bookings.past_date' });
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { User } from '../../src/accounts/user.entity.js';
import { Booking } from '../../src/bookings/booking.entity.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import { Venue } from '../../src/venues/venue.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { addBooking, noBookings } from '../support/booking-factories.js';
import { addUser, signIn } from '../support/factories.js';
import { addSeries } from '../support/series-factories.js';
import { openCounting, MOST_STATEMENTS } from '../support/statements.js';
import { addResource, addVenue } from '../support/venue-factories.js';
import type { Answer, Visitor } from '../support/visitor.js';

let world: TestApp;
let venue: Venue;
let desk: Resource;
let hanako: User, keiko: User;
let member: Visitor, manager: Visitor;

beforeAll(async () => {
  world = await startApp();
  venue = await addVenue(world, { windowDays: 45 });
  desk = await addResource(world, venue, { name: 'カウンター 1' });
  hanako = await addUser(world, { name: '小平 花子' });
  keiko = await addUser(world);
  member = await signIn(world, hanako);
  manager = await signIn(world, await addUser(world, { roles: ['manager'] }));
});
afterAll(() => world.close());
beforeEach(async () => {
  world.clock.setTo('2026-11-21', 540);
  await noBookings(world);
});

const DATES = ['2026-11-24', '2026-12-01', '2026-12-08', '2026-12-15'];
/** Each line of the list, its spaces folded. */
const lines = ({ $ }: Answer): string[] =>
  $('ol.list > li')
    .toArray()
    .map((one) => $(one).find('p, label').first().text().replace(/\s+/g, ' ').trim());
const ticked = ({ $ }: Answer): string[] =>
  $('[name=dates]:checked')
    .toArray()
    .map((one) => $(one).attr('value')!);

describe('the pages of a series', () => {
  test('are there for the member and the staff, and for nobody else', async () => {
    const id = await addSeries(world, hanako, [desk.id]);
    const stranger = await signIn(world, keiko);
    for (const page of ['', '/edit', '/cancellation']) {
      expect((await member.get(`/bookings/series/${id}${page}`)).status).toBe(200);
      expect((await manager.get(`/bookings/series/${id}${page}`)).status).toBe(200);
      expect((await stranger.get(`/bookings/series/${id}${page}`)).status).toBe(404);
      expect((await member.get(`/bookings/series/999${page}`)).status).toBe(404);
    }
    for (const page of ['', '/cancellation', '/occurrences']) {
      const answer = await stranger.post(`/bookings/series/${id}${page}`, {
        scope: 'all',
        date: DATES[0],
        start: '13:00',
        end: '14:00',
        resourceIds: [desk.id],
        dates: DATES,
        stamp: '4.0',
      });
      expect(answer.status).toBe(404);
    }
  });

  test('one booking leads to its series', async () => {
    const id = await addSeries(world, hanako, [desk.id]);
    const { id: bookingId } = await world.database.reader.findOneByOrFail(Booking, { seriesId: id, date: DATES[1] });
    const page = await member.get(`/bookings/${bookingId}`);
    const href = page.$('a:contains("くり返し予約の全体を見る")').attr('href')!;
    const series = await member.get(href);
    expect(series.$('[name=from] [selected]').attr('value')).toBe(DATES[1]);
    expect(series.$('[name=scope]:checked').attr('value')).toBe('following');
  });

  test('say what a cancellation undoes and what stays', async () => {
    const id = await addSeries(world, hanako, [desk.id]);
    world.clock.setTo(DATES[0]!, 570);
    const page = await member.get(`/bookings/series/${id}/cancellation?scope=all`);
    expect(page.text).toContain('次の3回分の予約をキャンセルします');
    expect(page.text).toContain('次の1回分は期限を過ぎたため');
    const after = await member.postAndFollow(`/bookings/series/${id}/cancellation`, { scope: 'all' });
    expect(after.text).toContain('3回分の予約をキャンセルしました。');
    expect(lines(after)[0]).toContain('予約済み');
    expect((await member.post(`/bookings/series/${id}/cancellation`, { scope: 'all' })).status).toBe(409);
    expect((await member.post(`/bookings/series/${id}/cancellation`, { scope: 'x' })).status).toBe(422);
    expect(
      (await member.get(`/bookings/series/${id}/cancellation?scope=range&from=2026-12-08&to=2026-12-01`)).text,
    ).toContain('始めの日以降');
  });

  test('change what was ticked, and come back with it where it is refused', async () => {
    const id = await addSeries(world, hanako, [desk.id]);
    await addBooking(world, keiko, [desk.id], { date: DATES[2]!, start: 780, end: 900 });
    const query = `scope=following&from=${DATES[1]}&start=13:00&end=15:00&resourceIds=${desk.id}`;
    const page = await member.get(`/bookings/series/${id}/edit?${query}`);
    expect(lines(page).map((line) => line.split(' ').at(-1))).toEqual(['空き', '先約あり', '空き']);
    const form = {
      scope: 'following',
      from: DATES[1],
      start: '13:00',
      end: '15:00',
      resourceIds: [desk.id],
      stamp: page.$('[name=stamp]').attr('value'),
    };
    const refused = await member.post(`/bookings/series/${id}`, { ...form, dates: DATES.slice(1) });
    expect(refused.status).toBe(409);
    expect(ticked(refused)).toEqual([DATES[1], DATES[3]]);
    const done = await member.postAndFollow(`/bookings/series/${id}`, { ...form, dates: ticked(refused) });
    expect(done.text).toContain('2回分の予約を変更しました。');
    expect((await member.post(`/bookings/series/${id}`, { ...form, dates: [DATES[1]!] })).status).toBe(409);
  });

  test('add a date back, or say why not', async () => {
    const id = await addSeries(world, hanako, [desk.id], { choices: { dates: DATES.slice(2), instead: new Map() } });
    await addBooking(world, keiko, [desk.id], { date: DATES[1] });
    const added = await member.postAndFollow(`/bookings/series/${id}/occurrences`, { date: DATES[0] });
    expect(added.text).toContain('11月24日(火)を予約しました。');
    const refused = await member.post(`/bookings/series/${id}/occurrences`, { date: DATES[1] });
    expect(refused.status).toBe(409);
    expect(refused.$('#form-summary')).toHaveLength(1);
  });

  test('cost a fixed number of statements, and stay small', async () => {
    await world.database.transaction((tx) => tx.update(Venue, { id: venue.id }, { windowDays: 90 }));
    const counts: number[][] = [];
    for (const times of [2, 60]) {
      await noBookings(world);
      const rule = { weekdays: [1, 2, 3, 4, 5, 6], from: '2026-11-24', until: null, times };
      const query = `date=${rule.from}&start=10:00&end=12:00&resourceIds=${desk.id}&repeatTimes=${times}&weekdays=1&weekdays=2&weekdays=3&weekdays=4&weekdays=5&weekdays=6`;
      const list = await openCounting(member, `/bookings/series/new?${query}`);
      const choices = { dates: ticked(list.answer), instead: new Map() };
      const id = await addSeries(world, hanako, [desk.id], { rule, choices });
      const show = await openCounting(member, `/bookings/series/${id}`);
      const edit = await openCounting(member, `/bookings/series/${id}/edit?scope=all`);
      const ending = await openCounting(member, `/bookings/series/${id}/cancellation?scope=all`);
      const staff = await openCounting(manager, `/bookings/series/${id}/edit?scope=all`);
      counts.push([list, show, edit, staff, ending].map(({ statements }) => statements.length));
      for (const { answer } of [list, show, edit, ending]) {
        expect(answer.status).toBe(200);
        expect(answer.bytes.length).toBeLessThan(60 * 1024);
      }
    }
    await world.database.transaction((tx) => tx.update(Venue, { id: venue.id }, { windowDays: 45 }));
    expect(counts[1]).toEqual(counts[0]);
    expect(counts[0]!.filter((count) => count > MOST_STATEMENTS)).toEqual([]);
  });
});

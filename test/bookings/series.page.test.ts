import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { User } from '../../src/accounts/user.entity.js';
import { Booking } from '../../src/bookings/booking.entity.js';
import { BookingSeries } from '../../src/bookings/series/series.entity.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import { Venue } from '../../src/venues/venue.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { addBooking, noBookings } from '../support/booking-factories.js';
import { addUser, signIn } from '../support/factories.js';
import { addResource, addVenue } from '../support/venue-factories.js';
import type { Answer, Visitor } from '../support/visitor.js';

let world: TestApp;
let venue: Venue;
let desk: Resource, other: Resource;
let hanako: User, keiko: User;
let member: Visitor, manager: Visitor;

beforeAll(async () => {
  world = await startApp();
  venue = await addVenue(world, { windowDays: 45 });
  desk = await addResource(world, venue, { name: 'カウンター 1' });
  other = await addResource(world, venue, { name: 'カウンター 2', position: 2 });
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

const wish = (part: object = {}) => ({
  date: '2026-11-24',
  start: '10:00',
  end: '12:00',
  resourceIds: [desk.id],
  repeatUntil: '2026-12-15',
  ...part,
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

describe('a booking that comes back', () => {
  test('leads to the list of its dates, and nothing is booked yet', async () => {
    const page = await member.postAndFollow('/bookings', wish());
    expect(page.status).toBe(200);
    expect(lines(page)).toEqual([
      '11月24日(火) 10:00–12:00 空き',
      '12月1日(火) 10:00–12:00 空き',
      '12月8日(火) 10:00–12:00 空き',
      '12月15日(火) 10:00–12:00 空き',
    ]);
    expect(ticked(page)).toEqual(DATES);
    expect(await world.database.reader.count(Booking)).toBe(0);
  });

  test.each<[string, object, string, string]>([
    ['no end', { repeatUntil: '', weekdays: [2] }, 'repeatUntil', 'くり返しの終わり'],
    ['two ends', { repeatTimes: '3' }, 'repeatTimes', 'どちらか一つ'],
    ['an end before its beginning', { repeatUntil: '2026-11-20' }, 'repeatUntil', '11月24日(火)以降'],
    ['too many dates', { repeatUntil: '2028-12-15' }, 'repeatUntil', '60回まで'],
    ['too many times', { repeatUntil: '', repeatTimes: '61' }, 'repeatTimes', '60'],
    ['no date at all', { weekdays: [1], repeatUntil: '2026-11-25' }, 'weekdays', '曜日の日はありません'],
  ])('with %s comes back with the words of the person', async (_, part, field, words) => {
    const page = await member.post('/bookings', wish(part));
    expect(page.status).toBe(422);
    expect(page.$('#form-summary').text()).toContain(words);
    expect(page.$(`#field-${field}`).length).toBe(1);
    expect(page.$('details[open] [name=repeatUntil]')).toHaveLength(1);
  });

  test('shows each state by its word', async () => {
    await addBooking(world, keiko, [desk.id], { date: '2026-12-08' });
    await addBooking(world, hanako, [desk.id], { date: '2026-12-15' });
    const page = await member.postAndFollow('/bookings', wish({ weekdays: [1, 2, 7], repeatUntil: '2027-01-31' }));
    expect(lines(page).slice(0, 6)).toEqual([
      '11月24日(火) 10:00–12:00 空き',
      '11月29日(日) 10:00–12:00 休み',
      '11月30日(月) 10:00–12:00 空き',
      '12月1日(火) 10:00–12:00 空き',
      '12月6日(日) 10:00–12:00 休み',
      '12月7日(月) 10:00–12:00 空き',
    ]);
    const all = lines(page).join();
    expect(all).toContain('12月8日(火) 10:00–12:00 先約あり');
    expect(all).toContain('12月15日(火) 10:00–12:00 予約済み');
    expect(all).toContain('1月11日(月) 10:00–12:00 受付前');
    const options = page.$('select[name=instead] option').toArray();
    expect(options.map((one) => page.$(one).attr('value'))).toEqual([
      '',
      `2026-12-08 10:00-12:00 ${other.id}`,
      `2026-12-08 12:00-14:00 ${desk.id}`,
      `2026-12-08 12:30-14:30 ${desk.id}`,
    ]);
  });

  test('is booked as it was chosen', async () => {
    await addBooking(world, keiko, [desk.id], { date: '2026-12-08' });
    const instead = ['', `2026-12-08 12:00-14:00 ${other.id}`];
    const page = await member.postAndFollow('/bookings/series', { ...wish(), dates: DATES.slice(0, 2), instead });
    expect(page.text).toContain('3回分を予約しました。');
    expect(lines(page)).toEqual([
      '11月24日(火) 10:00–12:00 予約済み',
      '12月1日(火) 10:00–12:00 予約済み',
      '12月8日(火) 12:00–14:00 予約済み',
      '12月15日(火) 10:00–12:00 予約なし',
    ]);
  });

  test('keeps the choices where somebody was faster, and shows the list anew', async () => {
    await addBooking(world, keiko, [desk.id], { date: '2026-12-08' });
    const page = await member.post('/bookings/series', { ...wish(), dates: DATES.slice(1) });
    expect(page.status).toBe(409);
    expect(page.$('#form-summary').text()).toContain('12月8日(火)');
    expect(lines(page)[2]).toBe('12月8日(火) 10:00–12:00 先約あり');
    expect(ticked(page)).toEqual(['2026-12-01', '2026-12-15']);
    expect(await world.database.reader.count(BookingSeries)).toBe(0);
  });

  test.each<[string, object]>([
    ['dates that are none', { dates: ['x'] }],
    ['no dates', {}],
    ['dates outside of the rule', { dates: ['2026-11-25'] }],
    ['choices that are none', { dates: DATES, instead: ['2026-12-01 10:00-12:00 99999999', '<', '1.2.3'] }],
    ['no rule', { repeatUntil: '', dates: DATES }],
    ['no things', { resourceIds: [], dates: DATES }],
    ['unknown things', { resourceIds: [999999], dates: DATES }],
    ['an end before the start', { start: '13:00', dates: DATES }],
    ['a time off the grid', { start: '10:10', dates: DATES }],
  ])('with %s is refused on a page', async (_, part) => {
    const page = await member.post('/bookings/series', { ...wish(), ...part });
    expect(page.status).toBe(422);
    expect(await world.database.reader.count(Booking)).toBe(0);
  });

  test.each(['?', '?date=x&repeatTimes=99', '?date=9999-12-31&repeatTimes=60&start=10:00&end=11:00&resourceIds=1'])(
    'with the address %s has a page all the same',
    async (query) => {
      const page = await member.get(`/bookings/series/new${query}`);
      expect(page.status).toBe(200);
    },
  );

  test('is entered by the staff for a member', async () => {
    const page = await manager.postAndFollow('/bookings', wish({ memberId: hanako.id }));
    expect(page.text).toContain('小平 花子');
    const booked = await manager.postAndFollow('/bookings/series', {
      ...wish({ memberId: hanako.id }),
      dates: DATES,
      overLimits: true,
    });
    expect(booked.text).toContain('4回分を予約しました。');
    expect(await world.database.reader.countBy(Booking, { memberId: hanako.id })).toBe(4);
    expect((await member.get(`/bookings/series/new?memberId=${keiko.id}&date=2026-11-24`)).status).toBe(404);
  });
});

import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Booking } from '../../src/bookings/booking.entity.js';
import { CarePlace } from '../../src/childcare/places/care-place.entity.js';
import { CareSlot } from '../../src/childcare/slots/care-slot.entity.js';
import { statementsOf } from '../../src/platform/database/statement-log.js';
import { addDays } from '../../src/platform/time.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { noBookings } from '../support/booking-factories.js';
import {
  addApprovedChild,
  addCareHouse,
  addToRoster,
  CARE_DAY,
  type CareHouse,
  noCare,
} from '../support/care-factories.js';
import { signIn } from '../support/factories.js';
import { addResource } from '../support/venue-factories.js';
import { lastMailTo } from '../support/mails.js';
import type { Answer, Visitor } from '../support/visitor.js';

const DATES = [0, 1, 2, 3].map((week) => addDays(CARE_DAY, 7 * week));
let world: TestApp;
let house: CareHouse;
let desk: Resource;
let mother: Visitor;

beforeAll(async () => {
  world = await startApp();
  house = await addCareHouse(world);
  desk = await addResource(world, house.venue, { name: '席1' });
  mother = await signIn(world, house.mother);
});
afterAll(() => world.close());

/** Childcare on all the dates but the third. */
beforeEach(async () => {
  await noBookings(world);
  await noCare(world);
  for (const date of DATES.filter((_, index) => index !== 2)) {
    await addToRoster(world, await house.open({ date }), house.nurse);
  }
});

const wish = (part: object = {}): Record<string, string | string[] | number[]> => ({
  date: CARE_DAY,
  start: '10:00',
  end: '12:00',
  resourceIds: [desk.id],
  childIds: [house.baby.id, house.toddler.id],
  repeatTimes: '4',
  ...part,
});
const query = (): string => {
  const { resourceIds, childIds, ...rest } = wish();
  const all = [...Object.entries(rest), ['resourceIds', desk.id]].map(([name, value]) => [name, String(value)]);
  const children = [house.baby, house.toddler].map(({ id }) => ['childIds', String(id)]);
  expect([resourceIds, childIds].flat()).toHaveLength(3);
  return new URLSearchParams([...all, ...children] as [string, string][]).toString();
};
const places = async (): Promise<string[]> => {
  const rows = await world.database.reader.find(CarePlace, { where: { status: 'reserved' }, order: { date: 'ASC' } });
  return rows.map(({ date, forStartMinute }) => `${date} ${forStartMinute}`);
};
const twice = (dates: string[], start: number): string[] => dates.flatMap((date) => Array(2).fill(`${date} ${start}`));
const OPEN = DATES.filter((_, index) => index !== 2);

const formOf = async (id: number): Promise<Record<string, string | string[]>> => {
  const { $ } = await mother.get(`/bookings/${id}/edit`);
  const revision = $('[name=revision]').attr('value')!;
  return { date: CARE_DAY, start: '10:00', end: '12:00', resourceIds: [String(desk.id)], revision };
};

test('the list says for each date whether childcare can be had, and what is accepted is booked with it', async () => {
  const list = await mother.get(`/bookings/series/new?${query()}`);
  const rows = list.$('#field-dates li').map((_, one) => list.$(one).text());
  expect(rows.get().map((text) => /保育なし/.test(text))).toEqual([false, false, true, false]);
  expect(rows.get(2)).toContain('保育がありません');
  expect(list.text).toContain('保育 2人');

  const answer = await mother.post('/bookings/series', wish({ seen: 'on', dates: DATES }));
  expect([answer.status, answer.$('#problem-dates, #form-summary').text()]).toEqual([
    422,
    expect.stringContaining('12月8日'),
  ]);
  expect(await world.database.reader.count(Booking)).toBe(0);
  expect(await places()).toEqual([]);

  expect((await mother.post('/bookings/series', wish({ seen: 'on', dates: OPEN }))).status).toBe(303);
  expect(await places()).toEqual(twice(OPEN, 600));
});

test('a change moves all the stays, a date added back has childcare again, a cancellation lets go of all', async () => {
  const { location } = await mother.post('/bookings/series', wish({ seen: 'on', dates: OPEN }));
  const form = await mother.get(`${location}/edit?scope=all&start=13:00&end=14:00&resourceIds=${desk.id}`);
  const stamp = form.$('[name=stamp]').attr('value')!;
  const change = { scope: 'all', start: '13:00', end: '14:00', resourceIds: [desk.id], dates: OPEN, stamp };
  expect((await mother.post(location!, change)).status).toBe(303);
  expect(await places()).toEqual(twice(OPEN, 780));

  const [first] = await world.database.reader.find(Booking, { order: { date: 'ASC' } });
  await mother.post(`/bookings/${first!.id}/cancellation`, {});
  expect(await places()).toEqual(twice(OPEN.slice(1), 780));
  expect((await mother.post(`${location}/occurrences`, { date: OPEN[0]! })).status).toBe(303);
  expect(await places()).toEqual(twice(OPEN, 780));

  await mother.post(`${location}/cancellation`, { scope: 'all' });
  expect(await places()).toEqual([]);
});

test('the page and the letters tell of childcare on each date, also where only some have it', async () => {
  const { location } = await mother.post('/bookings/series', wish({ seen: 'on', dates: OPEN }));
  expect((await lastMailTo(world, house.mother.email)).text).toContain('保育 2人');
  const [first] = await world.database.reader.find(Booking, { order: { date: 'ASC' } });
  await mother.post(`/bookings/${first!.id}`, { ...(await formOf(first!.id)), care: 'on', childIds: [] });
  const page = await mother.get(location!);
  const lines = page.$('ol.list > li').map((_, one) => page.$(one).text());
  expect(lines.get().map((line) => line.includes('保育 2人'))).toEqual([false, true, false, true]);
  const form = await mother.get(`${location}/edit?scope=all&start=13:00&end=14:00&resourceIds=${desk.id}`);
  const stamp = form.$('[name=stamp]').attr('value')!;
  await mother.post(location!, {
    scope: 'all',
    start: '13:00',
    end: '14:00',
    resourceIds: [desk.id],
    dates: OPEN,
    stamp,
  });
  expect((await lastMailTo(world, house.mother.email)).text).toMatch(/席1、保育 2人/);
});

test('children are changed on all coming dates at once, both or neither on each, and on dates added later', async () => {
  const { location } = await mother.post(
    '/bookings/series',
    wish({ seen: 'on', dates: OPEN, childIds: [house.baby.id] }),
  );
  const same = { scope: 'all', start: '10:00', end: '12:00', resourceIds: [desk.id], dates: OPEN, care: 'on' };
  const page = await mother.get(`${location}/edit?scope=all`);
  expect(page.$('[name=childIds]:checked').length).toBe(1);
  const change = async (part: object): Promise<Answer> => {
    const { $ } = await mother.get(`${location}/edit?scope=all`);
    return mother.post(location!, { ...same, stamp: $('[name=stamp]').attr('value')!, ...part });
  };
  expect((await change({ childIds: [house.baby.id, house.toddler.id] })).status).toBe(303);
  expect(await places()).toEqual(twice(OPEN, 600));

  // No place for a third on one of the dates: all stay as they were.
  await world.database.transaction((tx) => tx.update(CareSlot, { date: OPEN[1]! }, { places: 2 }));
  const third = await addApprovedChild(world, house.mother, { name: '小川 みつ' });
  const refused = await change({ childIds: [house.baby.id, house.toddler.id, third.id] });
  expect([refused.status, refused.text.includes('12月1日')]).toEqual([409, true]);
  expect(await places()).toEqual(twice(OPEN, 600));

  expect((await change({ childIds: [] })).status).toBe(303);
  expect(await places()).toEqual([]);
  const [first] = await world.database.reader.find(Booking, { order: { date: 'ASC' } });
  await mother.post(`/bookings/${first!.id}/cancellation`, {});
  await mother.post(`${location}/occurrences`, { date: OPEN[0]! });
  expect(await places()).toEqual([]);
});

test('four dates cost as many statements as two', async () => {
  const count = async (dates: string[]): Promise<number> => {
    await noBookings(world);
    const { statements } = await statementsOf(() => mother.post('/bookings/series', wish({ seen: 'on', dates })));
    expect(await world.database.reader.countBy(Booking, { status: 'booked' })).toBe(dates.length);
    await world.database.transaction((tx) => tx.createQueryBuilder().delete().from(CarePlace).execute());
    return statements.length;
  };
  expect(await count(OPEN)).toBe(await count(OPEN.slice(0, 2)));
});

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { User } from '../../src/accounts/user.entity.js';
import { Closure } from '../../src/venues/closure.entity.js';
import { Occupancy } from '../../src/venues/occupancy.entity.js';
import { ATTRIBUTES, Resource } from '../../src/venues/resource.entity.js';
import type { Venue } from '../../src/venues/venue.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { addBooking, BOOKING_DAY } from '../support/booking-factories.js';
import { addUser, signIn, signInAs } from '../support/factories.js';
import { MOST_STATEMENTS, openCounting } from '../support/statements.js';
import { addResource, addVenue } from '../support/venue-factories.js';
import type { Visitor } from '../support/visitor.js';

let world: TestApp;
let venue: Venue;
let desk: Resource;
let pc: Resource;
let hanako: User;
let member: Visitor;

beforeAll(async () => {
  world = await startApp();
  venue = await addVenue(world);
  const room = await addResource(world, venue, { kind: 'room', name: '窓ぎわ', bookableBy: 'nobody' });
  desk = await addResource(world, venue, { parentId: room.id, name: '席A', attributes: ['monitor'] });
  await addResource(world, venue, { parentId: room.id, name: '席B', position: 2 });
  pc = await addResource(world, venue, { kind: 'pc', name: 'ノートPC', position: 3 });
  hanako = await addUser(world, { name: '田中 花子' });
  member = await signIn(world, hanako);
  await addBooking(world, hanako, [desk.id, pc.id]);
});
afterAll(() => world.close());

const day = (more = ''): string => `/bookings?date=${BOOKING_DAY}${more}`;

test('nobody looks at a day without signing in', async () => {
  const answer = await world.visitor().get(day());
  expect([answer.status, answer.location]).toEqual([303, `/sign-in?next=${encodeURIComponent(day())}`]);
});

test('free stretches are buttons, one a stretch, in rows by room and kind', async () => {
  const { $ } = await (await signInAs(world, 'member')).get(day());
  expect($('h1').text()).toBe('11月24日(火)の空き');
  expect(
    $('.grid .group b')
      .map((_, one) => $(one).text())
      .get(),
  ).toEqual(['窓ぎわ', 'パソコン']);
  expect(
    $('.grid button[name=at]')
      .map((_, one) => `${$(one).val()} ${$(one).text()}`)
      .get()
      .slice(0, 3),
  ).toEqual([`${desk.id}.540 09:00–10:00`, `${desk.id}.720 12:00–17:00`, `${desk.id + 1}.540 09:00–17:00`]);
});

test('what is taken has no name on it for other members; her own booking is named and leads to it', async () => {
  const other = await (await signInAs(world, 'member')).get(day());
  expect(other.text).toContain('予約済');
  expect(other.body).not.toContain('花子さん');
  expect(other.body).not.toContain('田中');
  expect(other.$('.grid a')).toHaveLength(0);

  const { $ } = await member.get(day());
  expect(
    $('.grid td.own a')
      .map((_, one) => $(one).text())
      .get(),
  ).toEqual(['10:00–12:00 自分の予約', '10:00–12:00 自分の予約']);
  expect($('.own-day a').text()).toBe('10:00–12:00 席A、ノートPC');
  expect($('.own-day a').attr('href')).toMatch(/^\/bookings\/\d+$/);
});

test('the staff see whose it is, with the way to the booking', async () => {
  const { $ } = await (await signInAs(world, 'manager')).get(day());
  expect($('.grid td.other a').first().text()).toBe('10:00–12:00 田中 花子');
  expect($('.grid td.other a').first().attr('href')).toMatch(/^\/bookings\/\d+$/);
});

test('a button alone leads to the form with what it says', async () => {
  const { location } = await member.get(`/bookings/choice?date=${BOOKING_DAY}&at=${desk.id}.720`);
  expect(location).toBe(`/bookings/new?date=${BOOKING_DAY}&start=12%3A00&resourceIds=${desk.id}`);
  const whole = await member.get(`/bookings/choice?date=${BOOKING_DAY}&at=${desk.id}.720.780`);
  expect(whole.location).toBe(`/bookings/new?date=${BOOKING_DAY}&start=12%3A00&end=13%3A00&resourceIds=${desk.id}`);
  expect((await member.get(`/bookings/choice?date=${BOOKING_DAY}&at=nonsense`)).location).toBe(day());
  expect((await member.get('/bookings/choice?date=x')).location).toBe('/bookings');
});

test('holidays are named in the strip, and a shut day says why and leads to the next', async () => {
  const { $, text } = await member.get('/bookings?date=2026-11-23');
  expect($('.day-notes').text()).toContain('11月23日(月) 勤労感謝の日（お休み）');
  expect(text).toContain('11月23日(月)は祝日（勤労感謝の日）でお休みです。');
  expect($('.empty a').attr('href')).toBe(day());
  expect($('.days [aria-current=date] .mark').text()).toBe('休み');
});

test('a closure shows its reason on the day and in the strip', async () => {
  const closure = { venueId: venue.id, resourceId: null, startMinute: null, endMinute: null, yearly: false };
  const save = (more: object): Promise<unknown> =>
    world.database.transaction((tx) => tx.save(tx.create(Closure, { ...closure, ...more } as Closure)));
  await save({ fromDate: '2026-12-01', toDate: '2026-12-01', reason: '床の張り替え' });
  await save({ fromDate: '2026-12-02', toDate: '2026-12-02', startMinute: 780, endMinute: 900, reason: '避難訓練' });
  const shut = await member.get('/bookings?date=2026-12-01');
  expect(shut.$('.empty').text()).toContain('「床の張り替え」のためお休みです');
  expect(shut.$('.day-notes').text()).toContain('12月1日(火) お休み（床の張り替え）');
  const partly = await member.get('/bookings?date=2026-12-02');
  expect(partly.$('.day-notes').text()).toContain('12月2日(水) 13:00–15:00は利用できません（避難訓練）');
  expect(partly.$('.grid td.closed').first().text()).toBe('避難訓練');
});

test('a day without a free desk is full, in the strip too, and leads to the next', async () => {
  for (const id of [desk.id, desk.id + 1]) {
    await addBooking(world, await addUser(world), [id], { date: '2026-12-07', start: 540, end: 1020 });
  }
  const { $ } = await member.get('/bookings?date=2026-12-07');
  expect($('.days [aria-current=date] .mark').text()).toBe('満席');
  expect($('.note.warn').text()).toContain('満席です');
  expect($('.note.warn a').attr('href')).toBe('/bookings?date=2026-12-08');
  expect((await member.get('/bookings?date=2026-12-09')).$('.days a').first().find('.mark').text()).toBe('満席');
});

test.each(['2026-02-30', 'abc', '', '0001-01-01', '9999-12-31'])(
  'asked for %j it shows today and says so',
  async (date) => {
    const { status, $ } = await member.get(`/bookings?date=${date}`);
    expect([status, $('h1').text()]).toEqual([422, '11月21日(土)の空き']);
    expect($('[role=alert]').text()).toContain('日付が正しくない');
  },
);

test('whatever else stands in the address does no harm', async () => {
  for (const query of [
    '&date=2026-11-25',
    '&attributes=x&attributes=monitor',
    '&start=99:99&end=a',
    '&attributes[a]=1',
  ]) {
    expect((await member.get(day(query))).status).toBeLessThan(500);
  }
  for (const id of ['0', '-1', 'abc', '999', '99999999999']) {
    expect((await member.get(day(`&venue=${id}`))).status).toBe(404);
  }
});

test('days gone by and days too far ahead can be looked at, not booked', async () => {
  for (const date of ['2026-11-20', '2027-01-25']) {
    const { status, $ } = await member.get(`/bookings?date=${date}`);
    expect([status, $('.grid button').length, $('.note.warn').length]).toEqual([200, 0, 1]);
  }
});

test('an address that is not confirmed is told so before she chooses', async () => {
  const visitor = await signIn(world, await addUser(world, { emailConfirmedAt: null }));
  const { $ } = await visitor.get(day());
  expect($('main form.note[action="/email-confirmation"]')).toHaveLength(1);
  expect($('.grid button')).toHaveLength(0);
});

test('a filter leaves what fits, and says so when nothing does', async () => {
  const names = async (query: string): Promise<string[]> => {
    const { $ } = await member.get(day(query));
    return $('.grid tbody tr:not(.group) th b')
      .map((_, one) => $(one).text())
      .get();
  };
  expect(await names('&attributes=monitor')).toEqual(['席A', 'ノートPC']);
  expect(await names('&start=10:00&end=11:00')).toEqual(['席B']);
  const { $ } = await member.get(day('&start=08:00&end=09:00'));
  expect($('.empty').text()).toContain('条件に合う空きがありません');
  expect($('.empty a').attr('href')).toBe(day());
});

test('the calendar shows a month of marks, each a way to its day', async () => {
  const { status, $ } = await member.get(`/bookings/calendar?month=2026-11&date=${BOOKING_DAY}`);
  expect(status).toBe(200);
  expect($('.days a')).toHaveLength(30);
  expect($('.days [aria-current=date]').attr('href')).toBe(day());
  expect($(`.days a[href="/bookings?date=2026-11-23"]`).text()).toContain('休み');
  expect((await member.get('/bookings/calendar?month=2026-99&venue=7')).status).toBe(404);
  expect((await member.get('/bookings/calendar?month=x')).$('.pager b').text()).toBe('2026年11月');
});

test('it speaks English', async () => {
  const visitor = await signIn(world, hanako);
  await visitor.post('/language', { language: 'en', back: '/' });
  const { $, text } = await visitor.get(day());
  expect($('h1').text()).toBe('Free on Tue 24 November');
  expect(text).toContain('Your booking');
  expect(
    text
      .match(/[\p{Script=Hiragana}\p{Script=Katakana}]{2,}/gu)!
      .every((word) => '日本語 すだち ノート 窓ぎわ'.includes(word)),
  ).toBe(true);
});

test('several places can be chosen from, each with an address of its own', async () => {
  const second = await addVenue(world, { name: 'たねまき', position: 2, openingHours: [] });
  const { $ } = await member.get(day());
  expect($('.venues [aria-current]').text()).toBe('すだち');
  const there = await member.get($('.venues a').last().attr('href')!);
  expect(there.$('.venues [aria-current]').text()).toBe('たねまき');
  expect(there.$('.days a').first().attr('href')).toBe(`/bookings?date=2026-11-23&venue=${second.id}`);
  expect(there.text).toContain('11月24日(火)は定休日です。');
});

/** Things with five bookings each, beginning at different times. */
async function fill(place: Venue, from: number, to: number): Promise<void> {
  const numbers = Array.from({ length: to - from }, (_, index) => from + index);
  await world.database.transaction(async (tx) => {
    const resources = numbers.map((n) => ({
      ...desk,
      id: undefined,
      venueId: place.id,
      parentId: null,
      kind: n % 4 === 3 ? ('pc' as const) : ('desk' as const),
      name: `カウンター ${n}`,
      attributes: ATTRIBUTES.slice(0, n % 6),
      position: n,
    }));
    const saved = await tx.save(Resource, resources, { chunk: 100 });
    const rows = saved.flatMap(({ id }, index) =>
      [0, 1, 2, 3, 4].map((slot) => {
        const startMinute = 540 + slot * 90 + (index % 3) * 30;
        const stretch = { startMinute, endMinute: startMinute + 30 };
        return { resourceId: id, date: BOOKING_DAY, ...stretch, sourceKind: 'session', sourceId: 1 };
      }),
    );
    for (let at = 0; at < rows.length; at += 500) await tx.insert(Occupancy, rows.slice(at, at + 500));
  });
}

test('60 things on a busy day are told in 60 KB, 500 in as many statements', async () => {
  const busy = await addVenue(world, { name: 'いっぱい', position: 3 });
  const look = () => openCounting(member, day(`&venue=${busy.id}`));
  await fill(busy, 0, 60);
  const { answer, statements } = await look();
  expect(answer.$('.grid tbody tr:not(.group)')).toHaveLength(60);
  expect(Buffer.byteLength(answer.body)).toBeLessThanOrEqual(60_000);
  expect(statements.length).toBeLessThanOrEqual(MOST_STATEMENTS);
  await fill(busy, 60, 500);
  const larger = await look();
  expect(larger.answer.$('.grid tbody tr:not(.group)')).toHaveLength(500);
  expect(larger.statements).toHaveLength(statements.length);
  const month = await openCounting(member, `/bookings/calendar?month=2026-11&venue=${busy.id}`);
  expect(month.statements.length).toBeLessThanOrEqual(MOST_STATEMENTS);
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { User } from '../../src/accounts/user.entity.js';
import { BookingChange } from '../../src/bookings/booking-change.entity.js';
import { AuditEntry } from '../../src/platform/audit/audit-entry.entity.js';
import { paths } from '../../src/platform/paths.js';
import { Retention } from '../../src/platform/personal-data/retention.js';
import { Booking } from '../../src/bookings/booking.entity.js';
import { BookingResource } from '../../src/bookings/booking-resource.entity.js';
import { clockText } from '../../src/platform/time.js';
import { Occupancy } from '../../src/venues/occupancy.entity.js';
import { Resource } from '../../src/venues/resource.entity.js';
import type { Venue } from '../../src/venues/venue.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { addBooking, BOOKING_DAY } from '../support/booking-factories.js';
import { addUser, signIn } from '../support/factories.js';
import { MOST_STATEMENTS, openCounting } from '../support/statements.js';
import { addResource, addVenue } from '../support/venue-factories.js';
import type { Visitor } from '../support/visitor.js';

let world: TestApp;
let venue: Venue;
let desk: Resource;
let hanako: User;
let member: Visitor, manager: Visitor;
let booking: Booking;

beforeAll(async () => {
  world = await startApp();
  venue = await addVenue(world);
  desk = await addResource(world, venue);
  hanako = await addUser(world, { name: '小平 花子', kana: 'コダイラ ハナコ' });
  member = await signIn(world, hanako);
  manager = await signIn(world, await addUser(world, { roles: ['manager'] }));
  booking = await addBooking(world, hanako, [desk.id]);
});
afterAll(() => world.close());

const PAGES: [string, () => Visitor, () => string][] = [
  ['the blank form', () => member, () => '/bookings/new'],
  [
    'a form with a wish',
    () => member,
    () => `/bookings/new?date=${BOOKING_DAY}&start=10:00&end=11:00&resourceIds=${desk.id}`,
  ],
  [
    'a form for a member',
    () => manager,
    () => `/bookings/new?memberId=${hanako.id}&date=${BOOKING_DAY}&resourceIds=${desk.id}`,
  ],
  ['a booking', () => member, () => `/bookings/${booking.id}`],
  ['a booking, for the staff', () => manager, () => `/bookings/${booking.id}`],
  ['the form that changes it', () => member, () => `/bookings/${booking.id}/edit`],
  ['the form that changes it, for a manager', () => manager, () => `/bookings/${booking.id}/edit`],
  ['the cancellation', () => manager, () => `/bookings/${booking.id}/cancellation`],
  ['own bookings', () => member, () => '/me/bookings'],
  ['all bookings of a day', () => manager, () => `/manage/bookings?date=${BOOKING_DAY}`],
  ['all bookings of a name', () => manager, () => '/manage/bookings?q=%E3%82%B3&date=2026-01-01&page=2'],
  ['the choice of a member', () => manager, () => '/manage/bookings/new?q=%E3%82%B3'],
];

async function mustKeepToBudget(): Promise<void> {
  for (const [name, who, url] of PAGES) {
    const { answer, statements } = await openCounting(who(), url());
    expect([name, answer.status]).toEqual([name, 200]);
    expect([name, statements.length <= MOST_STATEMENTS, statements]).toEqual([name, true, statements]);
  }
}

describe('every page costs at most eight statements', () => {
  test('with a small house', mustKeepToBudget);

  test('with 500 resources and many bookings', async () => {
    await world.database.transaction(async (tx) => {
      const { id: _, ...like } = desk;
      await tx.insert(
        Resource,
        Array.from({ length: 499 }, (_, n) => ({ ...like, name: `席${n + 2}`, position: n + 2 })),
      );
      const resources = await tx.findBy(Resource, { venueId: venue.id });
      const { id: __, ...as } = booking;
      for (let n = 0; n < 300; n += 1) {
        const at = { startMinute: 780 + (n % 4) * 60, endMinute: 840 + (n % 4) * 60 };
        const one = await tx.save(tx.create(Booking, { ...as, ...at }));
        const resourceId = resources[100 + n]!.id;
        await tx.insert(BookingResource, { bookingId: one.id, resourceId });
        await tx.insert(Occupancy, { resourceId, date: BOOKING_DAY, ...at, sourceKind: 'booking', sourceId: one.id });
      }
    });
    await mustKeepToBudget();
  });
});

describe('whatever stands in the address, the page is there or is not', () => {
  test.each([
    '/bookings/new?date=2026-02-30&start=25:00&end=x&resourceIds=0&resourceIds=99999999999&resourceIds=a',
    '/bookings/new?date=9999-12-31',
    '/bookings/new?date=0001-01-01',
    '/bookings/new?date=2026-11-24&date=2026-11-25&start=10:00&start=11:00',
    '/bookings/new?resourceIds=%00&purpose=%00&memberId=%00',
    `/bookings/new?${'resourceIds=1&'.repeat(500)}`,
    '/bookings/new?resourceIds[]=1&date[x]=1&__proto__=1&constructor=1',
    '/me/bookings?past=-1',
    '/me/bookings?past=999999',
    '/me/bookings?past=1e9',
  ])('%s', async (url) => {
    expect((await member.get(url)).status).toBe(200);
  });

  test.each(['0', '-1', '99999999999', '1.5', 'x', '%00', '%F0%9F%98%80', '..%2F..%2Fme'])(
    'booking %s is not there',
    async (id) => {
      for (const url of [`/bookings/${id}`, `/bookings/${id}/edit`, `/bookings/${id}/cancellation`]) {
        expect([404, 400]).toContain((await member.get(url)).status);
        expect([404, 400]).toContain((await member.post(url.replace('/edit', ''), { reason: '1' })).status);
      }
    },
  );

  test.each(['q=%00', 'q=%25_!', 'date=x&page=0&venueId=x&memberId=x', 'q=' + 'あ'.repeat(300), 'q=a&q=b'])(
    '/manage/bookings?%s',
    async (query) => {
      expect((await manager.get(`/manage/bookings?${query}`)).status).toBe(200);
      expect((await manager.get(`/manage/bookings/new?${query}`)).status).toBe(200);
    },
  );
});

describe('whatever a form says, it is taken or refused', () => {
  const wish = { date: '2026-11-25', start: '10:00', end: '11:00' };
  test.each<[string, Record<string, string | string[]>]>([
    ['nothing', {}],
    ['empty fields', { date: '', start: '', end: '', resourceIds: '' }],
    ['NUL in the purpose', { ...wish, resourceIds: '1', purpose: 'a\u0000b' }],
    ['NUL in the date', { ...wish, date: '2026-11-25\u0000', resourceIds: '1' }],
    ['dates twice', { ...wish, date: ['2026-11-25', '2026-11-26'], resourceIds: '1' }],
    ['an id beyond the integers', { ...wish, resourceIds: '99999999999999999999' }],
    ['an id that is not there', { ...wish, resourceIds: '2147483647' }],
    ['an id that is none', { ...wish, resourceIds: ['1', 'x'] }],
    ['a thousand ids', { ...wish, resourceIds: Array.from({ length: 1000 }, (_, n) => String(n + 1)) }],
    ['25:00', { ...wish, end: '25:00', resourceIds: '1' }],
    ['10:60', { ...wish, end: '10:60', resourceIds: '1' }],
    ['30 February', { ...wish, date: '2026-02-30', resourceIds: '1' }],
    ['the year 9999', { ...wish, date: '9999-12-31', resourceIds: '1' }],
    ['the year -271821', { ...wish, date: '-271821-04-20', resourceIds: '1' }],
    ['a purpose without end', { ...wish, resourceIds: '1', purpose: 'あ'.repeat(5000) }],
    ['a member that is none', { ...wish, resourceIds: '1', memberId: 'x' }],
  ])('%s', async (_, form) => {
    for (const [who, url] of [
      [member, '/bookings'],
      [manager, '/bookings'],
      [member, `/bookings/${booking.id}`],
    ] as const) {
      const answer = await who.post(url, form);
      expect(answer.status).toBe(422);
      expect(answer.$('#form-summary li').length).toBeGreaterThan(0);
    }
  });

  test('the same thing ticked twice is one thing', async () => {
    const answer = await member.post('/bookings', { ...wish, resourceIds: [desk.id, desk.id] });
    expect(answer.status).toBe(303);
  });

  test('fields of which it knows nothing are left aside', async () => {
    const answer = await member.post('/bookings', {
      ...wish,
      start: '11:00',
      end: clockText(720),
      resourceIds: desk.id,
      dogIds: '1',
    });
    expect(answer.status).toBe(303);
  });

  test.each(['x', '0', '-1', '99999999999', ['1', 'x']])(
    'a child %j that is none is refused at its field',
    async (childIds) => {
      const answer = await member.post('/bookings', { ...wish, resourceIds: desk.id, childIds });
      expect([answer.status, answer.$('#problem-childIds').length]).toEqual([422, 1]);
    },
  );

  test('a date to repeat until that is no date is told at its field', async () => {
    const answer = await member.post('/bookings', { ...wish, resourceIds: desk.id, repeatUntil: 'x' });
    expect(answer.status).toBe(422);
    expect(answer.$('#form-summary').text()).toContain('日付');
  });

  test('a megabyte is too much', async () => {
    const answer = await member.post('/bookings', { ...wish, resourceIds: '1', purpose: 'x'.repeat(1_100_000) });
    expect(answer.status).toBe(413);
  });
});

test('why the staff moved a booking stands on its page, for the staff; once its time is over it is gone', async () => {
  const moved = await addBooking(world, hanako, [desk.id], { date: BOOKING_DAY, start: 900, end: 960 });
  const when = { date: BOOKING_DAY, start: '16:00', end: '17:00', resourceIds: String(desk.id), revision: '0' };
  const reason = '15時から配線の工事をするため';
  expect((await manager.post(paths.booking(moved.id), { ...when, reason })).status).toBe(303);
  const shown = await manager.get(paths.booking(moved.id));
  expect(shown.$('#changes').next().text()).toMatch(new RegExp(`変更前: .*理由: ${reason}`));
  expect((await member.get(paths.booking(moved.id))).text).not.toContain(reason);
  const trail = await world.database.reader.findBy(AuditEntry, { subjectKind: 'booking', subjectId: moved.id });
  expect(JSON.stringify(trail)).not.toContain('配線');

  const before = world.clock.now();
  world.clock.setTo('2032-04-02', 540);
  const due = (await world.get(Retention).due()).find(({ kind }) => kind === 'purposes')!;
  expect(due.ids).toContain(moved.id);
  await world.get(Retention).run();
  expect(await world.database.reader.findBy(BookingChange, { bookingId: moved.id })).toMatchObject([{ reason: '' }]);
  world.clock.set(before);
});

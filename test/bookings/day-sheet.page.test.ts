import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { User } from '../../src/accounts/user.entity.js';
import { Booking } from '../../src/bookings/booking.entity.js';
import { CheckInService } from '../../src/bookings/check-in/check-in.service.js';
import { NoShows } from '../../src/bookings/check-in/no-shows.service.js';
import { daySheet } from '../../src/bookings/desk/day-sheet.js';
import { paths } from '../../src/platform/paths.js';
import { clockText, minuteAt, momentAt } from '../../src/platform/time.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import type { Venue } from '../../src/venues/venue.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { addBooking, BOOKING_DAY, noBookings } from '../support/booking-factories.js';
import { addUser, signIn, signInAs } from '../support/factories.js';
import { MOST_STATEMENTS, openCounting } from '../support/statements.js';
import { addResource, addVenue } from '../support/venue-factories.js';
import type { Visitor } from '../support/visitor.js';

let world: TestApp;
let venue: Venue;
let desk: Resource, pc: Resource;
let hanako: User, keiko: User;
let supporter: Visitor, member: Visitor;

beforeAll(async () => {
  world = await startApp();
  venue = await addVenue(world);
  desk = await addResource(world, venue);
  pc = await addResource(world, venue, { kind: 'pc', name: 'PC1', position: 2 });
  hanako = await addUser(world, { name: '小平 花子', kana: 'コダイラ ハナコ' });
  keiko = await addUser(world, { name: '小川 恵子', kana: 'オガワ ケイコ' });
  supporter = await signInAs(world, 'supporter');
  member = await signIn(world, hanako);
});
afterAll(() => world.close());
beforeEach(async () => {
  await noBookings(world);
  world.clock.setTo('2026-11-21', 540);
});

/** Who came when, by id. */
async function arrivals(): Promise<[string, string | null, string | null][]> {
  const all = await world.database.reader.find(Booking, { order: { id: 'ASC' } });
  return all.map(({ status, checkedInAt, checkInByKind }) => [
    status,
    checkedInAt && clockText(minuteAt(checkedInAt)),
    checkInByKind,
  ]);
}

describe('the day sheet', () => {
  const query = () => paths.daySheet({ date: BOOKING_DAY, venueId: venue.id });

  test('is a PDF for the desk alone, within its statements', async () => {
    await addBooking(world, hanako, [desk.id, pc.id]);
    const { answer, statements } = await openCounting(supporter, query());
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/pdf']);
    expect(answer.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(statements.length).toBeLessThanOrEqual(MOST_STATEMENTS);
    expect((await member.get(query())).status).toBe(403);
    expect((await supporter.get(paths.daySheet({ date: 'x' }))).status).toBe(200);
  });

  test('has a line for each thing, in the order of the house, without what was given free', () => {
    const row = { id: 1, memberId: 1, checkedInAt: null, noShowAt: null, note: null, kana: 'カナ', careCount: 0 };
    const sheet = daySheet(
      {
        date: BOOKING_DAY,
        venue,
        resources: [desk, pc],
        rows: [
          { ...row, name: '一', startMinute: 540, endMinute: 600, status: 'booked', names: ['席1', 'PC1'] },
          { ...row, name: '二', startMinute: 600, endMinute: 660, status: 'booked', names: ['席1'] },
          { ...row, name: '三', startMinute: 660, endMinute: 720, status: 'no_show', names: ['席1'] },
        ],
        madeAt: momentAt(BOOKING_DAY, 500),
      },
      'ja',
    );
    expect(sheet).toMatchObject({
      title: '日報',
      day: '令和8年11月24日(火)',
      made: '作成: 2026年11月24日(火) 08:20',
      lines: [
        ['席1', '09:00–10:00', '一\nカナ'],
        ['席1', '10:00–11:00', '二\nカナ'],
        ['PC1', '09:00–10:00', '一\nカナ'],
      ],
    });
  });
});

describe('taking it over afterwards', () => {
  const form = (part: object) => ({ date: BOOKING_DAY, venueId: venue.id, ...part });
  const walkIn = { member1: '恵子', resource1: () => pc.id, start1: '13:00', end1: '15:00' };

  test('notes who came with the times of the paper, once, though it is sent twice', async () => {
    const first = await addBooking(world, hanako, [desk.id]);
    const second = await addBooking(world, keiko, [desk.id], { start: 720, end: 780 });
    world.clock.setTo('2026-11-25', 560);
    const page = await supporter.get(paths.quickEntry({ date: BOOKING_DAY, venueId: venue.id }));
    expect(page.$('[name=came]').length).toBe(2);
    const sent = form({
      came: [first.id],
      [`at${first.id}`]: '10:07',
      [`at${second.id}`]: '12:00',
      ...walkIn,
      resource1: pc.id,
    });
    const done = await supporter.postAndFollow(paths.quickEntry(), sent);
    expect(done.text).toContain('来館を記録しました（新しく2件）。');
    expect((await supporter.postAndFollow(paths.quickEntry(), sent)).text).toContain('（新しく0件）');
    expect(await arrivals()).toEqual([
      ['booked', '10:07', 'entry'],
      ['booked', null, null],
      ['booked', '13:00', 'entry'],
    ]);
  });

  test('counts who was given up because nobody could check her in', async () => {
    const seen = await addBooking(world, keiko, [pc.id], { date: '2026-11-21' });
    world.clock.setTo('2026-11-21', 600);
    await world.get(CheckInService).checkIn(seen.id, { actorId: keiko.id, kind: 'staff' });
    const { id } = await addBooking(world, hanako, [desk.id]);
    world.clock.setTo(BOOKING_DAY, 630);
    expect(await world.get(NoShows).sweep()).toBe(1);
    world.clock.setTo(BOOKING_DAY, 800);
    await supporter.post(paths.quickEntry(), form({ came: [id], [`at${id}`]: '10:02' }));
    expect((await arrivals()).at(-1)).toEqual(['booked', '10:02', 'entry']);
  });

  test.each<[string, Record<string, string | number>, string]>([
    ['a time to come', { at: '11:30' }, 'これからの時刻です'],
    ['a time before anybody is let in', { at: '08:00' }, '09:30から受付できます'],
    ['no time', { at: '' }, '時刻'],
    [
      'a walk-in whom nobody knows',
      { at: '10:00', member1: '存在しない', start1: '10:00', end1: '10:30' },
      '会員が見つかりません',
    ],
    [
      'a walk-in of two by one name',
      { at: '10:00', member1: '小', start1: '10:00', end1: '10:30' },
      'メールアドレスで',
    ],
    [
      'a walk-in that ends before it starts',
      { at: '10:00', member1: '恵子', start1: '10:30', end1: '10:00' },
      '終了は開始より',
    ],
  ])('refuses %s, keeps the words and notes nothing', async (_, { at, ...more }, words) => {
    const { id } = await addBooking(world, hanako, [desk.id]);
    world.clock.setTo(BOOKING_DAY, 660);
    const values = form({ came: [id], [`at${id}`]: at, resource1: pc.id, ...more });
    const answer = await supporter.post(paths.quickEntry(), values);
    expect([answer.status, answer.text.includes(words)]).toEqual([422, true]);
    expect(answer.$(`[name=at${id}]`).attr('value')).toBe(at);
    expect(answer.$(`[name=came]`).attr('checked')).toBeDefined();
    expect(await arrivals()).toEqual([['booked', null, null]]);
  });

  test('is for the desk alone', async () => {
    expect((await member.get(paths.quickEntry())).status).toBe(403);
    expect((await member.post(paths.quickEntry(), form({}))).status).toBe(403);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { User } from '../../src/accounts/user.entity.js';
import { MemberCodes } from '../../src/accounts/members/member-codes.js';
import { CheckInCodes } from '../../src/bookings/check-in/check-in-codes.js';
import { NoShows } from '../../src/bookings/check-in/no-shows.service.js';
import { Booking } from '../../src/bookings/booking.entity.js';
import { paths } from '../../src/platform/paths.js';
import type { Role } from '../../src/platform/web/roles.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import { Venue } from '../../src/venues/venue.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { addBooking, BOOKING_DAY, deedsIn, noBookings } from '../support/booking-factories.js';
import { addUser, signIn, signInAs } from '../support/factories.js';
import { MOST_STATEMENTS, openCounting } from '../support/statements.js';
import { addResource, addVenue } from '../support/venue-factories.js';
import type { Visitor } from '../support/visitor.js';

let world: TestApp;
let venue: Venue;
let desk: Resource, other: Resource;
let hanako: User, keiko: User;
let member: Visitor, rival: Visitor, supporter: Visitor;

beforeAll(async () => {
  world = await startApp();
  venue = await addVenue(world);
  desk = await addResource(world, venue);
  other = await addResource(world, venue, { name: '席2', position: 2 });
  hanako = await addUser(world, { name: '小平 花子', kana: 'コダイラ ハナコ' });
  keiko = await addUser(world, { name: '小川 恵子', kana: 'オガワ ケイコ' });
  member = await signIn(world, hanako);
  rival = await signIn(world, keiko);
  supporter = await signInAs(world, 'supporter');
});
afterAll(() => world.close());
beforeEach(async () => {
  await noBookings(world);
  world.clock.setTo('2026-11-21', 540);
});

const onTheDay = async (minute = 600): Promise<Booking> => {
  const booking = await addBooking(world, hanako, [desk.id]);
  world.clock.setTo(BOOKING_DAY, minute);
  return booking;
};
const codeOf = (booking: Booking): string => world.get(CheckInCodes).codeOf(booking.id);
const fresh = ({ id }: Booking): Promise<Booking> => world.database.reader.findOneByOrFail(Booking, { id });

describe('who may', () => {
  const routes = (id: number, memberId: number): [string, string][] => [
    ['GET', paths.desk()],
    ['GET', paths.walkIn()],
    ['GET', paths.deskNote(memberId)],
    ['POST', paths.deskScans()],
    ['POST', paths.arrival(id)],
    ['POST', paths.arrivalUndoing(id)],
    ['POST', paths.noShowUndoing(id)],
    ['POST', paths.walkIn()],
    ['POST', paths.deskNote(memberId)],
  ];
  test.each<[Role, boolean]>([
    ['member', false],
    ['trainer', false],
    ['childcare', false],
    ['officer', false],
    ['editor', false],
    ['supporter', true],
    ['manager', true],
    ['admin', true],
  ])('%s at the desk: %s', async (role, allowed) => {
    const booking = await onTheDay();
    const visitor = await signInAs(world, role);
    for (const [method, path] of routes(booking.id, hanako.id)) {
      const { status } = method === 'GET' ? await visitor.get(path) : await visitor.post(path);
      expect([method, path, status === 403]).toEqual([method, path, !allowed]);
    }
  });
});

describe('the code', () => {
  test('shows the member her booking and what to do; only the desk checks her in', async () => {
    const booking = await onTheDay();
    const page = await member.get(paths.checkIn(codeOf(booking)));
    expect(page.text).toContain('この画面を窓口でお見せください');
    expect(page.$('main form button').length).toBe(0);
    expect((await member.post(paths.checkIn(codeOf(booking)))).status).toBe(403);
    const picture = await member.get(paths.checkInCode(booking.id));
    expect([picture.headers['content-type'], picture.body.includes('<svg')]).toEqual(['image/svg+xml', true]);
    expect((await rival.get(paths.checkInCode(booking.id))).status).toBe(404);
    expect((await rival.get(paths.checkIn(codeOf(booking)))).status).toBe(404);
    expect((await supporter.get(paths.checkIn(`${codeOf(booking)}x`))).status).toBe(404);
  });

  test('lets the member check herself in where the venue wants it so', async () => {
    const booking = await onTheDay(500);
    await world.database.transaction((tx) => tx.update(Venue, venue.id, { selfCheckIn: true }));
    expect((await member.get(paths.checkIn(codeOf(booking)))).text).toContain('09:30から受付できます');
    expect((await member.post(paths.checkIn(codeOf(booking)))).status).toBe(409);
    world.clock.setTo(BOOKING_DAY, 575);
    const done = await member.postAndFollow(paths.checkIn(codeOf(booking)));
    expect(done.text).toContain('受付しました。');
    expect(await fresh(booking)).toMatchObject({ checkInByKind: 'self', checkedInBy: hanako.id });
    await world.database.transaction((tx) => tx.update(Venue, venue.id, { selfCheckIn: false }));
  });

  test('is one tap for the desk, and looking at it changes nothing', async () => {
    const booking = await onTheDay();
    const page = await supporter.get(paths.checkIn(codeOf(booking)));
    expect(page.text).toContain('小平 花子');
    expect((await fresh(booking)).checkedInAt).toBeNull();
    expect((await supporter.postAndFollow(paths.checkIn(codeOf(booking)))).text).toContain('受付しました。');
    expect((await supporter.postAndFollow(paths.checkIn(codeOf(booking)))).text).toContain('受付は済んでいます。');
  });
});

describe('the desk', () => {
  test('shows the day by time, who is here and who is not, within its statements', async () => {
    await addBooking(world, keiko, [other.id], { start: 540, end: 570 });
    const booking = await onTheDay(590);
    const done = await supporter.postAndFollow(paths.arrival(booking.id));
    expect(done.text).toContain('小平 花子さんの受付をしました。');
    const { answer, statements } = await openCounting(supporter, paths.desk());
    expect(statements.length).toBeLessThanOrEqual(MOST_STATEMENTS);
    const lines = answer.$('.booking-line').map((_, line) => answer.$(line).find('.status').text());
    expect(lines.get()).toEqual(['受付なし', '利用中']);
    expect(answer.$('.desk-counts').text().replace(/\s+/g, ' ')).toBe('0 これから 1 利用中 0 利用済み 1 来館なし');
    const undone = await supporter.postAndFollow(paths.arrivalUndoing(booking.id));
    expect(undone.text).toContain('小平 花子さんの受付を取り消しました。');
  });

  test('finds people by name, kana or mail', async () => {
    await addBooking(world, keiko, [other.id]);
    await onTheDay();
    for (const q of ['花子', 'こだいら', hanako.email]) {
      const found = await supporter.get(paths.desk({ q }));
      expect([q, found.$('.booking-line').length, found.text.includes('小川 恵子')]).toEqual([q, 1, false]);
    }
  });

  test('takes a code, and says what is wrong with one', async () => {
    const booking = await onTheDay();
    const scanned = await supporter.postAndFollow(paths.deskScans(), { code: `http://x/check-in/${codeOf(booking)}` });
    expect(scanned.text).toContain('小平 花子さんの受付をしました。');
    const unknown = await supporter.post(paths.deskScans(), { code: 'qqq' });
    expect([unknown.status, unknown.text.includes('コードが読み取れません')]).toEqual([409, true]);
    const own = await supporter.postAndFollow(paths.deskScans(), { code: world.get(MemberCodes).codeOf(hanako.id) });
    expect(own.text).toContain('小平 花子さんの受付は、もう済んでいます。');
    const idle = await supporter.post(paths.deskScans(), { code: world.get(MemberCodes).codeOf(keiko.id) });
    expect([idle.status, idle.text.includes('今日の予約は見つかりません')]).toEqual([409, true]);
    const elsewhere = await addVenue(world, { name: '別館', position: 9 });
    const there = await supporter.post(paths.deskScans(), { code: codeOf(booking), venueId: elsewhere.id });
    expect([there.status, there.text.includes('この予約は「すだち」のものです')]).toEqual([409, true]);
  });

  test('restores a booking that was given free', async () => {
    await world.get(NoShows).sweep();
    const first = await addBooking(world, keiko, [other.id], { date: '2026-11-21' });
    world.clock.setTo('2026-11-21', 600);
    await supporter.post(paths.arrival(first.id));
    world.clock.setTo('2026-11-21', 601);
    const booking = await onTheDay(630);
    expect(await world.get(NoShows).sweep()).toBe(1);
    expect((await supporter.get(paths.desk())).text).toContain('来館なし（席を空けました）');
    expect((await supporter.postAndFollow(paths.noShowUndoing(booking.id))).text).toContain('予約を元に戻しました');
    expect((await member.get(paths.booking(booking.id))).text).toContain('利用中');
  });
});

describe('somebody without a booking', () => {
  test('is found, given what is free now, and checked in at once', async () => {
    await onTheDay(610);
    const page = await supporter.get(paths.walkIn({ q: '恵子', venueId: venue.id }));
    const desks = page.$('[name=resourceId] option').map((_, one) => page.$(one).text());
    expect(desks.get()).toEqual(['席2（17:00まで空き）']);
    const form = { memberId: keiko.id, resourceId: other.id, end: '12:00', venueId: venue.id };
    const done = await supporter.postAndFollow(paths.walkIn(), form);
    expect(done.text).toContain('小川 恵子さんの予約を入れ、受付しました。');
    await supporter.post(paths.walkIn(), form);
    const booked = await world.database.reader.findBy(Booking, { memberId: keiko.id });
    expect(booked).toMatchObject([{ startMinute: 600, endMinute: 720, checkInByKind: 'staff' }]);
  });

  test('is neither booked nor checked in where somebody was faster', async () => {
    await onTheDay(610);
    const form = { memberId: keiko.id, resourceId: desk.id, end: '12:00', venueId: venue.id, q: '恵子' };
    const answer = await supporter.post(paths.walkIn(), form);
    expect([answer.status, answer.$('[name=q]').attr('value')]).toEqual([409, '恵子']);
    expect(await world.database.reader.countBy(Booking, { memberId: keiko.id })).toBe(0);
  });
});

test('the desk notes what it needs about a member; what it said is in no trail', async () => {
  await onTheDay();
  await supporter.post(paths.deskNote(hanako.id), { text: 'ロッカー3の鍵を貸出中' });
  expect((await supporter.get(paths.desk())).text).toContain('ロッカー3の鍵を貸出中');
  expect((await supporter.get(paths.deskNote(hanako.id))).$('textarea').text()).toBe('ロッカー3の鍵を貸出中');
  await supporter.post(paths.deskNote(hanako.id), { text: '' });
  expect((await supporter.get(paths.desk())).text).not.toContain('ロッカー');
  expect((await deedsIn(world)).slice(-2)).toEqual(['bookings.desk_note_written', 'bookings.desk_note_removed']);
});

import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { User } from '../../src/accounts/user.entity.js';
import { MendingService } from '../../src/bookings/mending.service.js';
import { CalendarFeed } from '../../src/platform/calendar/calendar-feed.entity.js';
import { paths } from '../../src/platform/paths.js';
import { Resource } from '../../src/venues/resource.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { addBooking, anOrder, deedsIn, noBookings, viewerOf } from '../support/booking-factories.js';
import { readCalendar } from '../support/calendars.js';
import { addUser, signIn } from '../support/factories.js';
import { MOST_STATEMENTS, openCounting } from '../support/statements.js';
import { addResource, addVenue } from '../support/venue-factories.js';
import type { Answer, Visitor } from '../support/visitor.js';

let world: TestApp;
let desk: Resource;
let pc: Resource;
let member: User;
let browser: Visitor;
beforeAll(async () => {
  world = await startApp();
  const venue = await addVenue(world, { address: '東京都小平市小川町2-1333; 1階, 南' });
  desk = await addResource(world, venue, { name: '席, 1' });
  pc = await addResource(world, venue, { name: 'PC; 𠮷', kind: 'pc', position: 2 });
});
beforeEach(async () => {
  world.clock.setTo('2026-11-21', 540);
  member = await addUser(world);
  browser = await signIn(world, member);
});
afterEach(() => noBookings(world));
afterAll(() => world.close());

/** Makes the address on the page, and gives its path. */
async function makeFeed(): Promise<string> {
  const page = await browser.postAndFollow(paths.ownCalendar());
  return addressOn(page);
}

const addressOn = ({ $ }: Answer): string => String($('#feed-address').val()).replace(world.settings.publicUrl, '');
/** A program that fetches the feed: it knows the address alone. */
const fetchFeed = (path: string, headers: Record<string, string> = {}): Promise<Answer> =>
  world.visitor().get(path, headers);

test('a feed tells her own bookings, with lasting ids, times of the place and texts as typed', async () => {
  const purpose = '在宅の仕事; 校正, 入力\n👩‍👧 と 𠮷田さん';
  const booking = await addBooking(world, member, [desk.id, pc.id], { purpose });
  await addBooking(world, await addUser(world), [desk.id], { start: 720, end: 780 });
  const answer = await fetchFeed(await makeFeed());
  expect(answer.headers['content-type']).toBe('text/calendar; charset=utf-8');
  expect(readCalendar(answer.body)).toEqual({
    method: 'PUBLISH',
    name: 'つどいの予約',
    events: [
      {
        uid: `booking-${booking.id}@tsudoi.test`,
        sequence: 0,
        status: 'CONFIRMED',
        start: '2026-11-24T10:00:00 Asia/Tokyo',
        end: '2026-11-24T12:00:00 Asia/Tokyo',
        summary: 'つどい: 席, 1、PC; 𠮷',
        location: 'すだち（東京都小平市小川町2-1333; 1階, 南）',
        description: purpose,
        url: `http://tsudoi.test/bookings/${booking.id}`,
        stamp: '2026-11-21T00:00:00Z',
      },
    ],
  });
});

test('a change keeps the id and raises the sequence, a cancellation says so, and both are stamped', async () => {
  const { id } = await addBooking(world, member, [desk.id]);
  const feed = await makeFeed();
  const viewer = await viewerOf(world, member);
  const mending = world.get(MendingService);
  world.clock.advance({ minutes: 5 });
  await mending.change(viewer, id, { ...anOrder([desk.id], { end: 780 }), revision: 0, reason: null });
  const short = async (): Promise<string[]> => {
    const { events } = readCalendar((await fetchFeed(feed)).body);
    return events.map((one) => [one.uid, one.sequence, one.status, one.end, one.stamp].join(' '));
  };
  const uid = `booking-${id}@tsudoi.test`;
  expect(await short()).toEqual([`${uid} 1 CONFIRMED 2026-11-24T13:00:00 Asia/Tokyo 2026-11-21T00:05:00Z`]);
  world.clock.advance({ minutes: 5 });
  await mending.cancel(viewer, id, null);
  expect(await short()).toEqual([`${uid} 2 CANCELLED 2026-11-24T13:00:00 Asia/Tokyo 2026-11-21T00:10:00Z`]);
});

test('a feed goes back 90 days', async () => {
  const { id } = await addBooking(world, member, [desk.id]);
  const feed = await makeFeed();
  const told = async (): Promise<string[]> => readCalendar((await fetchFeed(feed)).body).events.map(({ uid }) => uid);
  world.clock.setTo('2027-02-22', 540);
  expect(await told()).toEqual([`booking-${id}@tsudoi.test`]);
  world.clock.setTo('2027-02-23', 540);
  expect(await told()).toEqual([]);
});

test('a feed speaks the language of its owner', async () => {
  await addBooking(world, member, [desk.id]);
  const feed = await makeFeed();
  await world.database.transaction((tx) => tx.update(User, member.id, { language: 'en' }));
  const { name, events } = readCalendar((await fetchFeed(feed)).body);
  expect([name, events[0]!.summary]).toEqual(['Bookings at Tsudoi', 'Tsudoi: 席, 1']);
});

test('a reader that has the calendar already is told so in a word, until something changes', async () => {
  const { id } = await addBooking(world, member, [desk.id]);
  const feed = await makeFeed();
  const first = await fetchFeed(feed);
  const tag = String(first.headers.etag);
  expect(first.headers['cache-control']).toBe('private, max-age=900');
  world.clock.advance({ hours: 2 });
  for (const known of [tag, `"other", ${tag}`, tag.replace('W/', '')]) {
    const again = await fetchFeed(feed, { 'if-none-match': known });
    expect([again.status, again.body, again.headers.etag]).toEqual([304, '', tag]);
  }
  expect((await fetchFeed(feed, { 'if-none-match': '"other"' })).status).toBe(200);
  await world.get(MendingService).cancel(await viewerOf(world, member), id, null);
  expect((await fetchFeed(feed, { 'if-none-match': tag })).status).toBe(200);
});

test('a new address replaces the old, a revoked one opens nothing, and neither do those of people who have left', async () => {
  const first = await makeFeed();
  const second = await makeFeed();
  expect(second).not.toBe(first);
  expect([(await fetchFeed(first)).status, (await fetchFeed(second)).status]).toEqual([404, 200]);
  const page = await browser.postAndFollow(paths.ownCalendarRevocation());
  expect(page.$('#feed-address')).toHaveLength(0);
  expect((await fetchFeed(second)).status).toBe(404);
  const third = await makeFeed();
  await world.database.transaction((tx) => tx.update(User, member.id, { deactivatedAt: world.clock.now() }));
  expect((await fetchFeed(third)).status).toBe(404);
  expect(await deedsIn(world)).toEqual(['renewed', 'renewed', 'revoked', 'renewed'].map((verb) => `calendar.${verb}`));
});

test.each(['nonsense', 'a'.repeat(43), '%00', '..%2f', 'あ', 'x'.repeat(5000)])('no feed: %s', async (token) => {
  expect((await fetchFeed(`/me/calendar/${encodeURI(token)}.ics`)).status).toBe(404);
});

test('the page tells the address again on the next device; the database knows its hash alone', async () => {
  const feed = await makeFeed();
  const token = /([\w-]+)\.ics$/.exec(feed)![1]!;
  expect(addressOn(await (await signIn(world, member)).get(paths.ownCalendar()))).toBe(feed);
  const row = await world.database.reader.findOneByOrFail(CalendarFeed, { kind: 'member', subjectId: member.id });
  expect(row.tokenHash).toBe(createHash('sha256').update(token).digest('base64url'));
  expect(JSON.stringify(row)).not.toContain(token);
});

test('when the secret of the installation changes, feeds go on, and the page says that it cannot tell the address', async () => {
  const feed = await makeFeed();
  const { sqliteFile, databaseUrl } = world.settings;
  const other = await startApp({ sqliteFile, databaseUrl, sessionSecret: 'another-secret-of-32-characters-or-more' });
  try {
    expect((await other.visitor().get(feed)).status).toBe(200);
    const page = await (await signIn(other, member)).get(paths.ownCalendar());
    expect(page.$('#feed-address')).toHaveLength(0);
    expect(page.text).toContain('新しいアドレスを作ってください');
  } finally {
    await other.close();
  }
});

test('a feed costs four statements with one booking and with thirty, and the page few', async () => {
  await addBooking(world, member, [desk.id, pc.id]);
  const feed = await makeFeed();
  const few = await openCounting(world.visitor(), feed);
  for (let day = 0; day < 29; day += 1) {
    const date = `2026-12-${String(day + 1).padStart(2, '0')}`;
    await addBooking(world, member, [desk.id], { date }).catch(() => undefined); // Sundays are shut
  }
  const many = await openCounting(world.visitor(), feed);
  expect(readCalendar(many.answer.body).events.length).toBeGreaterThan(20);
  expect([few.statements.length, many.statements.length]).toEqual([4, 4]);
  const page = await openCounting(browser, paths.ownCalendar());
  expect(page.statements.length).toBeLessThanOrEqual(MOST_STATEMENTS);
});

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { paths } from '../../src/platform/paths.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { addBooking } from '../support/booking-factories.js';
import { readCalendar } from '../support/calendars.js';
import { addUser, signInAs } from '../support/factories.js';
import { openCounting } from '../support/statements.js';
import { addResource, addVenue } from '../support/venue-factories.js';
import type { Visitor } from '../support/visitor.js';

let world: TestApp;
let desk: Resource;
let room: Resource;
let manager: Visitor;
let page: string;
beforeAll(async () => {
  world = await startApp();
  const venue = await addVenue(world);
  room = await addResource(world, venue, { kind: 'room', name: '談話室' });
  desk = await addResource(world, venue, { name: '席1', parentId: room.id });
  manager = await signInAs(world, 'manager');
  page = paths.resourceCalendar(venue.id, desk.id);
});
afterAll(() => world.close());

async function makeFeed(): Promise<string> {
  const { $ } = await manager.postAndFollow(page);
  return String($('#feed-address').val()).replace(world.settings.publicUrl, '');
}

test('a resource has a feed of when it is taken, without names, also by what it stands in', async () => {
  const member = await addUser(world, { name: '小平 花子' });
  await addBooking(world, member, [desk.id], { purpose: '面談の準備' });
  await addBooking(world, member, [room.id], { start: 780, end: 840 });
  const edit = await manager.get(paths.resourceEdit(desk.venueId, desk.id));
  expect(edit.$(`a[href="${page}"]`)).toHaveLength(1);
  const { answer, statements } = await openCounting(world.visitor(), await makeFeed());
  expect(statements).toHaveLength(4);
  const { method, name, events } = readCalendar(answer.body);
  expect([method, name]).toEqual(['PUBLISH', '席1']);
  expect(events.map(({ summary, start, end }) => `${summary} ${start} ${end}`)).toEqual([
    '予約済み 2026-11-24T10:00:00 Asia/Tokyo 2026-11-24T12:00:00 Asia/Tokyo',
    '予約済み 2026-11-24T13:00:00 Asia/Tokyo 2026-11-24T14:00:00 Asia/Tokyo',
  ]);
  expect(answer.body).not.toMatch(/花子|面談/);
  const again = await world.visitor().get(await makeFeed());
  expect(readCalendar(again.body).events.map(({ uid }) => uid)).toEqual(events.map(({ uid }) => uid));
});

test('the address of one resource opens no other, nor a member’s feed; revoked it opens nothing', async () => {
  const feed = await makeFeed();
  const token = feed.split('/').at(-1)!;
  const visitor = world.visitor();
  expect((await visitor.get(`/resources/${room.id}/calendar/${token}`)).status).toBe(404);
  expect((await visitor.get(`/me/calendar/${token}`)).status).toBe(404);
  expect((await visitor.get(feed)).status).toBe(200);
  await manager.postAndFollow(`${page}/revocation`);
  expect((await visitor.get(feed)).status).toBe(404);
});

test('only managers make addresses, and only for what is there', async () => {
  const member = await signInAs(world, 'member');
  expect([(await member.get(page)).status, (await member.post(page)).status]).toEqual([403, 403]);
  const elsewhere = paths.resourceCalendar(desk.venueId + 1, desk.id);
  expect([(await manager.get(elsewhere)).status, (await manager.post(elsewhere)).status]).toEqual([404, 404]);
});

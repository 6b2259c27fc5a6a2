import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { AuditEntry } from '../../src/platform/audit/audit-entry.entity.js';
import { paths } from '../../src/platform/paths.js';
import { Closure } from '../../src/venues/closure.entity.js';
import { Occupancy } from '../../src/venues/occupancy.entity.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import { Venue } from '../../src/venues/venue.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { signInAs } from '../support/factories.js';
import { FakeOccupants } from '../support/fake-occupants.js';
import { addResource, addVenue } from '../support/venue-factories.js';
import type { Answer, Visitor } from '../support/visitor.js';

let world: TestApp;
let manager: Visitor;
let meetings: FakeOccupants;
let venue: Venue;
let room: Resource, desk: Resource;
const slot = { date: '2026-11-24', start: 600, end: 720 };
const shut = { fromDate: '2026-11-24', reason: '設備点検のため' };

beforeAll(async () => {
  world = await startApp();
  manager = await signInAs(world, 'manager');
  meetings = new FakeOccupants(world);
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.database.transaction((tx) => tx.createQueryBuilder().delete().from(Occupancy).execute());
  meetings.told.length = 0;
  venue = await addVenue(world);
  room = await addResource(world, venue, { kind: 'room', name: '会議室' });
  desk = await addResource(world, venue, { parentId: room.id });
});

/** What the page sends when the button with this value is pressed. */
function pressed(page: Answer, decision: string): { action: string; values: Record<string, string[]> } {
  const values: Record<string, string[]> = { decision: [decision] };
  const form = page.$('form:has([name=decision])');
  for (const { name, value } of form.serializeArray()) (values[name] ??= []).push(value);
  return { action: form.attr('action')!, values };
}
const press = (page: Answer, decision: string, more: Record<string, string> = {}): Promise<Answer> => {
  const { action, values } = pressed(page, decision);
  return manager.post(action, { ...values, ...more });
};
const closures = (): Promise<Closure[]> => world.database.reader.find(Closure, { where: { venueId: venue.id } });

describe('a closure on a day with bookings', () => {
  let id: number;
  let asked: Answer;
  beforeEach(async () => {
    id = await meetings.take([desk.id], slot);
    await meetings.take([desk.id], { ...slot, date: '2026-11-25' });
    asked = await manager.post(paths.closures(venue.id), shut);
  });

  test('shows them first, and changes nothing', async () => {
    expect(asked.status).toBe(409);
    expect(asked.$('h1').text()).toBe('重なる予約が1件あります');
    expect(asked.text).toContain(`11月24日(火) 10:00–12:00 会議${id} 席1`);
    expect(asked.$(`a[href="/meetings/${id}"]`)).toHaveLength(1);
    expect(asked.$('[name=cancelReason]').val()).toBe(shut.reason);
    expect(asked.$(`a[href="${paths.closureNew(venue.id)}"]`)).toHaveLength(1);
    expect(await closures()).toEqual([]);
  });

  test('keeps them where the manager says so', async () => {
    expect((await press(asked, 'keep')).location).toBe(paths.closures(venue.id));
    expect(await closures()).toMatchObject([{ ...shut, toDate: shut.fromDate }]);
    expect(await meetings.standing()).toEqual([id, id + 1]);
    expect(meetings.told).toEqual([]);
  });

  test('cancels them and tells the reason where the manager says so', async () => {
    expect((await press(asked, 'cancel', { cancelReason: '空調の故障' })).status).toBe(303);
    expect(await closures()).toHaveLength(1);
    expect(await meetings.standing()).toEqual([id + 1]);
    expect(meetings.told).toMatchObject([{ ids: [id], reason: '空調の故障' }]);
    const [entry] = await world.database.reader.find(AuditEntry, { order: { id: 'DESC' }, take: 1 });
    expect(entry).toMatchObject({
      action: 'venues.closure_added',
      detail: { decision: 'cancel', collisions: [`meeting ${id}`], after: shut },
    });
  });

  test('cancels nothing without a reason to tell', async () => {
    const again = await press(asked, 'cancel', { cancelReason: ' ' });
    expect(again.status).toBe(409);
    expect(again.text).toContain('取り消す理由を入力してください');
    expect(await meetings.standing()).toEqual([id, id + 1]);
    expect((await press(again, 'cancel', { cancelReason: '工事' })).status).toBe(303);
  });

  test('asks again when somebody booked in between', async () => {
    const late = await meetings.take([desk.id], { ...slot, start: 780, end: 840 });
    const again = await press(asked, 'cancel');
    expect(again.status).toBe(409);
    expect(again.text).toContain(`会議${late}`);
    expect(again.text).toContain('確認している間に予約が変わりました');
    expect(await closures()).toEqual([]);
    expect((await press(again, 'cancel')).status).toBe(303);
    expect(meetings.told[0]!.ids.toSorted()).toEqual([id, late].toSorted());
  });

  test('does not ask again about one that is gone in between', async () => {
    await world.database.transaction((tx) => meetings.evict(tx, [id], '', 0));
    meetings.told.length = 0;
    expect((await press(asked, 'cancel')).status).toBe(303);
    expect(meetings.told.flatMap(({ ids }) => ids)).toEqual([]);
  });

  test('a decision about other bookings is none', async () => {
    const forged = { ...shut, decision: 'cancel', cancelReason: 'x', shown: ['meeting 1 2026-01-01 0 1', '\u0000'] };
    expect((await manager.post(paths.closures(venue.id), forged)).status).toBe(409);
    expect((await manager.post(paths.closures(venue.id), { ...shut, decision: 'burn' })).status).toBe(409);
    expect(await closures()).toEqual([]);
  });
});

describe('other changes that collide', () => {
  const settings = {
    name: 'すだち',
    address: '小平市',
    activeFrom: '2026-04-01',
    slotMinutes: '30',
    windowDays: '60',
    cancelDeadlineMinutes: '60',
    graceMinutes: '15',
    offerHours: '12',
    maxResources: '4',
    closedOnHolidays: 'on',
  };
  const facts = { kind: 'desk', name: '席', capacity: '1', bookableBy: 'member', activeFrom: '2026-04-01' };

  test.each<[string, string, () => [url: string, form: Record<string, string>]]>([
    ['opening hours', slot.date, () => [paths.openingHours(venue.id), { 'start-2-1': '11:00', 'end-2-1': '17:00' }]],
    ['the end of the venue', slot.date, () => [paths.venue(venue.id), { ...settings, activeUntil: '2026-11-22' }]],
    [
      'the end of a room',
      slot.date,
      () => [paths.resource(venue.id, room.id), { ...facts, kind: 'room', activeUntil: '2026-11-22' }],
    ],
    [
      'the end of a desk',
      slot.date,
      () => [paths.resource(venue.id, desk.id), { ...facts, parentId: `${room.id}`, activeUntil: '2026-11-22' }],
    ],
    ['a holiday of the house', slot.date, () => [paths.ownHolidays(venue.id), { date: slot.date, name: '記念日' }]],
    ['a closure of the room', slot.date, () => [paths.closures(venue.id), { ...shut, resourceId: `${room.id}` }]],
  ])('%s', async (_, date, change) => {
    const id = await meetings.take([desk.id], { ...slot, date });
    const [url, form] = change();
    const asked = await manager.post(url, form);
    expect([asked.status, asked.$('h1').text()]).toEqual([409, '重なる予約が1件あります']);
    expect((await press(asked, 'cancel', { cancelReason: '閉鎖' })).status).toBe(303);
    expect(await meetings.standing()).not.toContain(id);
  });

  test('a holiday that is open no more', async () => {
    const holiday = '2026-11-23';
    await manager.post(paths.holidays(venue.id), { listed: [holiday], openOn: [holiday] });
    await meetings.take([desk.id], { ...slot, date: holiday });
    const asked = await manager.post(paths.holidays(venue.id), { listed: [holiday] });
    expect(asked.status).toBe(409);
    expect((await press(asked, 'keep')).status).toBe(303);
    const kept = await world.database.reader.findOneByOrFail(Venue, { id: venue.id });
    expect(kept.holidayOverrides).toEqual([]);
  });

  test('who may book is none', async () => {
    await meetings.take([desk.id], slot);
    const form = { ...facts, parentId: `${room.id}`, bookableBy: 'nobody' };
    expect((await manager.post(paths.resource(venue.id, desk.id), form)).status).toBe(303);
  });

  test('what is over today is none, what is to come today is', async () => {
    await meetings.take([desk.id], slot);
    const later = await meetings.take([desk.id], { ...slot, start: 780, end: 840 });
    world.clock.setTo(slot.date, 720);
    const asked = await manager.post(paths.closures(venue.id), shut);
    expect(asked.$('.list li').text()).toContain(`会議${later}`);
    expect(asked.$('.list li')).toHaveLength(1);
    world.clock.setTo('2026-11-21', 540);
  });
});

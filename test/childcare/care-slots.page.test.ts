import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { CareSlot } from '../../src/childcare/slots/care-slot.entity.js';
import { CareRoster } from '../../src/childcare/staffing/care-roster.entity.js';
import { CareSettings } from '../../src/childcare/staffing/care-settings.entity.js';
import { paths } from '../../src/platform/paths.js';
import type { Role } from '../../src/platform/web/roles.js';
import { Occupancy } from '../../src/venues/occupancy.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { addCareHouse, addToRoster, CARE_DAY, type CareHouse, noCare } from '../support/care-factories.js';
import { signIn, signInAs } from '../support/factories.js';
import { openCounting } from '../support/statements.js';
import type { Visitor } from '../support/visitor.js';

let world: TestApp;
let house: CareHouse;
let nurse: Visitor, manager: Visitor;

beforeAll(async () => {
  world = await startApp();
  house = await addCareHouse(world);
  nurse = await signIn(world, house.nurse);
  manager = await signInAs(world, 'manager');
});
afterAll(() => world.close());
beforeEach(async () => {
  await noCare(world);
});

const form = (part: Record<string, string | number | number[]> = {}): Record<string, string | number | number[]> => ({
  date: CARE_DAY,
  start: '09:00',
  end: '12:00',
  roomId: house.room.id,
  places: 6,
  minAgeMonths: 6,
  maxAgeMonths: '',
  ...part,
});
const slots = (): Promise<CareSlot[]> => world.database.reader.find(CareSlot, { order: { date: 'ASC', id: 'ASC' } });

describe('opening', () => {
  test('takes the room in the timetable and puts people on duty', async () => {
    const page = await nurse.postAndFollow(paths.careSlots(), form({ staffIds: [house.nurse.id, house.helper.id] }));
    expect(page.text).toContain('保育枠を1件開きました');
    expect(page.text).toContain('森 みどり');
    const [slot] = await slots();
    const [held] = await world.database.reader.findBy(Occupancy, { sourceKind: 'care_slot', sourceId: slot!.id });
    expect([held!.resourceId, held!.startMinute, held!.endMinute]).toEqual([house.room.id, 540, 720]);
    expect(await world.database.reader.countBy(CareRoster, { slotId: slot!.id })).toBe(2);
  });

  test('every week leaves out days on which the place is shut', async () => {
    const page = await nurse.postAndFollow(
      paths.careSlots(),
      form({ date: '2026-11-30', until: '2026-12-31', weekdays: [4, 7] }),
    );
    expect(page.text).toContain('12月6日(日)');
    expect((await slots()).map(({ date }) => date)).toEqual([
      '2026-12-03',
      '2026-12-10',
      '2026-12-17',
      '2026-12-24',
      '2026-12-31',
    ]);
  });

  test.each<[string, Record<string, string | number | number[]>, string]>([
    ['end', { end: '09:00' }, '始まりより後'],
    ['date', { date: '2026-11-23' }, '休館日'],
    ['date', { date: '2026-11-01' }, '過去の日'],
    ['maxAgeMonths', { maxAgeMonths: 3 }, '下限以上'],
    ['until', { until: '2027-11-24' }, '半年まで'],
    ['places', { places: 0 }, '1'],
    ['roomId', { roomId: 999_999 }, '選'],
  ])('is refused at %s for %j', async (field, part, words) => {
    const answer = await nurse.post(paths.careSlots(), form(part));
    expect(answer.status).toBe(422);
    expect(answer.$(`[id="problem-${field}"], #field-${field}`).length).toBeGreaterThan(0);
    expect(answer.text).toContain(words);
    expect(await slots()).toEqual([]);
  });

  test('is refused where the room is taken, or somebody is on duty elsewhere', async () => {
    await nurse.postAndFollow(paths.careSlots(), form({ staffIds: [house.nurse.id] }));
    const room = await nurse.post(paths.careSlots(), form({ start: '11:00', end: '13:00' }));
    expect([room.status, room.text.includes('ほかの予定が入っています')]).toEqual([422, true]);
    const elsewhere = form({ roomId: house.otherRoom.id, staffIds: [house.nurse.id] });
    const duty = await nurse.post(paths.careSlots(), elsewhere);
    expect([duty.status, duty.text.includes('ほかの当番があります')]).toEqual([422, true]);
    expect(await slots()).toHaveLength(1);
  });
});

test('pages cost the same few statements however much there is', async () => {
  const slot = await house.open();
  await addToRoster(world, slot, house.nurse);
  const one = await openCounting(nurse, paths.careSlots({ date: CARE_DAY }));
  expect(one.answer.status).toBe(200);
  await house.open({ roomId: house.otherRoom.id });
  await house.open({ date: '2026-11-25' });
  const many = await openCounting(nurse, paths.careSlots({ date: CARE_DAY }));
  expect(many.statements.length).toBe(one.statements.length);
  const page = await openCounting(nurse, paths.careSlot(slot.id));
  expect(page.statements.length).toBeLessThanOrEqual(8);
});

describe('the rules of childcare', () => {
  const rules = { preset: 'own', basis: 'day', minimum: 2, qualified: '1/2', minutesBefore: 0, minutesAfter: 30 };
  const own = { ratio_0: 2, ratio_1_2: 4, ratio_3: 10, ratio_4_5: 20 };

  test('are set by venue, and come back as they were set', async () => {
    const url = paths.careVenueSettings(house.venue.id);
    const page = await manager.postAndFollow(url, { ...rules, ...own });
    expect(page.$('#field-ratio_1_2').attr('value')).toBe('4');
    const found = await world.database.reader.findOneByOrFail(CareSettings, { venueId: house.venue.id });
    expect(found.rules).toMatchObject({ basis: 'day', minimum: 2, qualified: { parts: 1, of: 2 }, minutesAfter: 30 });
    const missing = await manager.post(url, { ...rules, ...own, ratio_3: '' });
    expect([missing.status, missing.text.includes('すべての年齢に')]).toEqual([422, true]);
    await manager.postAndFollow(url, { ...rules, preset: 'before_2024', ratio_3: '' });
    const preset = await world.database.reader.findOneByOrFail(CareSettings, { venueId: house.venue.id });
    expect(preset.rules.ratios).toEqual({ '0': 3, '1_2': 6, '3': 20, '4_5': 30 });
  });

  test('who is qualified is noted, and counts from then on', async () => {
    await manager.postAndFollow(paths.careQualification(house.nurse.id), { qualified: 'on' });
    await nurse.postAndFollow(paths.careSlots(), form({ staffIds: [house.nurse.id, house.helper.id] }));
    const lines = await world.database.reader.find(CareRoster, { order: { id: 'ASC' } });
    expect(lines.map(({ qualified }) => qualified)).toEqual([true, false]);
    expect((await manager.post(paths.careQualification(house.mother.id), { qualified: 'on' })).status).toBe(404);
  });
});

test('who may what', async () => {
  const slot = await house.open();
  const table: [string, readonly Role[]][] = [
    [paths.careSlots(), ['childcare', 'manager', 'admin']],
    [paths.careSlotNew(), ['childcare', 'manager', 'admin']],
    [paths.careSlot(slot.id), ['childcare', 'manager', 'admin']],
    [paths.careSlotEdit(slot.id), ['childcare', 'manager', 'admin']],
    [paths.careVenueSettings(house.venue.id), ['manager', 'admin']],
  ];
  for (const role of [
    'member',
    'editor',
    'trainer',
    'childcare',
    'supporter',
    'manager',
    'officer',
    'admin',
  ] as const) {
    const visitor = await signInAs(world, role);
    for (const [url, roles] of table) {
      expect([role, url, (await visitor.get(url)).status]).toEqual([role, url, roles.includes(role) ? 200 : 403]);
    }
  }
  expect((await nurse.get(paths.careSlot(999_999))).status).toBe(404);
});

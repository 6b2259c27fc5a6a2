import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Child } from '../../src/childcare/children/child.entity.js';
import { CareEvent } from '../../src/childcare/day/care-event.entity.js';
import { Figures } from '../../src/childcare/figures/care-figures.js';
import { CarePlace } from '../../src/childcare/places/care-place.entity.js';
import { CareRefusal } from '../../src/childcare/places/care-refusal.entity.js';
import { CarePlaces } from '../../src/childcare/places/care-places.js';
import { bandOn } from '../../src/childcare/staffing/age.policy.js';
import { CareRoster } from '../../src/childcare/staffing/care-roster.entity.js';
import { DEFAULT_RULES } from '../../src/childcare/staffing/care-rules.policy.js';
import { neededQualified, neededStaff, noHeads } from '../../src/childcare/staffing/staffing.policy.js';
import { CareSlot } from '../../src/childcare/slots/care-slot.entity.js';
import { statementsOf } from '../../src/platform/database/statement-log.js';
import { paths } from '../../src/platform/paths.js';
import { minuteAt } from '../../src/platform/time.js';
import { startApp, type TestApp } from '../support/app.js';
import { addCareHouse, addToRoster, aCareOrder, type CareHouse } from '../support/care-factories.js';
import { signIn, signInAs } from '../support/factories.js';
import { addOfficerOf } from '../support/programme-factories.js';
import { addVenue } from '../support/venue-factories.js';
import type { Visitor } from '../support/visitor.js';

let world: TestApp;
let house: CareHouse;
let nurse: Visitor;

/** Three days of November, and one of December: children come, stay over, do not come, are refused, staff goes early. */
beforeAll(async () => {
  world = await startApp();
  house = await addCareHouse(world);
  const { venue, mother, father, baby, toddler, eldest } = house;
  nurse = await signIn(world, house.nurse);
  for (const date of ['2026-11-24', '2026-11-25', '2026-11-26', '2026-12-01']) {
    const slot = await house.open({ date });
    await addToRoster(world, slot, house.nurse, date === '2026-11-25' ? { endMinute: 690 } : {});
    const orders = [
      aCareOrder(mother, [baby, toddler], { venueId: venue.id, date, start: 600, end: 660 }),
      aCareOrder(father, [eldest], { venueId: venue.id, date, start: 600, end: 690 }),
    ];
    await world.database.transaction((tx) => world.get(CarePlaces).reserveAll(tx, orders));
  }
  await visits('2026-11-24', [
    [baby, 590, 665],
    [toddler, 590, 666],
    [eldest, 600, 720],
  ]);
  await visits('2026-11-25', [
    [baby, 601, 750],
    [toddler, 600, undefined],
  ]);
  world.clock.setTo('2026-11-26', 590);
  await nurse.post(paths.careRefusal(await placeOf(eldest, '2026-11-26')), { temperature: '38.0' });
  await visits('2026-12-01', [[baby, 590, 700]]);
  world.clock.setTo('2026-12-10', 540);
  const rival = aCareOrder(father, [eldest], { venueId: venue.id, date: '2026-11-27' });
  await expect(world.database.transaction((tx) => world.get(CarePlaces).reserve(tx, rival))).rejects.toThrow();
  while ((await world.database.reader.countBy(CareRefusal, {})) < 2) await setTimeout(20); // noted after the refusal
}, 60_000);
afterAll(() => world.close());

const placeOf = async (child: Pick<Child, 'id'>, date: string): Promise<number> =>
  (await world.database.reader.findOneByOrFail(CarePlace, { childId: child.id, date, status: 'reserved' })).id;

async function visits(date: string, of: [Child, number, number | undefined][]): Promise<void> {
  world.clock.setTo(date, 780);
  nurse = await signIn(world, house.nurse);
  for (const [child, from, to] of of) {
    const id = await placeOf(child, date);
    const arrived = await nurse.post(paths.careArrival(id), { temperature: '36.4', time: clock(from) });
    expect(arrived.status).toBe(303);
    if (to === undefined) continue;
    const guardian = child.id === house.eldest.id ? house.father : house.mother;
    const left = { to: `guardian-${guardian.id}`, time: clock(to) };
    expect((await nurse.post(paths.careHandOver(id), left)).status).toBe(303);
  }
}
const clock = (minute: number): string => new Date(minute * 60_000).toISOString().slice(11, 16);

/** Minute by minute, child by child, with nothing of how the house counts but the formula. */
async function recount(month: string) {
  const { reader } = world.database;
  const slots = (await reader.find(CareSlot)).filter(({ date, status }) => date.startsWith(month) && status === 'open');
  const rosters = await reader.find(CareRoster);
  const children = await reader.find(Child);
  const events = await reader.find(CareEvent);
  const places = (await reader.find(CarePlace)).filter(({ date }) => date.startsWith(month));
  const when = (id: number, kind: string): number | undefined => {
    const event = events.find((one) => one.placeId === id && one.kind === kind);
    return event && minuteAt(event.happenedAt);
  };
  const came = places
    .filter(({ id }) => when(id, 'arrival') !== undefined)
    .map((one) => ({ ...one, from: when(one.id, 'arrival')!, to: when(one.id, 'handover') ?? one.endMinute }));
  let [minutes, kept, care] = [0, 0, 0];
  for (const slot of slots) {
    for (let minute = 0; minute < 1440; minute += 1) {
      const heads = noHeads();
      const there = came.filter(({ slotId, from, to }) => slotId === slot.id && from <= minute && minute < to);
      for (const { childId } of there)
        heads[bandOn(children.find(({ id }) => id === childId)!.birthDate, slot.date, 'school_year')] += 1;
      if (there.length === 0) continue;
      const duty = rosters.filter(
        (one) => one.slotId === slot.id && one.startMinute <= minute && minute < one.endMinute,
      );
      const needed = neededStaff(heads, DEFAULT_RULES);
      const qualified = duty.filter((one) => one.qualified).length;
      care += there.length;
      minutes += 1;
      if (duty.length >= needed && qualified >= neededQualified(needed, DEFAULT_RULES.qualified)) kept += 1;
    }
  }
  return {
    slots: slots.length,
    visits: came.length,
    children: new Set(came.map(({ childId }) => childId)).size,
    minutes: care,
    staffing: { minutes, kept },
  };
}

test.each(['2026-11', '2026-12', '2026-10'])(
  'the figures of %s are those of a naive recount, in four statements',
  async (month) => {
    const { reader } = world.database;
    const { result, statements } = await statementsOf(() =>
      world.get(Figures).careFigures(reader, [house.venue.id], month),
    );
    expect(result).toMatchObject(await recount(month));
    expect(statements).toHaveLength(4);
    const { visits: all, minutes, bands } = result;
    expect(bands.reduce((sum, band) => sum + band.visits, 0)).toBe(all);
    expect(bands.reduce((sum, band) => sum + band.minutes, 0)).toBe(minutes);
  },
);

test('who did not come, who was not taken in, and what could not be booked are counted beside', async () => {
  const figures = await world.get(Figures).careFigures(world.database.reader, [house.venue.id], '2026-11');
  expect(figures).toMatchObject({ absent: 2, refusedAtDoor: 1 });
  expect(figures.lacking).toEqual([
    { reason: 'no_slot', count: 1 },
    { reason: 'short_staffed', count: 1 },
  ]);
  expect(figures.staffing.kept).toBeLessThan(figures.staffing.minutes);
  const elsewhere = await world.get(Figures).careFigures(world.database.reader, [], '2026-11');
  expect(elsewhere).toMatchObject({ slots: 0, visits: 0, lacking: [] });
});

test('managers and officers read the figures, without a name, on the page and as CSV', async () => {
  const query = { month: '2026-11' };
  const officer = await signIn(world, await addOfficerOf(world, { venueIds: [house.venue.id] }));
  for (const visitor of [officer, await signInAs(world, 'manager'), await signInAs(world, 'admin')]) {
    const page = await visitor.get(paths.careFigures(query));
    expect([page.status, page.body.includes('小川')]).toEqual([200, false]);
    expect(page.text).toContain('利用（延べ）5 回');
  }
  for (const role of ['member', 'childcare', 'trainer', 'supporter'] as const) {
    const visitor = await signInAs(world, role);
    for (const url of [paths.careFigures(), paths.careFiguresCsv()]) expect((await visitor.get(url)).status).toBe(403);
  }
  const manager = await signInAs(world, 'manager');
  const csv = (await manager.get(paths.careFiguresCsv(query))).body;
  expect(csv).toContain('2026-11,すべての拠点,利用（延べ）,,5,回');
  await addVenue(world);
  expect((await manager.get(paths.careFigures({ month: 'x' }))).$('[name=month]').val()).toBe('2026-12');
  expect((await manager.get(paths.careFigures({ venueId: 999 }))).status).toBe(404);
});

test('the roster and the record of a child come as PDF, for the staff and within its days', async () => {
  const date = '2026-12-10';
  await house.open({ date });
  const staff = await signIn(world, house.nurse);
  const roster = await staff.get(paths.careRosterPdf({ date }));
  expect([roster.status, roster.headers['content-type'], roster.bytes.subarray(0, 4).toString()]).toEqual([
    200,
    'application/pdf',
    '%PDF',
  ]);
  expect((await staff.get(paths.careRosterPdf({ date: '2026-11-24' }))).status).toBe(404);
  world.clock.setTo('2026-12-01', 800);
  const again = await signIn(world, house.nurse);
  const id = await placeOf(house.baby, '2026-12-01');
  expect((await again.get(paths.careRecordPdf(id))).bytes.subarray(0, 4).toString()).toBe('%PDF');
});

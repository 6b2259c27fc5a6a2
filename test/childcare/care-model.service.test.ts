import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { User } from '../../src/accounts/user.entity.js';
import type { Child } from '../../src/childcare/children/child.entity.js';
import { type CareOrder, CarePlaces } from '../../src/childcare/places/care-places.js';
import { PlacesAffected } from '../../src/childcare/slots/affected.js';
import { markOf } from '../../src/childcare/slots/affected.js';
import { SetAside } from '../../src/childcare/set-aside/set-aside.entity.js';
import { SetAsides } from '../../src/childcare/set-aside/set-asides.js';
import { CareSlot } from '../../src/childcare/slots/care-slot.entity.js';
import { CareSlots } from '../../src/childcare/slots/care-slots.js';
import { SlotRoster } from '../../src/childcare/slots/slot-roster.js';
import { CareRoster } from '../../src/childcare/staffing/care-roster.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { bands, isPossible, mustBeSound, type Sheet, sheet, type There } from '../support/care-clerk.js';
import {
  aCareOrder,
  CARE_DAY,
  addApprovedChild,
  addCareHouse,
  addToRoster,
  type CareHouse,
  careCodeOf,
  noCare,
} from '../support/care-factories.js';

/** By 学年 on 24 November 2026. */
const BIRTHS = { '0': '2026-02-10', '1_2': '2024-08-01', '3': '2022-08-01', '4_5': '2021-06-01' };

let world: TestApp;
let house: CareHouse;
let children: { child: Child; guardian: User }[];

beforeAll(async () => {
  world = await startApp();
  house = await addCareHouse(world);
  children = [];
  for (const band of ['0', '0', '0', '0', '1_2', '1_2', '1_2', '3', '4_5'] as const) {
    const child = await addApprovedChild(world, house.mother, { birthDate: BIRTHS[band] });
    children.push({ child, guardian: house.mother });
    bands.set(child.id, band);
  }
});
afterAll(() => world.close());

interface Step {
  what: 'reserve' | 'move' | 'release' | 'withdraw';
  which: number[];
  target: number;
  start: number;
  long: number;
}
const steps: fc.Arbitrary<Step> = fc.record({
  what: fc.constantFrom('reserve', 'reserve', 'reserve', 'reserve', 'move', 'move', 'release', 'withdraw'),
  which: fc.uniqueArray(fc.nat(8), { minLength: 1, maxLength: 2 }),
  target: fc.nat(9),
  start: fc.integer({ min: 18, max: 23 }).map((n) => n * 30),
  long: fc.constantFrom(30, 60, 120),
});
const duties = fc.array(
  fc.record({ half: fc.constantFrom('all', 'first', 'second'), qualified: fc.boolean(), slot: fc.nat(1) }),
  { minLength: 2, maxLength: 5 },
);

test('whatever is reserved, moved, let go and taken off duty, there are never too few staff, and nobody is refused who could come', async () => {
  const seen = { given: 0, refused: 0, lost: 0 };
  await fc.assert(
    fc.asyncProperty(duties, fc.array(steps, { minLength: 4, maxLength: 14 }), async (onDuty, plan) => {
      await noCare(world);
      const slots = [
        await house.open({ places: 5, endMinute: 840 }),
        await house.open({ roomId: house.otherRoom.id, places: 2, startMinute: 570, endMinute: 780 }),
      ];
      for (const { half, qualified, slot } of onDuty) {
        const { startMinute, endMinute } = slots[slot]!;
        const part = {
          qualified,
          startMinute: half === 'second' ? 690 : startMinute,
          endMinute: half === 'first' ? 690 : endMinute,
        };
        await addToRoster(world, slots[slot]!, house.nurse, part);
      }
      const held: CareOrder[] = [];
      for (const { what, which, target, start, long } of plan) {
        const before = await sheet(world);
        const old = held[target % Math.max(1, held.length)];
        if (what === 'withdraw') {
          const duty = before.roster[target % Math.max(1, before.roster.length)];
          if (duty) seen.lost += await withdraw(duty);
        } else if (what === 'release') {
          if (old)
            await world.database.transaction((tx) =>
              world.get(CarePlaces).release(tx, old.for, { actorId: 1, reason: null }),
            );
        } else {
          if (what === 'move' && !old) continue;
          const chosen = what === 'move' ? old!.childIds : which.map((index) => children[index]!.child.id);
          const order = {
            ...aCareOrder(
              house.mother,
              chosen.map((id) => ({ id })),
              { venueId: house.venue.id, start, end: start + long },
            ),
            ...(what === 'move' ? { for: old!.for } : {}),
          };
          const code = await careCodeOf(world.database.transaction((tx) => world.get(CarePlaces).reserve(tx, order)));
          expect([code, isPossible(order, before)]).toEqual([code, code === undefined]);
          seen[code ? 'refused' : 'given'] += 1;
          if (!code && what === 'reserve') held.push(order);
        }
        mustBeSound(await sheet(world));
      }
    }),
    { numRuns: 25, seed: 2026 }, // fixed: each of what can happen is to be among them
  );
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(0);
});

/** Takes somebody off duty, saying yes to what is shown. @returns how many places were lost */
async function withdraw({ id, slotId }: CareRoster): Promise<number> {
  const roster = world.get(SlotRoster);
  const form = { reason: 'x', shown: [] as string[], tellReason: 'y' };
  try {
    await roster.withdraw(house.nurse.id, slotId, id, form);
    return 0;
  } catch (error) {
    if (!(error instanceof PlacesAffected)) throw error;
    const places = error.affected.flatMap((one) => one.places);
    await roster.withdraw(house.nurse.id, slotId, id, { ...form, shown: places.map(markOf) });
    return places.length;
  }
}

interface KeepStep {
  what: 'keep' | 'come' | 'book' | 'release' | 'shrink';
  which: number[];
  course: number;
  target: number;
  places: number;
}
const keepSteps: fc.Arbitrary<KeepStep> = fc.record({
  what: fc.constantFrom('keep', 'keep', 'come', 'come', 'come', 'book', 'book', 'book', 'release', 'shrink'),
  which: fc.uniqueArray(fc.nat(8), { minLength: 1, maxLength: 2 }),
  course: fc.nat(1),
  target: fc.nat(9),
  places: fc.integer({ min: 0, max: 4 }),
});
const COURSES = [
  { id: 1, start: 600, end: 720 },
  { id: 2, start: 690, end: 780 },
];

/** Babies who are kept a place that nobody of their course has yet, minute by minute, as the rows say. */
async function keptNow({ places }: Sheet, without?: number): Promise<There> {
  const rows = (await world.database.reader.find(SetAside)).filter(({ forId }) => forId !== without);
  return (slotId, minute) =>
    rows
      .filter((row) => row.slotId === slotId && row.forStartMinute - 15 <= minute && minute < row.forEndMinute + 15)
      .flatMap((row) => {
        const used = places.filter((one) => one.shareId === row.forId && one.slotId === slotId).length;
        return Array.from({ length: Math.max(0, row.places - used) }, () => -1);
      });
}

test('what is kept for a course nobody else gets, and nobody of it is refused what is kept for her', async () => {
  const seen = { given: 0, refused: 0, hers: 0, cut: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(keepSteps, { minLength: 4, maxLength: 14 }), async (plan) => {
      await noCare(world);
      const { id: slotId } = await house.open({ places: 6 });
      for (const carer of [house.nurse, house.helper]) await addToRoster(world, (await sheet(world)).slots[0]!, carer);
      const held: CareOrder[] = [];
      const first = [3, 2].map((places, course) => ({ what: 'keep' as const, which: [], course, target: 0, places }));
      for (const { what, which, course, target, places } of [...first, ...plan]) {
        const before = await sheet(world);
        const { id, start, end } = COURSES[course]!;
        const share = { kind: 'course', id };
        const row = await world.database.reader.findOneBy(SetAside, { forId: id });
        if (what === 'keep') {
          const until = world.clock.now().add({ hours: 1 });
          const wish = { for: share, venueId: house.venue.id, date: CARE_DAY, start, end, places, until, slotId: null };
          const kept = await world.database.transaction((tx) => world.get(SetAsides).keep(tx, wish));
          expect(kept).toBeLessThanOrEqual(places);
        } else if (what === 'release') {
          const old = held[target % Math.max(1, held.length)];
          if (old)
            await world.database.transaction((tx) =>
              world.get(CarePlaces).release(tx, old.for, { actorId: 1, reason: null }),
            );
        } else if (what === 'shrink') {
          await shrink(slotId, 1 + (target % 6));
          const after = await world.database.reader.findOneBy(SetAside, { forId: id });
          if ((after?.places ?? 0) < (row?.places ?? 0)) seen.cut += 1;
        } else {
          const chosen = which.map((index) => ({ id: children[index]!.child.id }));
          const part = { venueId: house.venue.id, start, end, ...(what === 'come' ? { share } : {}) };
          const order = aCareOrder(house.mother, chosen, part);
          const code = await careCodeOf(world.database.transaction((tx) => world.get(CarePlaces).reserve(tx, order)));
          const kept = await keptNow(before, what === 'come' ? id : undefined);
          expect([code, isPossible(order, before, kept)]).toEqual([code, code === undefined]);
          const used = before.places.filter((one) => one.shareId === id).length;
          const isHers = what === 'come' && (row?.places ?? 0) - used >= chosen.length;
          if (isHers && code !== 'childcare.child_elsewhere') {
            expect(code).toBeUndefined();
            seen.hers += 1;
          }
          seen[code ? 'refused' : 'given'] += 1;
          if (!code) held.push(order);
        }
        const now = await sheet(world);
        mustBeSound(now, await keptNow(now));
      }
    }),
    { numRuns: 12, seed: 2026 },
  );
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(0);
});

/** Makes the slot as large as that, saying yes to what is shown. */
async function shrink(slotId: number, places: number): Promise<void> {
  const slot = await world.database.reader.findOneByOrFail(CareSlot, { id: slotId });
  const { startMinute: start, endMinute: end, revision, roomId, minAgeMonths, maxAgeMonths } = slot;
  const shape = { roomId, start, end, places, minAgeMonths, maxAgeMonths };
  const change = (shown: string[]) =>
    world.get(CareSlots).update(house.nurse.id, slotId, { shape, revision, acceptance: { shown, tellReason: 'y' } });
  try {
    await change([]);
  } catch (error) {
    if (!(error instanceof PlacesAffected)) throw error;
    await change(error.affected.flatMap((one) => one.places).map(markOf));
  }
}

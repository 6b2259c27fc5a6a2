import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { User } from '../../src/accounts/user.entity.js';
import type { Child } from '../../src/childcare/children/child.entity.js';
import { CarePlace } from '../../src/childcare/places/care-place.entity.js';
import { type CareOrder, CarePlaces } from '../../src/childcare/places/care-places.js';
import { PlacesAffected } from '../../src/childcare/slots/affected.js';
import { markOf } from '../../src/childcare/slots/affected.js';
import { CareSlot } from '../../src/childcare/slots/care-slot.entity.js';
import { SlotRoster } from '../../src/childcare/slots/slot-roster.js';
import { CareRoster } from '../../src/childcare/staffing/care-roster.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import {
  aCareOrder,
  addApprovedChild,
  addCareHouse,
  addToRoster,
  type CareHouse,
  careCodeOf,
  noCare,
} from '../support/care-factories.js';

/** By 学年 on 24 November 2026. */
const BIRTHS = { '0': '2026-02-10', '1_2': '2024-08-01', '3': '2022-08-01', '4_5': '2021-06-01' };
const RATIOS = { '0': 3, '1_2': 6, '3': 15, '4_5': 25 };
type Band = keyof typeof BIRTHS;

let world: TestApp;
let house: CareHouse;
let children: { child: Child; guardian: User; band: Band }[];

beforeAll(async () => {
  world = await startApp();
  house = await addCareHouse(world);
  children = [];
  for (const band of ['0', '0', '0', '0', '1_2', '1_2', '1_2', '3', '4_5'] as const) {
    const child = await addApprovedChild(world, house.mother, { birthDate: BIRTHS[band] });
    children.push({ child, guardian: house.mother, band });
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

/** The world as a naive clerk sees it: rows read back from the database, minute by minute. */
interface Sheet {
  slots: CareSlot[];
  roster: CareRoster[];
  places: CarePlace[];
}
async function sheet(): Promise<Sheet> {
  const { reader } = world.database;
  return {
    slots: await reader.findBy(CareSlot, { status: 'open' }),
    roster: (await reader.find(CareRoster)).filter(({ withdrawnAt }) => withdrawnAt === null),
    places: await reader.findBy(CarePlace, { status: 'reserved' }),
  };
}

/** Who is in a slot at a minute, as bands. */
type There = (slotId: number, minute: number) => number[];

function isFine(slot: CareSlot, minute: number, roster: readonly CareRoster[], there: readonly number[]): boolean {
  if (there.length === 0) return true;
  const bands = there.map((id) => children.find(({ child }) => child.id === id)!.band);
  const tenths = (Object.keys(RATIOS) as Band[]).map((band) =>
    Math.trunc((10 * bands.filter((one) => one === band).length) / RATIOS[band]),
  );
  const sum = tenths.reduce((a, b) => a + b, 0);
  const needed = Math.max(1, there.length >= 6 ? 2 : 1, Math.trunc(sum / 10) + (sum % 10 >= 5 ? 1 : 0));
  const staff = roster.filter((one) => one.slotId === slot.id && one.startMinute <= minute && minute < one.endMinute);
  return (
    there.length <= slot.places &&
    staff.length >= needed &&
    3 * staff.filter(({ qualified }) => qualified).length >= needed
  );
}

/** Every minute of every slot suffices, and no child is in two places. */
function mustBeSound({ slots, roster, places }: Sheet): void {
  for (const slot of slots) {
    for (let minute = slot.startMinute; minute < slot.endMinute; minute += 5) {
      const there = places.filter(
        (one) => one.slotId === slot.id && one.startMinute <= minute && minute < one.endMinute,
      );
      expect(
        isFine(
          slot,
          minute,
          roster,
          there.map(({ childId }) => childId),
        ),
      ).toBe(true);
    }
  }
  for (const [index, one] of places.entries()) {
    expect(one.startMinute <= one.forStartMinute && one.forEndMinute <= one.endMinute).toBe(true);
    const twin = places
      .slice(index + 1)
      .find(
        (other) =>
          other.childId === one.childId && other.startMinute < one.endMinute && one.startMinute < other.endMinute,
      );
    expect(twin).toBeUndefined();
  }
}

/** Could a clerk who tries everything give these children places? */
function isPossible(order: CareOrder, { slots, roster, places }: Sheet): boolean {
  const others = places.filter((one) => !(one.forKind === order.for.kind && one.forId === order.for.id));
  const busy = others.filter(({ childId }) => order.childIds.includes(childId));
  if (busy.some((one) => one.forStartMinute < order.end && order.start < one.forEndMinute)) return false;
  const inOrder = (minute: number): boolean => order.start <= minute && minute < order.end;
  // minutes around what the guardian does give way to what she does herself
  const isThere = (one: CarePlace, minute: number): boolean =>
    one.startMinute <= minute && minute < one.endMinute && !(order.childIds.includes(one.childId) && inOrder(minute));
  const there: There = (slotId, minute) =>
    others.filter((one) => one.slotId === slotId && isThere(one, minute)).map(({ childId }) => childId);
  const stayOf = (childId: number, slot: CareSlot): number[] => {
    const minutes: number[] = [];
    for (
      let minute = Math.max(slot.startMinute, order.start - 15);
      minute < Math.min(slot.endMinute, order.end + 15);
      minute += 5
    )
      if (!busy.some((one) => one.childId === childId && isThere(one, minute))) minutes.push(minute);
    return minutes;
  };
  const covering = slots.filter((slot) => slot.startMinute <= order.start && order.end <= slot.endMinute);
  const ways = order.childIds.reduce<CareSlot[][]>(
    (all) => all.flatMap((way) => covering.map((slot) => [...way, slot])),
    [[]],
  );
  return ways.some((way) =>
    covering.every((slot) => {
      const mine = order.childIds
        .filter((_, index) => way[index] === slot)
        .map((id) => ({ id, stay: stayOf(id, slot) }));
      const minutes = new Set(mine.flatMap(({ stay }) => stay));
      return [...minutes].every((minute) => {
        const more = mine.filter(({ stay }) => stay.includes(minute)).map(({ id }) => id);
        return isFine(slot, minute, roster, [...there(slot.id, minute), ...more]);
      });
    }),
  );
}

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
        const before = await sheet();
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
        mustBeSound(await sheet());
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

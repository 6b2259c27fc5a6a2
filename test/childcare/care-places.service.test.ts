import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { User } from '../../src/accounts/user.entity.js';
import type { Child } from '../../src/childcare/children/child.entity.js';
import { CareChances } from '../../src/childcare/places/care-chances.js';
import { CareFreeds, type FreedCare } from '../../src/childcare/places/care-freed.js';
import { CarePlace } from '../../src/childcare/places/care-place.entity.js';
import { type CareOrder, CarePlaces } from '../../src/childcare/places/care-places.js';
import { CareRefusal } from '../../src/childcare/places/care-refusal.entity.js';
import { CareSlot } from '../../src/childcare/slots/care-slot.entity.js';
import { CareRoster } from '../../src/childcare/staffing/care-roster.entity.js';
import { addDays } from '../../src/platform/time.js';
import { startApp, type TestApp } from '../support/app.js';
import {
  aCareOrder,
  addApprovedChild,
  addCareHouse,
  addToRoster,
  CARE_DAY,
  type CareHouse,
  careCodeOf,
  heldInCare,
  noCare,
} from '../support/care-factories.js';

let world: TestApp;
let house: CareHouse;
let places: CarePlaces;
let mother: User, father: User, nurse: User;
let baby: Child, toddler: Child, eldest: Child;
let slot: CareSlot;
const freed: FreedCare[] = [];

beforeAll(async () => {
  world = await startApp();
  house = await addCareHouse(world);
  ({ mother, father, nurse, baby, toddler, eldest } = house);
  places = world.get(CarePlaces);
  world.get(CareFreeds).register(async (_, told) => void freed.push(...told));
});
afterAll(() => world.close());

beforeEach(async () => {
  await noCare(world);
  slot = await house.open();
  await addToRoster(world, slot, nurse);
  freed.length = 0;
});

const order = (guardian: User, children: Child[], part: Partial<CareOrder> = {}): CareOrder =>
  aCareOrder(guardian, children, { venueId: house.venue.id, ...part });
const reserve = (wish: CareOrder): Promise<unknown> => world.database.transaction((tx) => places.reserve(tx, wish));
const held = (): Promise<string[]> => heldInCare(world);
describe('a stay', () => {
  test.each<[string, Partial<CareOrder>, string]>([
    ['is what the guardian does with a quarter of an hour around it', {}, '585–735'],
    ['ends with the slot', { start: 960, end: 1020 }, '945–1020'],
    ['begins with the slot', { start: 540, end: 600 }, '540–615'],
  ])('%s', async (_, part, stay) => {
    await reserve(order(mother, [baby], part));
    expect(await held()).toEqual([`${baby.id} in ${slot.id} ${CARE_DAY} ${stay}`]);
  });

  test('goes on where the guardian does one thing right after the other', async () => {
    await reserve(order(mother, [baby], { start: 600, end: 660 }));
    await reserve(order(mother, [baby], { start: 720, end: 780 }));
    await reserve(order(mother, [baby], { start: 660, end: 710 }));
    const at = (stay: string): string => `${baby.id} in ${slot.id} ${CARE_DAY} ${stay}`;
    expect(await held()).toEqual([at('585–660'), at('710–795'), at('660–710')]);
  });

  test('is whole again when what stood beside it has gone, if there is room', async () => {
    const first = order(mother, [baby], { start: 600, end: 660 });
    const second = order(mother, [baby], { start: 660, end: 720 });
    for (const one of [first, second]) await reserve(one);
    const at = (stay: string): string => `${baby.id} in ${slot.id} ${CARE_DAY} ${stay}`;
    const release = (one: CareOrder): Promise<unknown> =>
      world.database.transaction((tx) => places.release(tx, one.for, { actorId: null, reason: null }));
    await release(second);
    expect(await held()).toEqual([at('585–675')]);

    await reserve(second);
    await world.database.transaction((tx) => tx.update(CareSlot, slot.id, { places: 1 }));
    await release(first);
    expect(await held()).toEqual([at('645–735')]);
    await reserve(first);
    await release(second);
    await reserve(order(father, [eldest], { start: 690, end: 720 }));
    expect(await held()).toEqual([at('585–675'), `${eldest.id} in ${slot.id} ${CARE_DAY} 675–735`]);
  });
});

describe('refused is', () => {
  const cases: [string, () => Promise<unknown> | void, () => CareOrder][] = [
    ['childcare.unknown_child', () => undefined, () => order(mother, [eldest])],
    ['childcare.unknown_child', () => undefined, () => order(mother, [{ id: 999_999 } as Child])],
    ['childcare.no_slot', () => undefined, () => order(mother, [baby], { date: '2026-11-25' })],
    ['childcare.outside_slot', () => undefined, () => order(mother, [baby], { start: 510, end: 600 })],
    ['childcare.age_limits', () => set(CareSlot, { minAgeMonths: 10 }), () => order(mother, [baby])],
    ['childcare.age_limits', () => set(CareSlot, { maxAgeMonths: 8 }), () => order(mother, [baby])],
    ['childcare.full', () => set(CareSlot, { places: 1 }), () => order(mother, [baby, toddler])],
    ['childcare.short_staffed', () => set(CareRoster, { endMinute: 730 }), () => order(mother, [baby])],
    ['childcare.short_staffed', () => set(CareRoster, { qualified: false }), () => order(mother, [baby])],
    ['childcare.short_staffed', () => set(CareRoster, { withdrawnAt: world.clock.now() }), () => order(mother, [baby])],
    ['childcare.no_slot', () => set(CareSlot, { status: 'closed' }), () => order(mother, [baby])],
    [
      'childcare.child_elsewhere',
      () => reserve(order(mother, [baby])),
      () => order(mother, [baby], { start: 690, end: 780 }),
    ],
  ];
  const set = (entity: typeof CareSlot | typeof CareRoster, part: object): Promise<unknown> =>
    world.database.transaction((tx) => tx.createQueryBuilder().update(entity).set(part).execute());

  test.each(cases)('%s (%#)', async (code, before, wish) => {
    await before();
    const already = await held();
    const [shown] = await places.whyRefused(world.database.reader, [wish()]);
    expect(shown?.code).toBe(code);
    expect(await careCodeOf(reserve(wish()))).toBe(code);
    expect(await held()).toEqual(already);
  });

  test('childcare.not_approved: without an approval that holds on the day', async () => {
    const none = await addApprovedChild(world, mother, { approvedUntil: null });
    const ended = await addApprovedChild(world, mother, { approvedUntil: addDays(CARE_DAY, -1) });
    const lastDay = await addApprovedChild(world, mother, { approvedUntil: CARE_DAY });
    expect(await careCodeOf(reserve(order(mother, [none])))).toBe('childcare.not_approved');
    expect(await careCodeOf(reserve(order(mother, [ended])))).toBe('childcare.not_approved');
    expect(await careCodeOf(reserve(order(mother, [lastDay])))).toBeUndefined();
  });

  test('nobody for lack of places without its being counted, once', async () => {
    await careCodeOf(reserve(order(mother, [baby, toddler], { date: '2026-11-25' })));
    await careCodeOf(reserve(order(mother, [baby, toddler], { date: '2026-11-25' })));
    await careCodeOf(reserve(order(mother, [eldest])));
    let rows: CareRefusal[] = [];
    for (let patience = 50; rows.length < 2 && patience > 0; patience -= 1) {
      rows = await world.database.reader.find(CareRefusal, { order: { childId: 'ASC' } });
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(rows.map(({ childId, band, reason }) => [childId, band, reason])).toEqual([
      [baby.id, '0', 'no_slot'],
      [toddler.id, '1_2', 'no_slot'],
    ]);
  });
});

test('counted is who is there at the same time, not who is in the slot', async () => {
  await world.database.transaction((tx) => tx.update(CareSlot, slot.id, { places: 1 }));
  await reserve(order(mother, [baby], { start: 600, end: 660 }));
  await reserve(order(father, [eldest], { start: 690, end: 750 })); // 675, when the first has gone
  expect(await careCodeOf(reserve(order(mother, [toddler], { start: 660, end: 690 })))).toBe('childcare.full');
  expect(await held()).toHaveLength(2);
});

test('brothers and sisters are together where that can be, and in two rooms where only that can be', async () => {
  const young = await house.open({ roomId: house.otherRoom.id, maxAgeMonths: 12 });
  await addToRoster(world, young, house.helper);
  await reserve(order(mother, [toddler, baby]));
  expect(await held()).toEqual([
    `${toddler.id} in ${slot.id} ${CARE_DAY} 585–735`,
    `${baby.id} in ${slot.id} ${CARE_DAY} 585–735`,
  ]);
  await world.database.transaction((tx) => tx.update(CareSlot, slot.id, { places: 1 }));
  // the first that is asked for must not take the only place that would do for the other
  await reserve(order(mother, [baby, toddler], { start: 840, end: 900 }));
  expect((await held()).slice(2)).toEqual([
    `${baby.id} in ${young.id} ${CARE_DAY} 825–915`,
    `${toddler.id} in ${slot.id} ${CARE_DAY} 825–915`,
  ]);
});

describe('a change', () => {
  test('moves the stay, keeps the row, and is told as freed; refused, nothing is lost', async () => {
    const wish = order(mother, [baby]);
    await reserve(wish);
    const { id } = (await world.database.reader.findOneByOrFail(CarePlace, { childId: baby.id }))!;
    await reserve({ ...wish, start: 660, end: 780 });
    expect(await held()).toEqual([`${baby.id} in ${slot.id} ${CARE_DAY} 645–795`]);
    expect(freed).toEqual([{ venueId: house.venue.id, date: CARE_DAY, start: 585, end: 735 }]);
    expect(await careCodeOf(reserve({ ...wish, date: '2026-11-25' }))).toBe('childcare.no_slot');
    expect(await held()).toEqual([`${baby.id} in ${slot.id} ${CARE_DAY} 645–795`]);
    await reserve({ ...wish, childIds: [toddler.id] });
    expect(await held()).toEqual([`${toddler.id} in ${slot.id} ${CARE_DAY} 585–735`]);
    await reserve({ ...wish, childIds: [toddler.id, baby.id] });
    expect(await held()).toHaveLength(2);
    await reserve({ ...wish, childIds: [] });
    expect(await held()).toEqual([]);
    expect((await world.database.reader.findOneByOrFail(CarePlace, { id })).status).toBe('cancelled');
  });

  test('does not count what it gives up', async () => {
    await world.database.transaction((tx) => tx.update(CareSlot, slot.id, { places: 1 }));
    const wish = order(mother, [baby]);
    await reserve(wish);
    await reserve({ ...wish, start: 630, end: 750 });
    await reserve({ ...wish, childIds: [toddler.id] });
    expect(await held()).toEqual([`${toddler.id} in ${slot.id} ${CARE_DAY} 585–735`]);
  });
});

test('the form can say what there is, and about how many more could come', async () => {
  await reserve(order(mother, [baby]));
  const chances = world.get(CareChances);
  const [during] = await chances.on(world.database.reader, house.venue.id, [CARE_DAY], { start: 600, end: 660 });
  expect(during).toMatchObject({ start: 540, end: 1020, left: { '0': 2, '1_2': 2, '3': 2, '4_5': 2 } });
  const [later] = await chances.on(world.database.reader, house.venue.id, [CARE_DAY], { start: 780, end: 840 });
  expect(later!.left).toEqual({ '0': 3, '1_2': 3, '3': 3, '4_5': 3 });
  const [outside] = await chances.on(world.database.reader, house.venue.id, [CARE_DAY], { start: 480, end: 600 });
  expect(outside!.left).toEqual({ '0': 0, '1_2': 0, '3': 0, '4_5': 0 });
});

test('the database itself lets no child be in two places', async () => {
  await reserve(order(mother, [baby]));
  const twin = await world.database.reader.findOneByOrFail(CarePlace, { childId: baby.id });
  const { id: _, ...rest } = twin;
  const again = world.database.transaction((tx) => tx.insert(CarePlace, { ...rest, startMinute: 730, endMinute: 800 }));
  await expect(again).rejects.toThrow(/care_place_overlap/);
});

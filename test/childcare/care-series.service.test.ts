import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { User } from '../../src/accounts/user.entity.js';
import type { Child } from '../../src/childcare/children/child.entity.js';
import { type CareOrder, CarePlaces, keyOf } from '../../src/childcare/places/care-places.js';
import { CareSlot } from '../../src/childcare/slots/care-slot.entity.js';
import { statementsOf } from '../../src/platform/database/statement-log.js';
import { addDays } from '../../src/platform/time.js';
import { startApp, type TestApp } from '../support/app.js';
import {
  aCareOrder,
  addCareHouse,
  addToRoster,
  CARE_DAY,
  type CareHouse,
  heldInCare,
  noCare,
} from '../support/care-factories.js';

let world: TestApp;
let house: CareHouse;
let places: CarePlaces;
let mother: User, father: User;
let baby: Child, toddler: Child, eldest: Child;
let slot: CareSlot;

beforeAll(async () => {
  world = await startApp();
  house = await addCareHouse(world);
  ({ mother, father, baby, toddler, eldest } = house);
  places = world.get(CarePlaces);
});
afterAll(() => world.close());

beforeEach(async () => {
  await noCare(world);
  slot = await house.open();
  await addToRoster(world, slot, house.nurse);
});

const order = (guardian: User, children: Child[], part: Partial<CareOrder> = {}): CareOrder =>
  aCareOrder(guardian, children, { venueId: house.venue.id, ...part });

describe('a series', () => {
  const tuesdays = [0, 1, 2, 3].map((week) => addDays(CARE_DAY, week * 7));
  const series = (): CareOrder[] => tuesdays.map((date) => order(mother, [baby, toddler], { date }));
  beforeEach(async () => {
    for (const date of [tuesdays[1]!, tuesdays[3]!]) {
      const one = await house.open({ date });
      await addToRoster(world, one, house.nurse);
    }
  });

  test('is accepted or refused date by date, in statements that do not grow with it', async () => {
    const { result, statements } = await statementsOf(() =>
      world.database.transaction((tx) => places.reserveAll(tx, series())),
    );
    expect(result.map((one) => ('refused' in one ? one.refused.code : one.seats.length))).toEqual([
      2,
      2,
      'childcare.no_slot',
      2,
    ]);
    expect(await heldInCare(world)).toHaveLength(6);
    const { statements: forOne } = await statementsOf(() =>
      world.database.transaction((tx) => places.reserveAll(tx, [order(father, [eldest])])),
    );
    const ofPlaces = (all: readonly string[]): number =>
      all.filter((one) => !/^(BEGIN|START|SET|COMMIT|SAVEPOINT|RELEASE)|refusal/.test(one)).length;
    expect(ofPlaces(statements)).toBe(ofPlaces(forOne));
    expect(ofPlaces(statements)).toBeLessThanOrEqual(9);
  });

  test('is moved to where it stands itself, and let go of, at once', async () => {
    const orders = series().filter(({ date }) => date !== tuesdays[2]);
    await world.database.transaction((tx) => places.reserveAll(tx, orders));
    // each to where the next one is; the last to where the first was
    const moved = orders.map((one, index) => ({ ...one, date: orders[(index + 1) % 3]!.date }));
    const outcome = await world.database.transaction((tx) => places.reserveAll(tx, moved));
    expect(outcome.every((one) => 'seats' in one)).toBe(true);
    const of = await places.of(
      world.database.reader,
      orders.map((one) => one.for),
    );
    expect(of.get(keyOf(orders[2]!.for))?.places.map(({ date }) => date)).toEqual([CARE_DAY, CARE_DAY]);
    await world.database.transaction((tx) =>
      places.releaseAll(
        tx,
        orders.map((one) => one.for),
        { actorId: house.mother.id, reason: null },
      ),
    );
    expect(await heldInCare(world)).toEqual([]);
  });

  test('that is refused in part keeps there what it had, and the others count it', async () => {
    await world.database.transaction((tx) => tx.createQueryBuilder().update(CareSlot).set({ places: 1 }).execute());
    const [first, second] = [order(mother, [baby]), order(father, [eldest], { date: tuesdays[1] })];
    await world.database.transaction((tx) => places.reserveAll(tx, [first, second]));
    const swap = [
      { ...first, date: tuesdays[1]! },
      { ...second, date: tuesdays[2]! }, // where there is no slot: so she stays, and the first cannot come
    ];
    const outcome = await world.database.transaction((tx) => places.reserveAll(tx, swap));
    expect(outcome.map((one) => ('refused' in one ? one.refused.code : 'given'))).toEqual([
      'childcare.full',
      'childcare.no_slot',
    ]);
    expect(await heldInCare(world)).toEqual([
      `${baby.id} in ${slot.id} ${CARE_DAY} 585–735`,
      expect.stringContaining(`${tuesdays[1]} 585–735`),
    ]);
  });
});

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { User } from '../../src/accounts/user.entity.js';
import { CareBoards } from '../../src/childcare/places/care-board.js';
import { CarePlace } from '../../src/childcare/places/care-place.entity.js';
import { CarePlaces } from '../../src/childcare/places/care-places.js';
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
import { addUser } from '../support/factories.js';

const FAMILIES = 16;
/** Two processes, each with connections and a queue of its own, on one database. */
let world: TestApp, rival: TestApp;
let house: CareHouse;
let families: { guardian: User; child: { id: number } }[];

beforeAll(async () => {
  world = await startApp();
  const { databaseUrl, sqliteFile } = world.settings;
  rival = await startApp({ databaseUrl, sqliteFile });
  house = await addCareHouse(world);
  families = [];
  for (let n = 0; n < FAMILIES; n += 1) {
    const guardian = await addUser(world);
    families.push({ guardian, child: await addApprovedChild(world, guardian) });
  }
});
afterAll(async () => {
  await rival.close();
  await world.close();
});

function asked(part: (index: number) => { start: number; end: number }): Promise<(string | undefined)[]> {
  return Promise.all(
    families.map(({ guardian, child }, index) => {
      const app = index % 2 === 0 ? world : rival;
      const order = aCareOrder(guardian, [child], { venueId: house.venue.id, ...part(index) });
      return careCodeOf(app.database.transaction((tx) => app.get(CarePlaces).reserve(tx, order)));
    }),
  );
}

test('of many who want the last places at once as many get one as there are', async () => {
  await noCare(world);
  const slot = await house.open({ places: 3 });
  await addToRoster(world, slot, house.nurse);
  const codes = await asked(() => ({ start: 600, end: 720 }));
  expect(codes.filter((code) => code === undefined)).toHaveLength(3);
  expect(codes.filter((code) => code === 'childcare.full')).toHaveLength(FAMILIES - 3);
  expect(await world.database.reader.countBy(CarePlace, { status: 'reserved' })).toBe(3);
});

test('nor are more given than the staff suffices for, whoever comes when', async () => {
  await noCare(world);
  const slot = await house.open({ places: 20 });
  await addToRoster(world, slot, house.nurse); // from six children on there must be two
  const codes = await asked((index) => ({ start: 540 + (index % 4) * 60, end: 660 + (index % 4) * 60 }));
  expect(new Set(codes)).toEqual(new Set([undefined, 'childcare.short_staffed']));
  const { standing } = await world
    .get(CareBoards)
    .read(world.database.reader, [{ venueId: house.venue.id, date: slot.date }]);
  for (let minute = 540; minute < 1020; minute += 5) {
    expect(standing.filter(({ start, end }) => start <= minute && minute < end).length).toBeLessThanOrEqual(5);
  }
});

test('a child whose parents ask at the same time at both sides has one place', async () => {
  await noCare(world);
  for (const roomId of [house.room.id, house.otherRoom.id]) {
    await addToRoster(world, await house.open({ roomId, places: 20 }), house.nurse);
  }
  const { guardian, child } = families[0]!;
  const codes = await Promise.all(
    Array.from({ length: 12 }, (_, index) => {
      const app = index % 2 === 0 ? world : rival;
      const order = aCareOrder(guardian, [child], { venueId: house.venue.id });
      return careCodeOf(app.database.transaction((tx) => app.get(CarePlaces).reserve(tx, order)));
    }),
  );
  expect(codes.filter((code) => code === undefined)).toHaveLength(1);
  expect(await world.database.reader.countBy(CarePlace, { status: 'reserved' })).toBe(1);
});

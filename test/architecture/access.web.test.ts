import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Incident } from '../../src/childcare/incidents/incident.entity.js';
import { Child } from '../../src/childcare/children/child.entity.js';
import { CarePlace } from '../../src/childcare/places/care-place.entity.js';
import { CarePlaces } from '../../src/childcare/places/care-places.js';
import type { CareSlot } from '../../src/childcare/slots/care-slot.entity.js';
import { paths } from '../../src/platform/paths.js';
import { ROLES } from '../../src/platform/web/roles.js';
import { startApp, type TestApp } from '../support/app.js';
import { aCareOrder, addApprovedChild, addCareHouse, addToRoster, type CareHouse } from '../support/care-factories.js';
import { contentsOf } from '../support/contents.js';
import { addUser, signIn, signInAs } from '../support/factories.js';
import { pairedKiosk } from '../support/kiosk-factories.js';
import { allRoutes, type Route } from '../support/routes.js';
import { addVenue } from '../support/venue-factories.js';
import type { Answer, Visitor } from '../support/visitor.js';

let world: TestApp;
let routes: Route[];
beforeAll(async () => {
  world = await startApp();
  routes = allRoutes(world);
});
afterAll(() => world.close());

test('every route says who may use it', () => {
  expect(routes.length).toBeGreaterThan(1);
  expect(routes.filter(({ access }) => access === undefined).map(({ handler }) => handler)).toEqual([]);
});

test('the cookie of a kiosk opens nothing but the kiosk', async () => {
  const manager = await addUser(world, { roles: ['manager'] });
  const kiosk = await pairedKiosk(world, manager.id, (await addVenue(world)).id);
  expect((await kiosk.get(paths.kiosk())).text).toContain('すだち');
  await expectShut(kiosk);
});

describe('childcare', () => {
  const DAYS = { near: '2026-11-24', far: '2026-12-15' };
  const HEALTH = 'ピーナッツで息が苦しくなる';
  const ROOM = /^\/(care|me\/children|manage\/children|manage\/care)(\/|\.|$)/;
  let house: CareHouse;
  let near: CareSlot, far: CareSlot;
  let later: Child;
  let incident: Incident;

  beforeAll(async () => {
    house = await addCareHouse(world);
    later = await addApprovedChild(world, house.father, { name: '田中 はな' });
    await world.database.transaction((tx) => tx.update(Child, [house.baby.id, later.id], { allergies: HEALTH }));
    near = await house.open({ date: DAYS.near });
    far = await house.open({ date: DAYS.far });
    for (const slot of [near, far]) await addToRoster(world, slot, house.nurse);
    const venueId = house.venue.id;
    await world.database.transaction(async (tx) => {
      const places = world.get(CarePlaces);
      await places.reserve(tx, aCareOrder(house.mother, [house.baby], { venueId, date: DAYS.near }));
      await places.reserve(tx, aCareOrder(house.father, [later], { venueId, date: DAYS.far }));
      const place = await tx.findOneByOrFail(CarePlace, { childId: house.baby.id });
      const recorded = { recordedAt: world.clock.now(), recordedBy: house.nurse.id, happenedAt: world.clock.now() };
      const told = { location: '園庭', what: '転んだ', measures: '冷やした', grade: 'serious' as const };
      incident = await tx.save(tx.create(Incident, { placeId: place.id, ...recorded, ...told }));
    });
  });

  const inRoom = (): Route[] => routes.filter(({ path }) => ROOM.test(path));
  /** With the ids of the child who is due soon, and of what she has. */
  const filled = async (path: string, childId = house.baby.id): Promise<string> => {
    const place = await world.database.reader.findOneByOrFail(CarePlace, { childId });
    const ofPlace = path.startsWith('/care/places')
      ? place.id
      : path.startsWith('/care/slots')
        ? place.slotId
        : childId;
    return path
      .replace('/incidents/:id', `/incidents/${incident.id}`)
      .replace(':venueId', String(house.venue.id))
      .replace(':userId', String(place.guardianId))
      .replace(':id', String(ofPlace))
      .replace(/:\w+/g, '1');
  };
  /** All that is written about children and their places. */
  const written = async (): Promise<object> => {
    const contents = await contentsOf(world.database.reader);
    return Object.fromEntries(Object.entries(contents).filter(([table]) => /^(child|care|interview|card)/.test(table)));
  };

  test.each(ROLES)('is open to %s exactly where the route says so', async (role) => {
    const before = await written();
    const visitor = await signInAs(world, role);
    const found = inRoom().map(async (route) => {
      const { status } = await ask(visitor, route.method, await filled(route.path));
      const may = !Array.isArray(route.access) || route.access.includes(role);
      return { handler: route.handler, right: may ? status < 500 && status !== 403 : status === 403, status };
    });
    expect((await Promise.all(found)).filter(({ right }) => !right)).toEqual([]);
    expect(withoutReadings(await written())).toEqual(withoutReadings(before));
  });

  test.each(ROLES)('accidents and figures: %s sees them as her work asks for it', async (role) => {
    const visitor = await signInAs(world, role);
    const opens = async (path: string): Promise<boolean> => (await visitor.get(path)).status === 200;
    const staff = ['childcare', 'manager', 'admin'].includes(role);
    const { id } = incident;
    for (const path of [paths.careIncidents(), paths.careIncident(id), paths.careIncidentPdf(id)]) {
      expect([path, await opens(path)]).toEqual([path, staff]);
    }
    for (const path of [paths.careFigures(), paths.careFiguresCsv()]) {
      expect([path, await opens(path)]).toEqual([path, ['manager', 'officer', 'admin'].includes(role)]);
    }
    const entry = { kind: 'guardian', date: '2026-11-21', time: '08:00' };
    expect((await visitor.post(paths.careIncidentEntries(id), entry)).status).toBe(staff ? 303 : 403);
    const record = { time: '08:00', location: '園庭', what: 'a', measures: 'b', grade: 'minor' };
    const place = await world.database.reader.findOneByOrFail(CarePlace, { childId: house.baby.id });
    // Of the staff alone; the day has not come yet.
    expect((await visitor.post(paths.careIncidentNew(place.id), record)).status).toBe(role === 'childcare' ? 422 : 403);
  });

  test('nothing of somebody else’s child is there, and nothing of her can be changed', async () => {
    const stranger = await signIn(world, house.father);
    const before = await written();
    const own = inRoom().filter(({ path }) => path.startsWith('/me/children/:id'));
    expect(own.length).toBeGreaterThan(10);
    for (const { method, path } of own) {
      const answer = await ask(stranger, method, await filled(path));
      expect([path, method === 'GET' ? [404] : [404, 422]]).toEqual([path, expect.arrayContaining([answer.status])]);
      expect(answer.text).not.toMatch(/あお|ピーナッツ/);
    }
    expect(await written()).toEqual(before);
  });

  test('the staff finds children who are due within the set days, by a place too, and no others', async () => {
    const staff = await signIn(world, house.nurse);
    expect((await staff.get(paths.careChild(house.baby.id))).text).toContain(HEALTH);
    expect((await staff.get(paths.careChildren())).text).not.toContain('はな');
    const before = await written();
    const ofOne = inRoom().filter(({ path }) => /^\/care\/(children|places)\/:id/.test(path));
    expect(ofOne.length).toBeGreaterThan(8);
    for (const { method, path } of ofOne) {
      const answer = await ask(staff, method, await filled(path, later.id));
      expect([path, method === 'GET' ? [404] : [404, 422]]).toEqual([path, expect.arrayContaining([answer.status])]);
      expect(answer.text).not.toMatch(/はな|ピーナッツ/);
    }
    expect(await written()).toEqual(before);
    expect((await staff.get(paths.careSlot(near.id))).text).toContain('あお');
    expect((await staff.get(paths.careSlot(far.id))).text).not.toContain('はな');
    const affected = await staff.post(paths.careSlotClosing(far.id));
    expect([affected.status, affected.text.includes('はな')]).toEqual([409, false]);
  });

  test('a manager finds numbers on every page, and neither names nor health', async () => {
    const manager = await signInAs(world, 'manager');
    const pages = routes.filter(({ method, path }) => method === 'GET' && !/\.(pdf|xlsx)$/.test(path));
    for (const { path } of pages) {
      const url = ROOM.test(path) ? await filled(path) : path.replace(/:\w+/g, '1');
      const { text } = await manager.get(url);
      // Whose accident it was, she reports to the city; of the card she sees nothing there either.
      const hidden = url.startsWith('/care/incidents') ? /ピーナッツ/ : /小川 あお|田中 はな|ピーナッツ/;
      expect([url, text.match(hidden)?.[0]]).toEqual([url, undefined]);
    }
    expect((await manager.get(paths.careSlot(near.id))).text).toContain('1名');
    expect((await manager.get(paths.care({ date: DAYS.near }))).status).toBe(200);
  });
});

/** Without what notes that somebody has looked. */
function withoutReadings(contents: object): object {
  return { ...contents, card_reading: undefined };
}

function ask(visitor: Visitor, method: string, url: string): Promise<Answer> {
  return method === 'GET' ? visitor.get(url) : visitor.post(url);
}

async function expectShut(visitor: Visitor): Promise<void> {
  const shut = routes.filter(({ access }) => access !== 'public');
  const answers = shut.map(async ({ method, path, handler }) => {
    const url = path.replace(/:\w+/g, '1');
    const answer = method === 'GET' ? await visitor.get(url) : await visitor.post(url);
    return `${handler} ${method} ${path}: ${answer.status} ${answer.location?.split('?')[0]}`;
  });
  const expected = shut.map(({ method, path, handler }) => `${handler} ${method} ${path}: 303 /sign-in`);
  expect(await Promise.all(answers)).toEqual(expected);
}

import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { paths } from '../../src/platform/paths.js';
import { statementsOf } from '../../src/platform/database/statement-log.js';
import { Resource } from '../../src/venues/resource.entity.js';
import type { Venue } from '../../src/venues/venue.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { addBooking, heldInTimetable } from '../support/booking-factories.js';
import { addUser, signInAs } from '../support/factories.js';
import { importOf, importShown, uploadTable } from '../support/tables.js';
import { addResource, addVenue } from '../support/venue-factories.js';
import type { Visitor } from '../support/visitor.js';

let world: TestApp;
let manager: Visitor;
let venue: Venue;
let target: string;
beforeAll(async () => {
  world = await startApp();
  manager = await signInAs(world, 'manager');
});
afterAll(() => world.close());
beforeEach(async () => {
  venue = await addVenue(world);
  target = `venue-${venue.id}`;
});

const standing = (): Promise<Resource[]> =>
  world.database.reader.find(Resource, { where: { venueId: venue.id }, order: { position: 'ASC', id: 'ASC' } });
const table = (...lines: string[]): string => `名前,種類,置き場所,定員,設備\n${lines.join('\n')}\n`;
const bringIn = async (text: string): Promise<void> => {
  await importShown(world, manager, await uploadTable(world, manager, text, { target }));
};

test('things come in with what they stand in, in any order of rows, and stand in the order of the house', async () => {
  await bringIn(
    table(
      'PC1,パソコン,席1,,',
      '席1,席,ワークルーム,1,モニター、電源',
      'ワークルーム,部屋,,12,',
      '席2,席,ワークルーム,,',
    ),
  );
  const all = await standing();
  const nameOf = (id: number | null): string | undefined => all.find((one) => one.id === id)?.name;
  expect(
    all.map(({ name, kind, parentId, capacity, position }) => [position, name, kind, nameOf(parentId), capacity]),
  ).toEqual([
    [1, 'ワークルーム', 'room', undefined, 12],
    [2, '席1', 'desk', 'ワークルーム', 1],
    [3, 'PC1', 'pc', '席1', 1],
    [4, '席2', 'desk', 'ワークルーム', 1],
  ]);
  expect(all[1]).toMatchObject({
    attributes: ['monitor', 'power'],
    bookableBy: 'member',
    activeFrom: '2026-11-21',
    activeUntil: null,
  });
});

test('what comes into a room that is hired whole is held with it', async () => {
  const room = await addResource(world, venue, { kind: 'room', name: 'サロン' });
  const booking = await addBooking(world, await addUser(world), [room.id]);
  await bringIn(table('席1,席,サロン,,', 'PC1,パソコン,席1,,', '席9,席,,,'));
  const ids = new Map((await standing()).map(({ id, name }) => [name, id]));
  const held = ['サロン', '席1', 'PC1'].map((name) => `${ids.get(name)} 2026-11-24 600–720`);
  expect(await heldInTimetable(world, booking.id)).toEqual(held.toSorted());
});

test('a thing that is there already is left as it is', async () => {
  const desk = await addResource(world, venue, { name: '席 1', capacity: 3 });
  const shown = await uploadTable(world, manager, table('席１,席,,1,', '席2,席,,1,'), { target });
  expect((await importOf(world, shown.id)).report).toMatchObject({ add: 1, skip: 1, wrong: 0 });
  await importShown(world, manager, shown);
  expect((await standing()).map(({ name }) => name)).toEqual(['席 1', '席2']);
  expect((await standing())[0]).toMatchObject({ id: desk.id, capacity: 3 });
});

test.each<[string, string[], [row: number, field: string, code: string][]]>([
  ['a name twice', ['席1,席,,,', '席 1,席,,,'], [[3, 'name', 'imports.name_twice']]],
  ['an unknown place', ['席1,席,ない部屋,,'], [[2, 'parent', 'imports.parent_unknown']]],
  [
    'a circle',
    ['甲,部屋,乙,,', '乙,部屋,甲,,'],
    [
      [2, 'parent', 'imports.too_deep'],
      [3, 'parent', 'imports.too_deep'],
    ],
  ],
  ['a thing in itself', ['甲,部屋,甲,,'], [[2, 'parent', 'imports.too_deep']]],
  ['an unclear place', ['席1,席,双子,,'], [[2, 'parent', 'imports.parent_unclear']]],
  ['an unknown kind', ['席1,椅子,,,'], [[2, 'kind', 'imports.kind_of_thing']]],
  ['unknown equipment', ['席1,席,,,モニター、ソファー'], [[2, 'attributes', 'imports.attributes']]],
  ['nobody in it', ['席1,席,,0,'], [[2, 'capacity', 'platform.too_low']]],
])('%s is told, and nothing is entered', async (_, lines, expected) => {
  await addResource(world, venue, { kind: 'room', name: '双子' });
  await addResource(world, venue, { kind: 'room', name: '双子' });
  const { id, page } = await uploadTable(world, manager, table(...lines), { target });
  expect((await importOf(world, id)).report!.problems.map(({ row, field, code }) => [row, field, code])).toEqual(
    expected,
  );
  expect(page.$('[name=plan]')).toHaveLength(0);
  expect(await standing()).toHaveLength(2);
});

test('days are read as spreadsheets write them', async () => {
  await bringIn('名前,種類,利用開始日,利用終了日\n席1,席,2026/4/1,2027年3月31日\n席2,Desk,2026-04-01,\n');
  expect((await standing()).map(({ activeFrom, activeUntil }) => [activeFrom, activeUntil])).toEqual([
    ['2026-04-01', '2027-03-31'],
    ['2026-04-01', null],
  ]);
});

test('what was entered by hand meanwhile is not entered a second time: the list is shown again', async () => {
  const shown = await uploadTable(world, manager, table('席1,席,,,', '席2,席,,,'), { target });
  await addResource(world, venue, { name: '席1' });
  const page = await importShown(world, manager, shown);
  expect(await importOf(world, shown.id)).toMatchObject({
    status: 'checked',
    report: { changed: true, add: 1, skip: 1 },
  });
  expect(await standing()).toHaveLength(1);
  await importShown(world, manager, { id: shown.id, page });
  expect(await standing()).toHaveLength(2);
});

test('ten thousand things take a bounded number of statements', async () => {
  const lines = Array.from({ length: 9_999 }, (_, at) => `席${at + 1},席,ワークルーム,,`);
  const shown = await uploadTable(world, manager, table('ワークルーム,部屋,,,', ...lines), { target });
  const { statements } = await statementsOf(() => importShown(world, manager, shown));
  expect(await world.database.reader.countBy(Resource, { venueId: venue.id })).toBe(10_000);
  expect(statements.length).toBeLessThan(160);
});

test('the pages of a venue lead to its import', async () => {
  const list = await manager.get(paths.resources(venue.id));
  const page = await manager.get(list.$(`a[href^="${paths.imports()}"]`).attr('href')!);
  expect(page.$('[name=target] [selected]').val()).toBe(target);
  const members = await manager.get(paths.members());
  expect(members.$(`a[href^="${paths.imports()}"]`)).toHaveLength(1);
});

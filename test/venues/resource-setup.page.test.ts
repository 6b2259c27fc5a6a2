import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { paths } from '../../src/platform/paths.js';
import { Closure } from '../../src/venues/closure.entity.js';
import { Resource } from '../../src/venues/resource.entity.js';
import { Venue } from '../../src/venues/venue.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { signInAs } from '../support/factories.js';
import { addResource, addVenue } from '../support/venue-factories.js';
import type { Answer, Visitor } from '../support/visitor.js';

let world: TestApp;
let manager: Visitor;
let venue: Venue;
beforeAll(async () => {
  world = await startApp();
  manager = await signInAs(world, 'manager');
  venue = await addVenue(world);
});
afterAll(() => world.close());

const problemsOf = ({ $ }: Answer): string[] =>
  $('.problem')
    .toArray()
    .map((one) => $(one).attr('id')!.slice(8));

describe('closures', () => {
  const closure = { fromDate: '2026-12-29', toDate: '2027-01-03', yearly: 'on', reason: '年末年始' };

  test('are added, changed and removed', async () => {
    const list = await manager.postAndFollow(paths.closures(venue.id), closure);
    expect(list.text).toContain('毎年 12月29日(火)–1月3日(日) 年末年始 拠点全体');
    const added = await world.database.reader.findOneByOrFail(Closure, { reason: '年末年始' });
    const change = { fromDate: '2026-12-28', startTime: '13:00', endTime: '17:00', reason: '大掃除' };
    const changed = await manager.postAndFollow(paths.closure(venue.id, added.id), change);
    expect(changed.text).toContain('2026年12月28日(月) 13:00–17:00 大掃除');
    const gone = await manager.postAndFollow(paths.closureDeletion(venue.id, added.id));
    expect(gone.text).not.toContain('大掃除');
  });

  test.each([
    ['toDate', { toDate: '2026-12-28' }],
    ['toDate', { toDate: '2028-01-01' }],
    ['fromDate', { fromDate: '2026-02-30' }],
    ['fromDate', { fromDate: '9999-12-31' }],
    ['startTime', { endTime: '10:00' }],
    ['startTime', { startTime: '25:00', endTime: '10:00' }],
    ['endTime', { startTime: '10:00' }],
    ['endTime', { startTime: '10:00', endTime: '09:00' }],
    ['resourceId', { resourceId: '999999' }],
    ['resourceId', { resourceId: '99999999999' }],
    ['reason', { reason: '' }],
  ])('are refused at %s for %j', async (field, wrong) => {
    const answer = await manager.post(paths.closures(venue.id), { ...closure, ...wrong });
    expect(answer.status).toBe(422);
    expect(problemsOf(answer)).toEqual([field]);
    expect(answer.$('[name=yearly]').attr('checked')).toBeDefined();
  });

  test('of another venue are not found', async () => {
    const other = await addVenue(world);
    await manager.post(paths.closures(other.id), { ...closure, reason: '別の拠点' });
    const { id } = await world.database.reader.findOneByOrFail(Closure, { reason: '別の拠点' });
    expect((await manager.get(paths.closureEdit(venue.id, id))).status).toBe(404);
    expect((await manager.post(paths.closure(venue.id, id), closure)).status).toBe(404);
    expect((await manager.post(paths.closureDeletion(venue.id, id))).status).toBe(404);
  });
});

describe('rooms, desks and PCs', () => {
  const desk = {
    kind: 'desk',
    name: '席',
    count: '1',
    parentId: '',
    capacity: '1',
    bookableBy: 'member',
    activeFrom: '2026-11-21',
    activeUntil: '',
    attributes: ['power', 'monitor'],
  };
  const names = async (of: Venue): Promise<string[]> => {
    const all = await world.database.reader.find(Resource, { where: { venueId: of.id }, order: { position: 'ASC' } });
    return all.map(({ name }) => name);
  };

  test('stand in the order of the house, several added at once', async () => {
    const house = await addVenue(world);
    await manager.post(paths.resources(house.id), { ...desk, kind: 'room', name: '部屋A' });
    await manager.post(paths.resources(house.id), { ...desk, kind: 'room', name: '部屋B' });
    const a = await world.database.reader.findOneByOrFail(Resource, { name: '部屋A' });
    const b = await world.database.reader.findOneByOrFail(Resource, { name: '部屋B' });
    await manager.post(paths.resources(house.id), { ...desk, parentId: a.id, count: '2' });
    await manager.post(paths.resources(house.id), { ...desk, parentId: a.id, count: '2' });
    expect(await names(house)).toEqual(['部屋A', '席1', '席2', '席3', '席4', '部屋B']);

    await manager.post(paths.resourcePosition(house.id, b.id), { direction: 'up' });
    expect(await names(house)).toEqual(['部屋B', '部屋A', '席1', '席2', '席3', '席4']);
    await manager.post(paths.resourcePosition(house.id, b.id), { direction: 'up' });
    const second = await world.database.reader.findOneByOrFail(Resource, { name: '席2' });
    await manager.post(paths.resourcePosition(house.id, second.id), { direction: 'down' });
    expect(await names(house)).toEqual(['部屋B', '部屋A', '席1', '席3', '席2', '席4']);
    expect(second.attributes).toEqual(['monitor', 'power']);
  });

  test('are changed, but never put into what stands in them', async () => {
    const room = await addResource(world, venue, { kind: 'room', name: '大部屋' });
    const inside = await addResource(world, venue, { name: '中の席', parentId: room.id });
    const form = await manager.get(paths.resourceEdit(venue.id, room.id));
    expect(form.$(`[name=parentId] option[value=${inside.id}]`)).toHaveLength(0);
    const answer = await manager.post(paths.resource(venue.id, room.id), { ...desk, parentId: inside.id });
    expect([answer.status, ...problemsOf(answer)]).toEqual([422, 'parentId']);
    const page = await manager.postAndFollow(paths.resource(venue.id, inside.id), {
      ...desk,
      name: '窓側',
      parentId: '',
    });
    expect(page.text).toContain('窓側');
  });

  test('have time to make ready before and after each use', async () => {
    const room = await addResource(world, venue, { kind: 'room', name: '和室' });
    const form = await manager.get(paths.resourceEdit(venue.id, room.id));
    expect(form.$('[name=bufferBefore]').val()).toBe('0');
    await manager.post(paths.resource(venue.id, room.id), { ...desk, bufferBefore: '15', bufferAfter: '120' });
    const saved = await world.database.reader.findOneByOrFail(Resource, { id: room.id });
    expect([saved.bufferBefore, saved.bufferAfter]).toEqual([15, 120]);
    const again = await manager.get(paths.resourceEdit(venue.id, room.id));
    expect(again.$('[name=bufferAfter]').val()).toBe('120');
  });

  test.each([
    ['kind', { kind: 'sofa' }],
    ['count', { count: '61' }],
    ['capacity', { capacity: '0' }],
    ['bookableBy', { bookableBy: '' }],
    ['attributes', { attributes: ['power', 'gold'] }],
    ['bufferBefore', { bufferBefore: '7' }],
    ['bufferAfter', { bufferAfter: '125' }],
    ['parentId', { parentId: '999999' }],
    ['activeUntil', { activeUntil: '2026-11-20' }],
  ])('are refused at %s for %j', async (field, wrong) => {
    const answer = await manager.post(paths.resources(venue.id), { ...desk, ...wrong });
    expect(answer.status).toBe(422);
    expect(problemsOf(answer)).toEqual([field]);
  });

  test('of another venue are no place to stand in', async () => {
    const other = await addVenue(world);
    const foreign = await addResource(world, other);
    const answer = await manager.post(paths.resources(venue.id), { ...desk, parentId: foreign.id });
    expect([answer.status, ...problemsOf(answer)]).toEqual([422, 'parentId']);
    expect((await manager.get(paths.resourceEdit(venue.id, foreign.id))).status).toBe(404);
  });

  test('are taken away if nothing ever used them', async () => {
    const room = await addResource(world, venue, { kind: 'room', name: '間違い' });
    const inside = await addResource(world, venue, { parentId: room.id });
    const refused = await manager.post(paths.resourceDeletion(venue.id, room.id));
    expect(refused.status).toBe(409);
    expect(refused.$('#form-summary').text()).toContain('利用終了日');
    for (const { id } of [inside, room])
      expect((await manager.post(paths.resourceDeletion(venue.id, id))).status).toBe(303);
    expect((await manager.get(paths.resourceEdit(venue.id, room.id))).status).toBe(404);
  });
});

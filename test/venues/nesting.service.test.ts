import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { todayAt } from '../../src/platform/time.js';
import { Occupancy } from '../../src/venues/occupancy.entity.js';
import { Resource } from '../../src/venues/resource.entity.js';
import type { ResourceFacts } from '../../src/venues/resources/resource-form.js';
import { Resources } from '../../src/venues/resources/resources.service.js';
import type { Venue } from '../../src/venues/venue.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { FakeOccupants } from '../support/fake-occupants.js';
import { addResource, addVenue } from '../support/venue-factories.js';

let world: TestApp;
let meetings: FakeOccupants;
let venue: Venue;
let room: Resource, hall: Resource, desk: Resource, pc: Resource;
const MANAGER = 1;
const slot = { date: '2026-11-24', start: 600, end: 720 };

beforeAll(async () => {
  world = await startApp();
  meetings = new FakeOccupants(world);
});
afterAll(() => world.close());
beforeEach(async () => {
  venue = await addVenue(world);
  room = await addResource(world, venue, { kind: 'room', name: '部屋' });
  hall = await addResource(world, venue, { kind: 'room', name: '広間' });
  desk = await addResource(world, venue, { name: '席' });
  pc = await addResource(world, venue, { kind: 'pc', name: 'PC', parentId: desk.id });
});

const factsOf = (thing: Resource): ResourceFacts => {
  const { id: _, venueId: __, position: ___, ...facts } = thing;
  return facts;
};
const put = (thing: Resource, into: Resource | null): Promise<void> =>
  world.get(Resources).update(MANAGER, venue.id, thing.id, {
    facts: { ...factsOf(thing), parentId: into?.id ?? null },
    decision: { shown: [], cancelReason: null },
  });
const heldBy = async (id: number): Promise<number[]> => {
  const where = { sourceId: id, sourceKind: 'meeting' };
  const rows = await world.database.reader.find(Occupancy, { where, order: { resourceId: 'ASC' } });
  return rows.map(({ resourceId }) => resourceId);
};

describe('a desk with a PC on it', () => {
  test('is held, once it stands in a room that is hired', async () => {
    const meeting = await meetings.take([room.id], slot);
    await put(desk, room);
    expect(await heldBy(meeting)).toEqual([room.id, desk.id, pc.id]);
  });

  test('is free again, once it stands in it no more', async () => {
    await put(desk, room);
    const meeting = await meetings.take([room.id], slot);
    await put(desk, null);
    expect(await heldBy(meeting)).toEqual([room.id]);
  });

  test('changes from one hired room into another', async () => {
    await put(desk, room);
    const [here, there] = [await meetings.take([room.id], slot), await meetings.take([hall.id], slot)];
    await put(desk, hall);
    expect([await heldBy(here), await heldBy(there)]).toEqual([[room.id], [hall.id, desk.id, pc.id]]);
  });

  test('stays held where its holder asked for it as well as for the room', async () => {
    await put(desk, room);
    const meeting = await meetings.take([room.id, desk.id], slot);
    await put(desk, null);
    expect(await heldBy(meeting)).toEqual([room.id, desk.id, pc.id]);
    await put(desk, room);
    expect(await heldBy(meeting)).toEqual([room.id, desk.id, pc.id]);
  });

  test('keeps its own bookings wherever it goes', async () => {
    const own = await meetings.take([pc.id], slot);
    await put(desk, room);
    await put(desk, null);
    expect(await heldBy(own)).toEqual([pc.id]);
  });

  test('cannot go where somebody else holds the room at the same time, and is told what collides', async () => {
    const meeting = await meetings.take([room.id], slot);
    const own = await meetings.take([pc.id], { ...slot, start: 690, end: 750 });
    await expect(put(desk, room)).rejects.toMatchObject({
      kind: 'conflict',
      code: 'venues.nesting_taken',
      params: { total: 1, taken: [{ name: 'PC', date: slot.date, start: 690, end: 750 }] },
      problems: [{ field: 'parentId' }],
    });
    expect([await heldBy(meeting), await heldBy(own)]).toEqual([[room.id], [pc.id]]);
    expect((await world.database.reader.findOneByOrFail(Resource, { id: desk.id })).parentId).toBeNull();
  });

  test('leaves what is past as it was', async () => {
    const past = await meetings.take([room.id], { ...slot, date: '2026-11-20' });
    const today = await meetings.take([room.id], { ...slot, date: todayAt(world.clock.now()) });
    await put(desk, room);
    expect(await heldBy(past)).toEqual([room.id]);
    expect(await heldBy(today)).toEqual([room.id, desk.id, pc.id]);
  });

  test('is held through a room that stands in another', async () => {
    const meeting = await meetings.take([hall.id], slot);
    await put(room, hall);
    await put(desk, room);
    expect(await heldBy(meeting)).toEqual([room.id, hall.id, desk.id, pc.id].toSorted((a, b) => a - b));
    await put(room, null);
    expect(await heldBy(meeting)).toEqual([hall.id]);
  });
});

test('what is added to a room that is hired is held from the start', async () => {
  const meeting = await meetings.take([room.id], slot);
  const facts = { ...factsOf(desk), name: '新しい席', parentId: room.id };
  await world.get(Resources).add(MANAGER, venue.id, { facts, count: 3 });
  const added = await world.database.reader.find(Resource, { where: { parentId: room.id } });
  expect(added.map(({ name }) => name).toSorted()).toEqual(['新しい席1', '新しい席2', '新しい席3']);
  expect(await heldBy(meeting)).toEqual([room.id, ...added.map(({ id }) => id)]);
});

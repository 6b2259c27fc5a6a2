import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { Occupancy } from '../../src/venues/occupancy.entity.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import { Timetable } from '../../src/venues/timetable.js';
import { VersionQuery } from '../../src/venues/timetable-versions.js';
import { VenueDays } from '../../src/venues/venue-days.js';
import type { Venue } from '../../src/venues/venue.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { addResource, addVenue } from '../support/venue-factories.js';

let world: TestApp;
let venue: Venue;
let room: Resource, desk: Resource, pc: Resource, other: Resource;
const slot = { date: '2026-11-24', start: 600, end: 720 };
const booking = (id: number): { kind: string; id: number } => ({ kind: 'booking', id });

beforeAll(async () => {
  world = await startApp();
  venue = await addVenue(world);
  room = await addResource(world, venue, { kind: 'room', name: '部屋' });
  desk = await addResource(world, venue, { parentId: room.id });
  pc = await addResource(world, venue, { parentId: desk.id, kind: 'pc' });
  other = await addResource(world, venue, { parentId: room.id });
});
afterAll(() => world.close());
beforeEach(() => world.database.transaction((tx) => tx.createQueryBuilder().delete().from(Occupancy).execute()));

const occupy = (id: number, resources: Resource[], at = slot): Promise<void> =>
  world.database.transaction((tx) =>
    world.get(Timetable).occupy(
      tx,
      booking(id),
      resources.map((one) => one.id),
      at,
    ),
  );
const heldBy = async (id: number): Promise<number[]> => {
  const rows = await world.database.reader.find(Occupancy, { where: { sourceId: id }, order: { resourceId: 'ASC' } });
  return rows.map(({ resourceId }) => resourceId);
};

describe('the timetable', () => {
  test('takes what stands inside too, each thing once', async () => {
    await occupy(1, [desk, pc]);
    expect(await heldBy(1)).toEqual([desk.id, pc.id]);
    await occupy(2, [room], { ...slot, start: 780, end: 840 });
    expect(await heldBy(2)).toEqual([room.id, desk.id, pc.id, other.id]);
  });

  test('gives the other desks of a room to others', async () => {
    await occupy(1, [desk]);
    await occupy(2, [other]);
    expect(await heldBy(2)).toEqual([other.id]);
  });

  test.each([
    ['the room of a desk that is taken', () => [desk], () => [room]],
    ['a desk of a room that is hired whole', () => [room], () => [desk]],
    ['a desk whose PC is taken', () => [pc], () => [desk]],
  ])('refuses %s', async (_, first, second) => {
    await occupy(1, first());
    await expect(occupy(2, second())).rejects.toMatchObject({ kind: 'conflict', code: 'venues.taken' });
    expect(await heldBy(2)).toEqual([]);
  });

  test('half of a group is never left behind', async () => {
    await occupy(1, [other]);
    await expect(occupy(2, [desk, other])).rejects.toMatchObject({ code: 'venues.taken' });
    expect(await heldBy(2)).toEqual([]);
  });

  test('a move that is refused keeps the old place', async () => {
    await occupy(1, [other]);
    await occupy(2, [desk]);
    const move = world.database.transaction((tx) => world.get(Timetable).move(tx, booking(2), [other.id], slot));
    await expect(move).rejects.toMatchObject({ code: 'venues.taken' });
    expect(await heldBy(2)).toEqual([desk.id, pc.id]);
  });

  test('that is changed by moving a row to another date has a new version on both, and on no other', async () => {
    await occupy(1, [pc]);
    const stamps = async (): Promise<string[]> => {
      const { between, rules } = await world.get(VersionQuery).read(world.database.reader, '2026-11-24', '2026-11-26');
      return [...['2026-11-24', '2026-11-25', '2026-11-26'].map((date) => between(venue.id, date, date)), rules];
    };
    const before = await stamps();
    await world.database.transaction((tx) => tx.update(Occupancy, { sourceId: 1 }, { date: '2026-11-26' }));
    const after = await stamps();
    expect(after.map((stamp, index) => stamp !== before[index])).toEqual([true, false, true, false]);
  });

  test('a day is read with what is free on it', async () => {
    await occupy(1, [desk]);
    const day = await world.get(VenueDays).day(world.database.reader, venue, slot.date);
    const free = Object.fromEntries(day.resources.map(({ id, free: stretches }) => [id, stretches]));
    const rest = [
      { start: 540, end: 600 },
      { start: 720, end: 1020 },
    ];
    expect(free).toEqual({ [room.id]: rest, [desk.id]: rest, [pc.id]: rest, [other.id]: [{ start: 540, end: 1020 }] });
  });
});

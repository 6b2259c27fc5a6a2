import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { paths } from '../../src/platform/paths.js';
import { Closure } from '../../src/venues/closure.entity.js';
import { Resource } from '../../src/venues/resource.entity.js';
import type { Venue } from '../../src/venues/venue.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { signInAs } from '../support/factories.js';
import { MOST_STATEMENTS, openCounting } from '../support/statements.js';
import { addResource, addVenue } from '../support/venue-factories.js';
import type { Visitor } from '../support/visitor.js';

/** Of HTML (UI.md). */
const MOST_BYTES = 60_000;

let world: TestApp;
let manager: Visitor;
const houses: { size: number; venue: Venue; room: Resource }[] = [];

beforeAll(async () => {
  world = await startApp();
  manager = await signInAs(world, 'manager');
  for (const size of [10, 500]) {
    const venue = await addVenue(world, { name: `拠点${size}` });
    const room = await addResource(world, venue, { kind: 'room', name: '部屋' });
    await world.database.transaction(async (tx) => {
      const { id: _, ...facts } = room;
      const desks = Array.from({ length: size - 1 }, (_, at) => ({ ...facts, name: `席${at}`, parentId: room.id }));
      for (let at = 0; at < desks.length; at += 100) await tx.insert(Resource, desks.slice(at, at + 100));
      const facts2 = { venueId: venue.id, resourceId: room.id, startMinute: null, endMinute: null, yearly: false };
      const days = { fromDate: '2026-12-01', toDate: '2026-12-01', reason: '清掃' };
      await tx.insert(
        Closure,
        Array.from({ length: size / 10 }, () => ({ ...facts2, ...days })),
      );
    });
    houses.push({ size, venue, room });
  }
});
afterAll(() => world.close());

test.each<[string, (venue: number, room: number) => string]>([
  ['overview', () => paths.manage()],
  ['list of venues', () => paths.venues()],
  ['venue', (venue) => paths.venue(venue)],
  ['settings', (venue) => paths.venueEdit(venue)],
  ['opening hours', (venue) => paths.openingHours(venue)],
  ['holidays', (venue) => paths.holidays(venue)],
  ['closures', (venue) => paths.closures(venue)],
  ['new closure', (venue) => paths.closureNew(venue)],
  ['resources', (venue) => paths.resources(venue)],
  ['new resource', (venue) => paths.resourceNew(venue)],
  ['resource', (venue, room) => paths.resourceEdit(venue, room)],
  ['pictures', (venue, room) => paths.pictures(venue, room)],
])(
  `the page "%s" takes at most ${MOST_STATEMENTS} statements and 60 KB, with 500 resources as with 10`,
  async (_, url) => {
    const counts: number[] = [];
    for (const { venue, room } of houses) {
      const { answer, statements } = await openCounting(manager, url(venue.id, room.id));
      expect(answer.status).toBe(200);
      expect(answer.bytes.length).toBeLessThan(MOST_BYTES);
      expect(statements.length).toBeLessThanOrEqual(MOST_STATEMENTS);
      counts.push(statements.length);
    }
    expect(counts[1]).toBe(counts[0]);
    expect(counts[0]).toBeGreaterThan(1);
  },
);

test('the list of resources comes in pages, and opens where one looks', async () => {
  const { venue, room } = houses[1]!;
  const last = await world.database.reader.findOneByOrFail(Resource, { venueId: venue.id, name: '席498' });
  const rows = async (url: string): Promise<string[]> => {
    const { $ } = await manager.get(url);
    return $('.tree .row-link')
      .toArray()
      .map((one) => $(one).text());
  };
  const first = await rows(paths.resources(venue.id));
  expect([first.length, first[0], first.at(-1)]).toEqual([50, '部屋', '席48']);
  expect((await rows(paths.resources(venue.id, { show: last.id }))).at(-1)).toBe('席498');
  expect(await rows(paths.resources(venue.id, { page: 99 }))).toContain('席498');
  expect(await rows(`${paths.resources(venue.id)}?page=x&show=-1`)).toEqual(first);
  const second = await manager.get(paths.resources(venue.id, { page: 2 }));
  expect(second.$('.tree li').first().text()).toContain(`${room.name}の中`);
  expect(
    second
      .$('.pager a')
      .toArray()
      .map((one) => second.$(one).attr('href')),
  ).toEqual([paths.resources(venue.id, { page: 1 }), paths.resources(venue.id, { page: 3 })]);
});

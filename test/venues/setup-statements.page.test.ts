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
])(`the page "%s" takes at most ${MOST_STATEMENTS} statements, with 500 resources as with 10`, async (_, url) => {
  const counts: number[] = [];
  for (const { venue, room } of houses) {
    const { answer, statements } = await openCounting(manager, url(venue.id, room.id));
    expect(answer.status).toBe(200);
    expect(statements.length).toBeLessThanOrEqual(MOST_STATEMENTS);
    counts.push(statements.length);
  }
  expect(counts[1]).toBe(counts[0]);
  expect(counts[0]).toBeGreaterThan(1);
});

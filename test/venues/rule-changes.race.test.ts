import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Closure } from '../../src/venues/closure.entity.js';
import { Closures } from '../../src/venues/closures/closures.service.js';
import { Occupancy } from '../../src/venues/occupancy.entity.js';
import { CollisionsFound } from '../../src/venues/rules/decision.js';
import { startApp, type TestApp } from '../support/app.js';
import { FakeOccupants } from '../support/fake-occupants.js';
import { addResource, addVenue } from '../support/venue-factories.js';

let world: TestApp;
beforeAll(async () => {
  world = await startApp();
});
afterAll(() => world.close());

const ROUNDS = 20;
const MANAGER = 1;

test('a closure and bookings at the same moment never both pass unseen', async () => {
  const meetings = new FakeOccupants(world);
  const venue = await addVenue(world, { closedOnHolidays: false, openingHours: WHOLE_WEEK });
  const desks = await Promise.all(Array.from({ length: 6 }, (_, at) => addResource(world, venue, { name: `席${at}` })));
  const seen: string[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const date = `2026-12-${String(round + 1).padStart(2, '0')}`;
    const slot = { date, start: 600, end: 720 };
    const close = async (): Promise<'closed' | 'asked'> => {
      await pause(round % 5);
      const hours = { startMinute: null, endMinute: null };
      const closure = { ...hours, resourceId: null, fromDate: date, toDate: date, yearly: false, reason: '点検' };
      try {
        await world.get(Closures).add(MANAGER, venue.id, { closure, decision: { shown: [], cancelReason: null } });
        return 'closed';
      } catch (error) {
        if (error instanceof CollisionsFound) return 'asked';
        throw error;
      }
    };
    const bookings = desks.map(async ({ id }, at) => {
      await pause(at);
      return meetings.book(venue, id, slot);
    });
    const [closed, ...booked] = await Promise.all([close(), ...bookings]);
    const rows = await world.database.reader.countBy(Occupancy, { date });
    const closures = await world.database.reader.countBy(Closure, { fromDate: date });
    expect([closures, booked.filter(Boolean).length]).toEqual([closed === 'closed' ? 1 : 0, rows]);
    if (closed === 'closed') expect(rows).toBe(0);
    seen.push(closed);
  }
  expect(seen).toHaveLength(ROUNDS);
});

const WHOLE_WEEK = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start: 540, end: 1020 }));

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { alternativesTo } from '../../src/bookings/alternatives.policy.js';
import { within } from '../../src/venues/stretches.policy.js';
import type { DayResource } from '../../src/venues/venue-day.policy.js';
import { dayOf } from './booking-facts.js';

/** Desks 1, 3 and 4, PC 2; the place is open 9–12 and 13–17. */
const offeredWith = (...taken: [id: number, start: number, end: number][]): DayResource[] =>
  dayOf('2026-11-24', {
    occupancies: taken.map(([resourceId, startMinute, endMinute]) => ({ resourceId, startMinute, endMinute })),
  }).resources.filter(({ bookableBy }) => bookableBy === 'member');
const asked = (resourceIds: number[], start = 600, end = 660) => ({ start, end, resourceIds });
const told = (found: ReturnType<typeof alternativesTo>): string[] =>
  found.map(({ start, end, resourceIds }) => `${start}–${end} ${resourceIds.join('+')}`);

test('other desks for the same stretch come first, then the same desk at other times, the nearest first', () => {
  expect(told(alternativesTo(asked([1]), offeredWith([1, 600, 660]), 30))).toEqual([
    '600–660 3',
    '600–660 4',
    '540–600 1',
    '660–720 1',
    '780–840 1',
  ]);
});

test('what is free of the things wanted is kept', () => {
  const found = told(alternativesTo(asked([1, 2]), offeredWith([1, 600, 660], [3, 600, 660]), 30));
  expect(found).toEqual(['600–660 4+2', '540–600 1+2', '660–720 1+2', '780–840 1+2']);
});

test('two desks are replaced by two', () => {
  expect(told(alternativesTo(asked([1, 3]), offeredWith([1, 540, 1020], [3, 540, 900]), 30))).toEqual([
    '900–960 4+3',
    '930–990 4+3',
    '960–1020 4+3',
  ]);
  const found = told(alternativesTo(asked([1]), offeredWith([1, 540, 1020], [3, 540, 720], [4, 540, 720]), 30));
  expect(found).toEqual(['780–840 3', '810–870 3', '840–900 3']);
});

test('nothing is offered for what is not there', () => {
  expect(alternativesTo(asked([99]), offeredWith(), 30)).toEqual([]);
  expect(alternativesTo(asked([]), offeredWith(), 30)).toEqual([]);
});

test('whatever is offered is free, on the grid, as long as asked, and of the same kinds', () => {
  const step = fc.integer({ min: 18, max: 33 }).map((n) => n * 30);
  const takings = fc.array(
    fc.tuple(fc.constantFrom(1, 2, 3, 4), step, fc.constantFrom(30, 60, 120)).map(([id, at, long]) => ({
      resourceId: id,
      startMinute: at,
      endMinute: at + long,
    })),
    { maxLength: 12 },
  );
  const wish = fc.record({
    resourceIds: fc.uniqueArray(fc.constantFrom(1, 2, 3, 4), { minLength: 1, maxLength: 3 }),
    start: step,
    long: fc.constantFrom(30, 60, 90, 180),
  });
  fc.assert(
    fc.property(takings, wish, (occupancies, { resourceIds, start, long }) => {
      const day = dayOf('2026-11-24', { occupancies });
      const byId = new Map(day.resources.map((one) => [one.id, one]));
      const kinds = (ids: number[]): string => ids.map((id) => byId.get(id)!.kind).toString();
      for (const found of alternativesTo({ start, end: start + long, resourceIds }, day.resources, 30)) {
        expect(found.end - found.start).toBe(long);
        expect(found.start % 30).toBe(0);
        expect(kinds(found.resourceIds)).toBe(kinds(resourceIds));
        expect(new Set(found.resourceIds).size).toBe(resourceIds.length);
        for (const id of found.resourceIds) expect(within(found, byId.get(id)!.free)).toBe(true);
      }
    }),
  );
});

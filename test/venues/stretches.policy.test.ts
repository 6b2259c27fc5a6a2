import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { distance, merge, nearestFree, subtract, within } from '../../src/venues/stretches.policy.js';
import type { Stretch } from '../../src/venues/venue-rules.js';

const stretch = fc
  .tuple(fc.integer({ min: 0, max: 96 }), fc.integer({ min: 0, max: 96 }))
  .map(([a, b]): Stretch => ({ start: Math.min(a, b), end: Math.max(a, b) }));
const stretches = fc.array(stretch, { maxLength: 8 });
const minutes = Array.from({ length: 97 }, (_, minute) => minute);
const covers = (those: readonly Stretch[], minute: number): boolean =>
  those.some(({ start, end }) => start <= minute && minute < end);
const isTidy = (those: readonly Stretch[]): boolean =>
  those.every(({ start, end }, index) => start < end && (index === 0 || those[index - 1]!.end < start));

describe('stretches of a day', () => {
  test('merging keeps each minute and leaves no overlap, touch or empty stretch', () => {
    fc.assert(
      fc.property(stretches, (those) => {
        const merged = merge(those);
        expect(isTidy(merged)).toBe(true);
        for (const minute of minutes) expect(covers(merged, minute)).toBe(covers(those, minute));
      }),
    );
  });

  test('subtracting leaves each minute that was there and is in no hole', () => {
    fc.assert(
      fc.property(stretches, stretches, (from, holes) => {
        const left = subtract(from, holes);
        expect(isTidy(left)).toBe(true);
        for (const minute of minutes) {
          expect(covers(left, minute)).toBe(covers(from, minute) && !covers(holes, minute));
        }
      }),
    );
  });

  test('the nearest free stretches are free, on the grid, as long as wanted, and none nearer is left out', () => {
    const wanted = stretch.filter(({ start, end }) => start < end);
    fc.assert(
      fc.property(wanted, stretches, fc.constantFrom(1, 4), (want, from, grid) => {
        const free = merge(from);
        const found = nearestFree(want, free, grid, 3);
        const all = minutes
          .filter((start) => start % grid === 0)
          .map((start) => ({ start, end: start + want.end - want.start }))
          .filter((one) => within(one, free));
        expect(found).toHaveLength(Math.min(3, all.length));
        const away = (one: Stretch): number => Math.abs(one.start - want.start);
        const farthest = Math.max(-1, ...found.map(away));
        for (const one of found) expect(all).toContainEqual(one);
        const nearer = all.filter((one) => away(one) < farthest);
        for (const one of nearer) expect(found).toContainEqual(one);
      }),
    );
  });

  test.each([
    [{ start: 0, end: 10 }, { start: 10, end: 20 }, 0],
    [{ start: 0, end: 10 }, { start: 5, end: 20 }, 0],
    [{ start: 0, end: 10 }, { start: 25, end: 30 }, 15],
    [{ start: 25, end: 30 }, { start: 0, end: 10 }, 15],
  ])('%j and %j are %i minutes apart', (a, b, apart) => {
    expect(distance(a, b)).toBe(apart);
  });
});

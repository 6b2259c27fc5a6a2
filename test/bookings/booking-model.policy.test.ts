import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { whyRefused } from '../../src/bookings/booking.policy.js';
import { momentAt } from '../../src/platform/time.js';
import { dayOf, resources } from './booking-facts.js';

/**
 * A second, plainer way to say when a booking can be had: minute by minute. The place is open 9–12 and 13–17 but on
 * Sundays, its grid is 30 minutes, its window 60 days, two things a booking; now is Saturday 2026-11-21, 10:10.
 */
const now = momentAt('2026-11-21', 610);
const DATES = ['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23', '2026-11-24', '2027-01-20', '2027-01-21'];
const OPEN_DATES = new Set(['2026-11-21', '2026-11-24', '2027-01-20']);
const MEMBERS = new Set([1, 2, 3, 4]);

interface Shut {
  resourceId: number | null;
  startMinute: number;
  endMinute: number;
}

function canBeHad(wish: Wish, closures: readonly Shut[], taken: readonly Shut[]): boolean {
  const { date, start, end, resourceIds } = wish;
  if (start >= end || start % 30 > 0 || end % 30 > 0 || !OPEN_DATES.has(date)) return false;
  if (date === '2026-11-21' && start < 600) return false;
  if (resourceIds.length === 0 || resourceIds.length > 2 || !resourceIds.every((id) => MEMBERS.has(id))) return false;
  const isOpen = (minute: number): boolean => (540 <= minute && minute < 720) || (780 <= minute && minute < 1020);
  for (let minute = start; minute < end; minute += 1) {
    const lies = (one: Shut): boolean => one.startMinute <= minute && minute < one.endMinute;
    const concerns = (one: Shut): boolean => one.resourceId === null || resourceIds.includes(one.resourceId);
    if (!isOpen(minute)) return false;
    if ([...closures, ...taken].some((one) => lies(one) && concerns(one))) return false;
  }
  return true;
}

interface Wish {
  date: string;
  start: number;
  end: number;
  resourceIds: number[];
}

const minute = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 18, max: 34 }).map((n) => n * 30) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 1440 }) },
);
const wishes: fc.Arbitrary<Wish> = fc
  .record({
    date: fc.oneof(
      { weight: 3, arbitrary: fc.constant('2026-11-24') },
      { weight: 2, arbitrary: fc.constantFrom(...DATES) },
    ),
    start: minute,
    long: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(30, 60, 90) },
      { weight: 1, arbitrary: fc.constantFrom(-30, 0, 45) },
    ),
    resourceIds: fc.oneof(
      { weight: 4, arbitrary: fc.uniqueArray(fc.constantFrom(1, 2, 3, 4), { minLength: 1, maxLength: 2 }) },
      { weight: 1, arbitrary: fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { maxLength: 3 }) },
    ),
  })
  .map(({ long, ...wish }) => ({ ...wish, end: wish.start + long }));
const shut = (ids: readonly (number | null)[]): fc.Arbitrary<Shut> =>
  fc
    .tuple(fc.constantFrom(...ids), fc.integer({ min: 18, max: 33 }), fc.integer({ min: 1, max: 4 }))
    .map(([resourceId, at, long]) => ({ resourceId, startMinute: at * 30, endMinute: (at + long) * 30 }));

test('a booking can be had exactly when the plain model says so', () => {
  let had = 0;
  fc.assert(
    fc.property(
      wishes,
      fc.array(shut([null, 1, 2, 3]), { maxLength: 2 }),
      fc.array(shut([1, 2, 3, 4]), { maxLength: 4 }),
      (wish, closures, taken) => {
        const day = dayOf(wish.date, {
          closures: closures.map((one) => ({ ...one, reason: 'x' })),
          occupancies: taken as { resourceId: number; startMinute: number; endMinute: number }[],
        });
        const refused = whyRefused(wish, { now, day, chosen: resources, byStaff: false });
        expect([wish, refused?.code, refused === undefined]).toEqual([
          wish,
          refused?.code,
          canBeHad(wish, closures, taken),
        ]);
        if (!refused) had += 1;
      },
    ),
    { numRuns: 3000 },
  );
  expect(had).toBeGreaterThan(200); // the question is not answered by refusing everything
});

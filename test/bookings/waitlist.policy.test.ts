import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isRival, promises, type Waiting } from '../../src/bookings/waitlist/waitlist.policy.js';
import { heldUntil, isWorthReminding } from '../../src/venues/holding.policy.js';
import { momentAt, overlaps } from '../../src/platform/time.js';
import { within } from '../../src/venues/stretches.policy.js';
import { dayOf } from './booking-facts.js';

const DATE = '2026-11-24';
const slot = { date: DATE, start: 600, end: 720 };

test.each([
  ['days before: for so many hours', '2026-11-20', 540, '2026-11-20', 1260],
  ['on the day before: never later than an hour before the start', '2026-11-23', 1430, DATE, 540],
  ['an hour and a minute before: a minute', DATE, 539, DATE, 540],
  ['an hour before: not at all, it goes to all', DATE, 540, undefined, 0],
  ['after the start: not at all', DATE, 610, undefined, 0],
])('a place is held, %s', (_, date, minute, untilDate, until) => {
  const found = heldUntil(slot, { offerHours: 12 }, momentAt(date, minute));
  expect(found?.toString()).toBe(untilDate && momentAt(untilDate, until).toString());
});

test.each([
  ['a third of twelve hours is not yet left', 540, 1260, 1019, false],
  ['a third of twelve hours is left', 540, 1260, 1020, true],
  ['an hour of two and a half is not yet left', 540, 690, 629, false],
  ['an hour of two and a half is left', 540, 690, 630, true],
  ['a minute is left', 540, 690, 689, true],
  ['it has run out', 540, 690, 690, false],
  ['it is held for less than two hours', 540, 659, 620, false],
])('is she reminded of a place where %s', (_, from, until, now, expected) => {
  const offer = { createdAt: momentAt(DATE, from), expiresAt: momentAt(DATE, until) };
  expect(isWorthReminding(offer, momentAt(DATE, now))).toBe(expected);
});

test.each([
  ['any desk and any desk', {}, {}, true],
  ['any desk and one desk', {}, { resourceId: 1 }, true],
  ['one desk and another', { resourceId: 1 }, { resourceId: 3 }, false],
  ['a desk and a PC', {}, { kind: 'pc' }, false],
  ['one after the other', {}, { start: 720, end: 780 }, false],
] as const)('are these after the same: %s', (_, a, b, expected) => {
  const any = { kind: 'desk', resourceId: null, start: 600, end: 720 } as const;
  expect(isRival({ ...any, ...a }, { ...any, ...b })).toBe(expected);
});

const stretches = fc
  .tuple(fc.integer({ min: 18, max: 33 }), fc.integer({ min: 1, max: 4 }))
  .map(([start, long]) => ({ start: start * 30, end: (start + long) * 30 }));
const lines = fc.array(fc.tuple(stretches, fc.constantFrom(null, 1, 3, 4), fc.nat(3)), { maxLength: 8 }).map((many) =>
  many.map(([stretch, resourceId, memberId], id): Waiting => ({
    ...stretch,
    id,
    memberId,
    kind: 'desk',
    resourceId,
  })),
);
const taken = fc.array(fc.tuple(stretches, fc.constantFrom(1, 3, 4)), { maxLength: 6 });

test('nothing is promised twice, and nobody is passed over for what she could have had in her turn', () => {
  fc.assert(
    fc.property(lines, taken, (line, held) => {
      const occupancies = held.map(([{ start, end }, resourceId]) => ({
        resourceId,
        startMinute: start,
        endMinute: end,
      }));
      const day = dayOf(DATE, { occupancies });
      const made = promises(line, { now: momentAt('2026-11-20', 540), day, uses: new Map() });
      const freeOf = (id: number) => day.resources.find((one) => one.id === id)!.free;
      for (const [index, one] of line.entries()) {
        const before = made.filter((promised) => promised.one.id < index);
        const own = made.find((promised) => promised.one.id === index);
        const could = [1, 3, 4].find(
          (id) =>
            (one.resourceId ?? id) === id &&
            within(one, freeOf(id)) &&
            !before.some((promised) => promised.resourceId === id && overlaps(promised.one, one)),
        );
        const hasOther = before.some(
          (promised) => promised.one.memberId === one.memberId && overlaps(promised.one, one),
        );
        expect(own?.resourceId).toBe(hasOther ? undefined : could);
      }
    }),
  );
});

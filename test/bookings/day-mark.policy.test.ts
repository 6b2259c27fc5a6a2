import { expect, test } from '@jest/globals';
import { type DayMark, deskMinutes, type MarkFacts, markOf } from '../../src/bookings/day/mark.policy.js';
import { wishOf } from '../../src/bookings/day/wish.js';
import { dayOf, resources } from './booking-facts.js';

const TODAY = '2026-11-21';

test.each<[DayMark, Partial<MarkFacts>]>([
  ['free', {}],
  ['free', { takenMinutes: 480 }],
  ['few', { takenMinutes: 481 }],
  ['few', { takenMinutes: 599 }],
  ['full', { takenMinutes: 600 }],
  ['full', { openMinutes: 0 }],
  ['closed', { isOpen: false }],
  ['past', { date: '2026-11-20' }],
  ['past', { date: TODAY, openMinutes: 0 }],
  ['free', { date: TODAY }],
  ['free', { date: '2027-01-20' }],
  ['later', { date: '2027-01-21' }],
])('a day is %s: %j', (mark, facts) => {
  const plain = {
    date: '2026-11-24',
    today: TODAY,
    lastDay: '2027-01-20',
    isOpen: true,
    openMinutes: 600,
    takenMinutes: 0,
  };
  expect(markOf({ ...plain, ...facts })).toBe(mark);
});

test('the minutes of the desks are those that members may use that day', () => {
  const { opening } = dayOf('2026-11-24');
  const here = resources.filter(({ venueId }) => venueId === 1);
  const closure = {
    resourceId: 3,
    fromDate: '2026-11-24',
    toDate: '2026-11-24',
    startMinute: 540,
    endMinute: 600,
    yearly: false,
    reason: 'x',
  };
  expect(deskMinutes(here, [])('2026-11-24', opening, 0)).toBe(3 * 420);
  expect(deskMinutes(here, [closure])('2026-11-24', opening, 0)).toBe(3 * 420 - 60);
  expect(deskMinutes(here, [])('2026-11-24', opening, 960)).toBe(3 * 60);
});

const ask = { attributes: [], start: undefined, end: undefined };

test.each<[string | undefined, string, boolean]>([
  [undefined, TODAY, false],
  ['2026-11-24', '2026-11-24', false],
  ['2026-02-30', TODAY, true],
  ['abc', TODAY, true],
  ['', TODAY, true],
  ['1900-01-01', TODAY, true],
  ['9999-12-31', TODAY, true],
  ['2026-11-24T00:00', TODAY, true],
])('asked for %s, the day is %s', (date, shown, isBad) => {
  expect(wishOf({ ...ask, date, venue: undefined }, TODAY)).toMatchObject({ date: shown, badDate: isBad });
});

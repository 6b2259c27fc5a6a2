import { expect, test } from '@jest/globals';
import { freePlace } from '../../src/home/free-today.view.js';
import { momentAt } from '../../src/platform/time.js';
import type { Opening } from '../../src/venues/opening.policy.js';
import { dayOf, type DayParts } from '../bookings/booking-facts.js';

const TUESDAY = '2026-11-24';
const open = { stretches: [{ start: 540, end: 1020 }], partly: [] } as Opening;
const openings = [{ date: '2026-11-25', opening: open }];
const all = (start: number, end: number): DayParts['occupancies'] =>
  [1, 3, 4].map((resourceId) => ({ resourceId, startMinute: start, endMinute: end }));

/** A place with three desks for members, open 9–12 and 13–17 but on Sundays (booking-facts.ts). */
test.each<[string, number, DayParts, string, object]>([
  ['before it opens', 480, {}, TUESDAY, { key: 'home:free.opens', count: 3, start: 540, until: 720 }],
  ['while it is open', 605, {}, TUESDAY, { key: 'home:free.now', count: 3, start: 600, until: 720 }],
  [
    'with one desk taken',
    605,
    { occupancies: all(600, 660)!.slice(0, 1) },
    TUESDAY,
    { key: 'home:free.now', count: 2 },
  ],
  ['with all taken for a while', 605, { occupancies: all(600, 660) }, TUESDAY, { key: 'home:free.later', start: 660 }],
  ['with all taken to the end', 800, { occupancies: all(780, 1020) }, TUESDAY, {}],
  ['in the break', 750, {}, TUESDAY, { key: 'home:free.later', start: 780 }],
  ['after the last hour', 1020, {}, TUESDAY, { key: 'home:free.over_next', next: '2026-11-25' }],
  ['on a day off', 600, {}, '2026-11-22', { key: 'home:free.shut_next', next: '2026-11-25' }],
])('what is free %s', (_, minute, parts, date, text) => {
  const place = freePlace(dayOf(date, parts), openings, momentAt(date, minute));
  if (Object.keys(text).length === 0) expect(place).toMatchObject({ count: 0, text: 'home:free.full' });
  else expect(place.text).toMatchObject(text);
});

test('where it does not open again soon, only that it is over is said', () => {
  expect(freePlace(dayOf('2026-11-22'), [], momentAt('2026-11-22', 600)).text).toBe('home:free.shut');
});

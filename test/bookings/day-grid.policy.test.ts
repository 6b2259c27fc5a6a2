import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { narrow } from '../../src/bookings/day/filter.view.js';
import { type Grid, gridOf, type GridFacts } from '../../src/bookings/day/grid.view.js';
import { layOver } from '../../src/bookings/day/overlay.view.js';
import { print } from '../../src/bookings/day/print.view.js';
import type { Run } from '../../src/bookings/day/runs.js';
import { clockText } from '../../src/platform/time.js';
import { dayOf, type DayParts } from './booking-facts.js';

const DAY = '2026-11-24';
const gridFor = (parts: DayParts = {}, facts: Partial<GridFacts> = {}): Grid =>
  gridOf({ day: dayOf(DAY, parts), bookableBy: ['member'], firstStart: 0, ...facts })!;
const say = ({ state, start, end, reason }: Run): string =>
  `${state} ${clockText(start)}–${clockText(end)}${reason ? ` ${reason}` : ''}`;
const rowOf = (grid: Grid, id: number): string[] =>
  grid.groups
    .flatMap(({ rows }) => rows)
    .find((row) => row.id === id)!
    .runs.map(say);

test.each<[string, DayParts, Partial<GridFacts>, string[]]>([
  ['nothing on it', {}, {}, ['free 09:00–12:00', 'closed 12:00–13:00', 'free 13:00–17:00']],
  [
    'two bookings side by side, which say no more than that it is taken',
    {
      occupancies: [
        { resourceId: 1, startMinute: 540, endMinute: 600, sourceId: 1 },
        { resourceId: 1, startMinute: 600, endMinute: 720, sourceId: 2 },
      ],
    },
    {},
    ['taken 09:00–12:00', 'closed 12:00–13:00', 'free 13:00–17:00'],
  ],
  [
    'a closure of the place for part of the day',
    { closures: [{ resourceId: null, startMinute: 900, endMinute: null, reason: '避難訓練' }] },
    {},
    ['free 09:00–12:00', 'closed 12:00–13:00', 'free 13:00–15:00', 'closed 15:00–17:00 避難訓練'],
  ],
  [
    'a closure of the desk',
    { closures: [{ resourceId: 1, startMinute: 540, endMinute: 600, reason: '修理' }] },
    {},
    ['closed 09:00–10:00 修理', 'free 10:00–12:00', 'closed 12:00–13:00', 'free 13:00–17:00'],
  ],
  ['a day half gone', {}, { firstStart: 840 }, ['past 09:00–14:00', 'free 14:00–17:00']],
  ['a day gone by', {}, { firstStart: 1440 }, ['past 09:00–17:00']],
  [
    'free time off the grid, which nobody can book',
    { occupancies: [{ resourceId: 1, startMinute: 555, endMinute: 720 }] },
    {},
    ['taken 09:00–12:00', 'closed 12:00–13:00', 'free 13:00–17:00'],
  ],
  [
    'time to make ready around a use, with what is left off the grid beside it',
    { occupancies: [{ resourceId: 1, startMinute: 585, endMinute: 670, bufferBefore: 15, bufferAfter: 10 }] },
    {},
    [
      'free 09:00–09:30',
      'buffer 09:30–10:00',
      'taken 10:00–11:00',
      'buffer 11:00–11:30',
      'free 11:30–12:00',
      'closed 12:00–13:00',
      'free 13:00–17:00',
    ],
  ],
])('a row with %s', (_, parts, facts, runs) => {
  expect(rowOf(gridFor(parts, facts), 1)).toEqual(runs);
});

test('there is no grid of a day on which the place is shut', () => {
  const closures = [{ resourceId: null, startMinute: null, endMinute: null, reason: '点検' }];
  expect(gridOf({ day: dayOf(DAY, { closures }), bookableBy: ['member'], firstStart: 0 })).toBeUndefined();
});

test('members are not shown what only the staff may book, and nobody what nobody may', () => {
  const names = (facts: Partial<GridFacts>): string[] =>
    gridFor({}, facts).groups.flatMap(({ rows }) => rows.map(({ name }) => name));
  expect(names({})).toEqual(['席1', '席3', '席4', 'PC2']);
  expect(names({ bookableBy: ['member', 'staff'] })).toEqual(['席1', '席3', '席4', 'PC2', '和室']);
});

test('what the viewer may know is laid over, and rows without it stay the same objects', () => {
  const occupancies = [
    { resourceId: 1, startMinute: 540, endMinute: 600, sourceId: 1 },
    { resourceId: 1, startMinute: 600, endMinute: 660, sourceId: 2 },
  ];
  const shared = gridFor({ occupancies });
  const seen = layOver(shared, [{ resourceId: 1, bookingId: 2, own: true, memberName: '小川', start: 600, end: 660 }]);
  expect(rowOf(seen, 1).slice(0, 3)).toEqual(['taken 09:00–10:00', 'own 10:00–11:00', 'free 11:00–12:00']);
  expect(JSON.stringify(shared)).not.toContain('小川');
  expect(seen.groups[0]!.rows[1]).toBe(shared.groups[0]!.rows[1]);
});

test('a filter by time leaves what is free for all of it and marks that stretch', () => {
  const occupancies = [{ resourceId: 1, startMinute: 600, endMinute: 660 }];
  const grid = narrow(gridFor({ occupancies }), { attributes: [], stretch: { start: 630, end: 690 } });
  expect(grid.groups[0]!.rows.map(({ name }) => name)).toEqual(['席3', '席4']);
  expect(rowOf(grid, 3).slice(0, 3)).toEqual(['free 09:00–10:30', 'wanted 10:30–11:30', 'free 11:30–12:00']);
});

test('a filter by equipment asks it only of kinds that have it', () => {
  const day = dayOf(DAY);
  const resources = day.resources.map((one) => (one.id === 3 ? { ...one, attributes: ['monitor' as const] } : one));
  const grid = gridOf({ day: { ...day, resources }, bookableBy: ['member'], firstStart: 0 })!;
  const narrowed = narrow(grid, { attributes: ['monitor'] });
  expect(narrowed.groups.map(({ rows }) => rows.map(({ name }) => name))).toEqual([['席3'], ['PC2']]);
  expect(narrow(grid, { attributes: ['webcam'] }).groups).toHaveLength(2);
});

test('a button says which resource and when; where nothing can be booked there is none', () => {
  const grid = gridFor();
  expect(print(grid, true).groups[0]!.rows[0]!.runs.map(({ at, span }) => [at, span])).toEqual([
    ['1.540', 6],
    [undefined, 2],
    ['1.780', 8],
  ]);
  expect(print(grid, false).groups[0]!.rows[0]!.runs.every(({ at }) => at === undefined)).toBe(true);
});

test('every row covers every column of the day, whatever is booked and closed', () => {
  const stretch = fc
    .tuple(fc.integer({ min: 0, max: 287 }), fc.integer({ min: 1, max: 60 }))
    .map(([start, length]) => ({ startMinute: start * 5, endMinute: Math.min(1440, (start + length) * 5) }));
  const parts = fc.record({
    closures: fc.array(fc.tuple(stretch, fc.constantFrom(null, 1)), { maxLength: 3 }),
    taken: fc.option(stretch),
    firstStart: fc.integer({ min: 0, max: 48 }).map((step) => step * 30),
  });
  fc.assert(
    fc.property(parts, ({ closures, taken, firstStart }) => {
      const day = dayOf(DAY, {
        closures: closures.map(([hours, resourceId]) => ({ ...hours, resourceId, reason: 'x' })),
        occupancies: taken ? [{ ...taken, resourceId: 1 }] : [],
      });
      const grid = gridOf({ day, bookableBy: ['member'], firstStart });
      if (!grid) return;
      const printed = print(grid, true);
      expect(printed.hours.reduce((sum, { span }) => sum + span, 0)).toBe(printed.columns);
      for (const { runs } of printed.groups.flatMap(({ rows }) => rows)) {
        expect(runs.reduce((sum, { span }) => sum + span, 0)).toBe(printed.columns);
        expect(
          runs.every(({ start, end }, index) => start < end && start === (runs[index - 1]?.end ?? grid.start)),
        ).toBe(true);
      }
    }),
  );
});

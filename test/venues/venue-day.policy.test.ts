import { expect, test } from '@jest/globals';
import { insideOf, wouldCircle } from '../../src/venues/nesting.policy.js';
import type { Occupancy } from '../../src/venues/occupancy.entity.js';
import type { ClosureFacts } from '../../src/venues/opening.policy.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import { layOutDay } from '../../src/venues/venue-day.policy.js';
import type { Venue } from '../../src/venues/venue.entity.js';

const DAY = '2026-11-24';
const venue = {
  id: 1,
  activeFrom: '2026-01-01',
  activeUntil: null,
  closedOnHolidays: true,
  holidayOverrides: [],
  openingHours: [{ weekday: 2, start: 540, end: 1020 }],
} as unknown as Venue;
const resource = (id: number, parentId: number | null, more: Partial<Resource> = {}): Resource =>
  ({
    id,
    parentId,
    venueId: 1,
    kind: 'desk',
    activeFrom: '2026-01-01',
    activeUntil: null,
    bufferBefore: 0,
    bufferAfter: 0,
    ...more,
  }) as Resource;
const taken = (resourceId: number, start: number, end: number): Occupancy =>
  ({
    resourceId,
    date: DAY,
    startMinute: start,
    endMinute: end,
    sourceKind: 'booking',
    sourceId: 9,
    bufferBefore: 0,
    bufferAfter: 0,
  }) as Occupancy;
const [ROOM, DESK, PC, OTHER] = [resource(1, null, { kind: 'room' }), resource(2, 1), resource(3, 2), resource(4, 1)];
const all = [ROOM!, DESK!, PC!, OTHER!];
const freeOf = (id: number, occupancies: Occupancy[], closures: ClosureFacts[] = []): unknown =>
  layOutDay(DAY, { venue, closures, resources: all, occupancies }).resources.find((one) => one.id === id)?.free;
const WHOLE = [{ start: 540, end: 1020 }];

test('a use needs its own time before and after, on whatever side the other is', () => {
  const things = [{ ...ROOM!, bufferBefore: 15, bufferAfter: 30 }, { ...DESK!, bufferAfter: 10 }, PC!, OTHER!];
  const row = { ...taken(2, 600, 670), bufferAfter: 10 }; // in use until 660
  const day = layOutDay(DAY, { venue, closures: [], resources: things, occupancies: [row] });
  const of = (id: number) => day.resources.find((one) => one.id === id)!;
  expect(of(2).used).toEqual([{ start: 600, end: 660 }]);
  expect(of(2).free).toEqual([
    { start: 540, end: 590 },
    { start: 670, end: 1020 },
  ]);
  expect(of(1).free).toEqual([
    { start: 540, end: 570 },
    { start: 685, end: 1020 },
  ]);
  expect(of(4).free).toEqual(WHOLE);
});

test('a desk that is taken leaves the other desks free, but not the room as a whole', () => {
  const occupancies = [taken(2, 600, 660), taken(3, 600, 660)];
  const around = [
    { start: 540, end: 600 },
    { start: 660, end: 1020 },
  ];
  expect(freeOf(2, occupancies)).toEqual(around);
  expect(freeOf(4, occupancies)).toEqual(WHOLE);
  expect(freeOf(1, occupancies)).toEqual(around);
});

test('a PC that is taken takes its desk with it', () => {
  expect(freeOf(2, [taken(3, 540, 1020)])).toEqual([]);
});

test('closing a room closes what stands in it', () => {
  const closure: ClosureFacts = {
    resourceId: 1,
    fromDate: DAY,
    toDate: DAY,
    startMinute: null,
    endMinute: 780,
    yearly: false,
    reason: '清掃',
  };
  expect(freeOf(3, [], [closure])).toEqual([{ start: 780, end: 1020 }]);
});

test('what stands in a room that is out of use is out of use', () => {
  const resources = [{ ...ROOM!, activeUntil: '2026-11-23' }, DESK!, PC!, OTHER!];
  expect(layOutDay(DAY, { venue, closures: [], resources, occupancies: [] }).resources).toEqual([]);
});

test('a thing can stand in anything but itself and what is inside it', () => {
  expect(insideOf(1, all).map(({ id }) => id)).toEqual([2, 3, 4]);
  expect(wouldCircle(1, 3, all)).toBe(true);
  expect(wouldCircle(1, 1, all)).toBe(true);
  expect(wouldCircle(3, 4, all)).toBe(false);
});

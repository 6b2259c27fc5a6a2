import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../../src/platform/time.js';
import type { ClosureFacts } from '../../src/venues/opening.policy.js';
import type { Occupant } from '../../src/venues/occupants.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import { collisions } from '../../src/venues/rules/collisions.policy.js';
import { layOutDay, type Rules } from '../../src/venues/venue-day.policy.js';
import type { OpeningHours } from '../../src/venues/venue-rules.js';
import type { Venue } from '../../src/venues/venue.entity.js';

const TUESDAY = '2026-11-24';
const HOLIDAY = '2026-11-23'; // 勤労感謝の日, a Monday
const WEEK = [1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday, start: 540, end: 1020 }));

const thing = (id: number, parentId: number | null, more: Partial<Resource> = {}): Resource =>
  ({ id, parentId, activeFrom: '2026-01-01', activeUntil: null, ...more }) as Resource;
const HOUSE = [thing(1, null), thing(2, 1), thing(3, 2), thing(4, null)];

const rules = (venue: Partial<Venue> = {}, closures: ClosureFacts[] = [], resources = HOUSE): Rules => ({
  venue: {
    activeFrom: '2026-01-01',
    activeUntil: null,
    openingHours: WEEK,
    holidayOverrides: [],
    closedOnHolidays: true,
    ...venue,
  },
  closures,
  resources,
});
const closure = (more: Partial<ClosureFacts> = {}): ClosureFacts => ({
  resourceId: null,
  fromDate: TUESDAY,
  toDate: TUESDAY,
  startMinute: null,
  endMinute: null,
  yearly: false,
  reason: '点検',
  ...more,
});
const occupant = (more: Partial<Occupant> = {}): Occupant => ({
  kind: 'booking',
  id: 1,
  date: TUESDAY,
  start: 600,
  end: 720,
  resourceIds: [2],
  label: 'x',
  href: '/',
  ...more,
});
const collides = (one: Occupant, before: Rules, after: Rules): boolean => collisions([one], before, after).length > 0;

describe('a booking from 10:00 to 12:00 on a Tuesday', () => {
  test.each<[string, boolean, Rules]>([
    ['nothing changes', false, rules()],
    ['the place opens at 10:30', true, rules({ openingHours: [{ weekday: 2, start: 630, end: 1020 }] })],
    ['it opens at 10:00 sharp', false, rules({ openingHours: [{ weekday: 2, start: 600, end: 1020 }] })],
    ['it closes at noon', false, rules({ openingHours: [{ weekday: 2, start: 540, end: 720 }] })],
    ['there is a break from 11:00', true, rules({ openingHours: stretches([540, 660], [690, 1020]) })],
    ['Tuesdays are closed', true, rules({ openingHours: [{ weekday: 3, start: 540, end: 1020 }] })],
    ['the day is closed', true, rules({}, [closure()])],
    ['the afternoon is closed', false, rules({}, [closure({ startMinute: 720, endMinute: 1020 })])],
    ['another day is closed', false, rules({}, [closure({ fromDate: HOLIDAY, toDate: HOLIDAY })])],
    ['the desk itself is closed', true, rules({}, [closure({ resourceId: 2 })])],
    ['its room is closed', true, rules({}, [closure({ resourceId: 1 })])],
    ['the PC on it is closed', false, rules({}, [closure({ resourceId: 3 })])],
    ['another room is closed', false, rules({}, [closure({ resourceId: 4 })])],
    ['the day becomes a holiday of the house', true, rules({ holidayOverrides: [own(TUESDAY)] })],
    ['it is one, but holidays are open', false, rules({ closedOnHolidays: false, holidayOverrides: [own(TUESDAY)] })],
    ['the venue ends the day before', true, rules({ activeUntil: HOLIDAY })],
    ['the venue ends that day', false, rules({ activeUntil: TUESDAY })],
    ['the desk ends before', true, rules({}, [], HOUSE.with(1, thing(2, 1, { activeUntil: HOLIDAY })))],
    ['the room ends before', true, rules({}, [], HOUSE.with(0, thing(1, null, { activeUntil: HOLIDAY })))],
    ['the desk starts later', true, rules({}, [], HOUSE.with(1, thing(2, 1, { activeFrom: '2026-12-01' })))],
    ['the desk is gone', true, rules({}, [], [HOUSE[0]!, HOUSE[2]!, HOUSE[3]!])],
  ])('when %s: collides %s', (_, expected, after) => {
    expect(collides(occupant(), rules(), after)).toBe(expected);
  });

  test('holds a group: one of them is enough', () => {
    const group = occupant({ resourceIds: [4, 2] });
    expect(collides(group, rules(), rules({}, [closure({ resourceId: 1 })]))).toBe(true);
  });
});

test('a booking on a holiday that the house kept open is asked about when it does so no more', () => {
  const open = rules({ holidayOverrides: [{ date: HOLIDAY, isHoliday: false }] });
  expect(collides(occupant({ date: HOLIDAY }), open, rules())).toBe(true);
});

test('what stood outside the rules already is not asked about again', () => {
  const closed = rules({}, [closure()]);
  expect(collides(occupant(), closed, rules({}, [closure(), closure({ reason: '工事' })]))).toBe(false);
  expect(collides(occupant(), closed, rules({ closedOnHolidays: false }, [closure()]))).toBe(false);
  const half = rules({}, [closure({ startMinute: 540, endMinute: 660 })]);
  expect(collides(occupant(), half, closed)).toBe(true);
});

function stretches(...all: [number, number][]): OpeningHours[] {
  return all.map(([start, end]) => ({ weekday: 2, start, end }));
}
function own(date: string): { date: string; isHoliday: true; name: string } {
  return { date, isHoliday: true, name: '記念日' };
}

const dates = fc.integer({ min: 0, max: 9 }).map((ahead) => addDays('2026-11-20', ahead));
const stretch = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 1, max: 24 }))
  .filter(([start, end]) => start < end)
  .map(([start, end]) => ({ start: start * 60, end: end * 60 }));
const maybe = <T>(some: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(some, { freq: 2 });
const anyClosure = fc
  .tuple(dates, fc.integer({ min: 0, max: 3 }), maybe(stretch), maybe(fc.constantFrom(1, 2, 3, 4)), fc.boolean())
  .map(([fromDate, days, hours, resourceId, yearly]) =>
    closure({
      fromDate,
      resourceId,
      yearly,
      toDate: addDays(fromDate, days),
      startMinute: hours?.start ?? null,
      endMinute: hours?.end ?? null,
    }),
  );
const anyHouse = fc
  .tuple(fc.array(maybe(dates), { minLength: 4, maxLength: 4 }), fc.constantFrom(1, 4, null))
  .map(([until, parentId]) =>
    HOUSE.map((one, at) => ({ ...one, activeUntil: until[at]!, parentId: at === 1 ? parentId : one.parentId })),
  );
const anyRules: fc.Arbitrary<Rules> = fc
  .tuple(
    fc.array(fc.tuple(fc.integer({ min: 1, max: 7 }), stretch), { maxLength: 10 }),
    fc.array(anyClosure, { maxLength: 3 }),
    fc.boolean(),
    fc.array(dates.map(own), { maxLength: 2 }),
    anyHouse,
  )
  .map(([hours, closures, closedOnHolidays, holidayOverrides, house]) => {
    const openingHours = hours.map(([weekday, one]) => ({ weekday, ...one }));
    return rules({ openingHours, closedOnHolidays, holidayOverrides }, closures, house);
  });
const anyOccupant = fc
  .tuple(dates, stretch, fc.uniqueArray(fc.constantFrom(1, 2, 3, 4), { minLength: 1 }))
  .map(([date, { start, end }, resourceIds]) => occupant({ date, start, end, resourceIds }));

test('an occupant collides exactly where some hour that the day showed as open is open no more', () => {
  const openHours = (under: Rules, one: Occupant): string[] => {
    const facts = { venue: under.venue as Venue, closures: under.closures, resources: under.resources as Resource[] };
    const day = layOutDay(one.date, { ...facts, occupancies: [] });
    const asked = day.resources.filter(({ id }) => one.resourceIds.includes(id));
    const hours = Array.from({ length: 24 }, (_, hour) => hour * 60).filter((at) => one.start <= at && at < one.end);
    return asked.flatMap(({ id, open }) =>
      hours.filter((at) => open.some(({ start, end }) => start <= at && at < end)).map((at) => `${id} ${at}`),
    );
  };
  fc.assert(
    fc.property(anyOccupant, anyRules, anyRules, (one, before, after) => {
      const still = new Set(openHours(after, one));
      expect(collides(one, before, after)).toBe(openHours(before, one).some((hour) => !still.has(hour)));
    }),
    { numRuns: 500 },
  );
});

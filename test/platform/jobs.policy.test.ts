import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Schedule } from '../../src/platform/jobs/job.js';
import { dueTimes, isSchedule, MOST_DUE_TIMES, nextDue } from '../../src/platform/jobs/jobs.policy.js';
import { Pulse } from '../../src/platform/jobs/pulse.js';
import { momentAt, momentOf, type Moment } from '../../src/platform/time.js';

const at = (date: string, clock = '00:00'): Moment => momentOf(`${date}T${clock}:00+09:00`);
const told = (moments: Moment[]): string[] =>
  moments.map((moment) =>
    moment.toZonedDateTimeISO('Asia/Tokyo').toPlainDateTime().toString({ smallestUnit: 'minute' }),
  );

const daily: Schedule = { every: 'day', at: '03:00' };
const quarterly: Schedule = { every: 'minutes', minutes: 15 };
const monthEnd: Schedule = { every: 'month', day: 31, at: '18:00' };

test.each<[string, Schedule, Moment, Moment, string[]]>([
  ['a time that has just come is due', daily, at('2026-11-21'), at('2026-11-21', '03:00'), ['2026-11-21T03:00']],
  ['a time that was done is not due again', daily, at('2026-11-21', '03:00'), at('2026-11-22', '02:59'), []],
  [
    'each day of three days of downtime',
    daily,
    at('2026-11-21', '04:00'),
    at('2026-11-24', '05:00'),
    ['2026-11-22T03:00', '2026-11-23T03:00', '2026-11-24T03:00'],
  ],
  [
    'minutes count from midnight',
    quarterly,
    at('2026-11-21', '23:40'),
    at('2026-11-22', '00:16'),
    ['2026-11-21T23:45', '2026-11-22T00:00', '2026-11-22T00:15'],
  ],
  [
    'seven minutes begin anew at midnight',
    { every: 'minutes', minutes: 7 },
    at('2026-11-21', '23:50'),
    at('2026-11-22', '00:07'),
    ['2026-11-21T23:55', '2026-11-22T00:00', '2026-11-22T00:07'],
  ],
  [
    'the 31st is the last day of shorter months',
    monthEnd,
    at('2027-01-01'),
    at('2027-05-01'),
    ['2027-01-31T18:00', '2027-02-28T18:00', '2027-03-31T18:00', '2027-04-30T18:00'],
  ],
  [
    'the 30th of a leap February is the 29th',
    { every: 'month', day: 30, at: '00:00' },
    at('2028-02-01'),
    at('2028-03-31'),
    ['2028-02-29T00:00', '2028-03-30T00:00'],
  ],
  [
    'the first of each month at midnight',
    { every: 'month', day: 1, at: '00:00' },
    at('2026-11-01'),
    at('2027-01-01'),
    ['2026-12-01T00:00', '2027-01-01T00:00'],
  ],
  ['nothing when the clock was set back', daily, at('2026-11-21', '04:00'), at('2026-11-20', '04:00'), []],
])('%s', (_, schedule, after, upTo, expected) => {
  expect(told(dueTimes(schedule, after, upTo))).toEqual(expected);
});

test('after years of downtime only the latest times are told', () => {
  const times = dueTimes({ every: 'minutes', minutes: 1 }, at('2022-01-01'), at('2026-11-21', '09:00'));
  expect(times).toHaveLength(MOST_DUE_TIMES);
  expect(told(times).at(-1)).toBe('2026-11-21T09:00');
});

const schedules = fc.oneof(
  fc.record({ every: fc.constant('minutes' as const), minutes: fc.integer({ min: 20, max: 1440 }) }),
  fc.record({ every: fc.constant('day' as const), at: fc.constantFrom('00:00', '03:10', '12:00', '23:59') }),
  fc.record({
    every: fc.constant('month' as const),
    day: fc.integer({ min: 1, max: 31 }),
    at: fc.constantFrom('00:00', '09:00', '23:59'),
  }),
);
const origin = at('2026-11-21').epochMilliseconds;
const moments = fc.integer({ min: 0, max: 4 * 24 * 3600 }).map((seconds) => at('2026-11-21').add({ seconds }));

test('due times ascend and lie after the one moment and up to the other', () => {
  fc.assert(
    fc.property(schedules, moments, moments, (schedule, after, upTo) => {
      const times = dueTimes(schedule, after, upTo).map((moment) => moment.epochMilliseconds);
      expect(times.every((time) => time > after.epochMilliseconds && time <= upTo.epochMilliseconds)).toBe(true);
      expect(times).toEqual([...new Set(times)].toSorted((a, b) => a - b));
    }),
  );
});

test('looking twice finds what looking once finds: nothing is lost or doubled between two looks', () => {
  fc.assert(
    fc.property(schedules, fc.tuple(moments, moments, moments), (schedule, three) => {
      const [first, second, third] = three.toSorted(
        (a, b) => a.epochMilliseconds - b.epochMilliseconds,
      ) as typeof three;
      const twice = [...dueTimes(schedule, first, second), ...dueTimes(schedule, second, third)];
      expect(told(twice)).toEqual(told(dueTimes(schedule, first, third)));
    }),
  );
});

test('a time of day is due on each day, a number of minutes at each of its multiples', () => {
  fc.assert(
    fc.property(fc.integer({ min: 20, max: 1440 }), (minutes) => {
      const times = dueTimes({ every: 'minutes', minutes }, at('2026-11-20', '23:59'), at('2026-11-21', '23:59'));
      expect(times.map((time) => (time.epochMilliseconds - origin) / 60_000)).toEqual(
        Array.from({ length: Math.ceil(1440 / minutes) }, (_, index) => index * minutes),
      );
    }),
  );
  expect(dueTimes(daily, at('2026-01-01'), at('2026-12-31', '23:59'))).toHaveLength(365);
  expect(momentAt('2026-11-21', 0).epochMilliseconds).toBe(origin);
});

test.each<[Schedule, boolean]>([
  [{ every: 'minutes', minutes: 1 }, true],
  [{ every: 'minutes', minutes: 0 }, false],
  [{ every: 'minutes', minutes: 1.5 }, false],
  [{ every: 'day', at: '24:00' }, false],
  [{ every: 'day', at: '3 Uhr' }, false],
  [{ every: 'month', day: 31, at: '23:59' }, true],
  [{ every: 'month', day: 32, at: '23:59' }, false],
])('%j can come due: %s', (schedule, can) => {
  expect(isSchedule(schedule)).toBe(can);
});

test('the next time is the first that will be due', () => {
  const schedules: Schedule[] = [daily, quarterly, monthEnd, { every: 'minutes', minutes: 1440 }];
  fc.assert(
    fc.property(fc.constantFrom(...schedules), fc.integer({ min: 0, max: 500_000 }), (schedule, minutes) => {
      const after = at('2026-01-01').add({ minutes });
      const next = nextDue(schedule, after)!;
      expect(told(dueTimes(schedule, after, next))).toEqual(told([next]));
    }),
  );
});

test('a clock that leaps is noticed, whichever way, and is trusted again when it has stood for five minutes', () => {
  const pulse = new Pulse();
  let steady = 7_000;
  const after = (minutes: number, leap = 0): [number | undefined, boolean] => {
    steady += minutes * 60_000;
    wall += (minutes + leap) * 60_000;
    return [pulse.leapAt(wall, steady), pulse.isCalm(steady)];
  };
  let wall = 1_800_000_000_000;
  expect(after(0)).toEqual([undefined, true]);
  expect(after(0.5, 2)).toEqual([undefined, true]);
  expect(after(0.5, 24 * 60)).toEqual([24 * 60, false]);
  expect(after(4)).toEqual([undefined, false]);
  expect(after(0.5, -60)).toEqual([-60, false]);
  expect(after(4.5)).toEqual([undefined, false]);
  expect(after(0.5)).toEqual([undefined, true]);
});

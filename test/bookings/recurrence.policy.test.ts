import { createRequire } from 'node:module';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { datesOf, MOST_DATES, ruleOf, type Rule, whyNoRule } from '../../src/bookings/series/recurrence.policy.js';
import { addDays } from '../../src/platform/time.js';

// Its ES module is found by bundlers only.
const { RRule } = createRequire(import.meta.url)('rrule') as typeof import('rrule');

/** What the library of the calendar standard (RFC 5545) says of the same rule. */
function oracle({ weekdays, from, until, times }: Rule): string[] {
  const at = (date: string): Date => new Date(`${date}T00:00:00Z`);
  const rule = new RRule({
    freq: RRule.WEEKLY,
    wkst: RRule.MO,
    byweekday: weekdays.map((weekday) => weekday - 1),
    dtstart: at(from),
    ...(until === null ? {} : { until: at(until) }),
    ...(times === null ? {} : { count: times }),
  });
  return rule.all((_, count) => count < MOST_DATES).map((date) => date.toISOString().slice(0, 10));
}

const weekdays = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 });
const from = fc.integer({ min: 0, max: 3000 }).map((days) => addDays('2024-01-01', days));
const rules = fc.oneof(
  fc.record({ weekdays, from, times: fc.integer({ min: 1, max: MOST_DATES }) }).map((one) => ({ ...one, until: null })),
  fc
    .record({ weekdays, from, length: fc.integer({ min: 0, max: 500 }) })
    .map(({ length, ...one }) => ({ ...one, until: addDays(one.from, length), times: null })),
);

describe('the dates of a rule', () => {
  test('are those that the calendar standard gives', () => {
    fc.assert(
      fc.property(rules, (rule) => expect(datesOf(rule)).toEqual(oracle(rule))),
      { numRuns: 300 },
    );
  });

  test.each<[string, Partial<Rule>, string[]]>([
    ['until a date, that date included', { until: '2026-12-08' }, ['2026-11-24', '2026-12-01', '2026-12-08']],
    ['so many times', { times: 2 }, ['2026-11-24', '2026-12-01']],
    ['on several weekdays', { times: 3, weekdays: [2, 4] }, ['2026-11-24', '2026-11-26', '2026-12-01']],
    ['not on the first day, where it is none of the weekdays', { times: 1, weekdays: [3] }, ['2026-11-25']],
    ['over the new year', { from: '2026-12-29', times: 2 }, ['2026-12-29', '2027-01-05']],
    ['none, where no weekday lies before the end', { weekdays: [1], until: '2026-11-25' }, []],
  ])('%s', (_, part, dates) => {
    expect(datesOf({ weekdays: [2], from: '2026-11-24', until: null, times: null, ...part })).toEqual(dates);
  });

  test('without a weekday are those of the first day', () => {
    expect(ruleOf({ weekdays: [], from: '2026-11-24', until: null, times: 1 }).weekdays).toEqual([2]);
  });
});

test.each<[string, Partial<Rule>, string | undefined]>([
  ['needs an end', {}, 'bookings.repeat_end_needed'],
  ['has one end', { until: '2026-12-08', times: 3 }, 'bookings.repeat_one_end'],
  ['ends after it began', { until: '2026-11-23' }, 'bookings.repeat_until_before'],
  ['has sixty dates at the most', { until: '2028-12-31' }, 'bookings.repeat_too_many'],
  ['may have sixty', { times: 60 }, undefined],
  ['has a date at all', { weekdays: [1], until: '2026-11-25' }, 'bookings.repeat_no_dates'],
])('a rule %s', (_, part, code) => {
  expect(whyNoRule({ weekdays: [2], from: '2026-11-24', until: null, times: null, ...part })?.code).toBe(code);
});

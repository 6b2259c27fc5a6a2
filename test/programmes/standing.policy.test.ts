import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { measurementOf } from '../../src/platform/indicators/months.policy.js';
import { clashesOf } from '../../src/programmes/contract/belonging.policy.js';
import { fiscalYearsOf } from '../../src/programmes/contract/programme.view.js';
import { problemsOf } from '../../src/programmes/entries/entry.policy.js';
import { plannedAt, standingOf, type StandingFacts } from '../../src/programmes/targets/standing.policy.js';

const entry = (date: string, total: number, distinct = total) => ({ date, total, distinct });
/** 20 a month from October on, as K14 has it. */
const ENTRIES = ['2016-10-15', '2016-11-15', '2016-12-15'].map((date) => entry(date, 20, 5));
const facts = (asOf: string, part: Partial<StandingFacts> = {}): StandingFacts => ({
  from: '2016-06-15',
  to: '2020-03-31',
  asOf,
  measure: 'total',
  measurement: measurementOf(
    ENTRIES.filter(({ date }) => date <= asOf),
    asOf,
  ),
  milestones: [
    { date: '2020-03-31', value: 1000 },
    { date: '2017-03-31', value: 200 },
  ],
  ...part,
});

describe('a target stands', () => {
  test.each([
    // asOf, month, reached, percent, missing, pace, forecast, state
    ['2016-07-31', 0, 0, 0, 200, 23, 0, 'behind'],
    ['2016-10-31', 20, 20, 10, 180, 30, 53, 'behind'],
    ['2016-12-20', 20, 60, 30, 140, 35, 93, 'behind'],
    ['2016-12-31', 20, 60, 30, 140, 35, 120, 'behind'],
    ['2017-03-31', 0, 60, 30, 140, 140, 60, 'behind'],
  ])('on %s', (asOf, month, reached, percent, missing, pace, forecast, state) => {
    expect(standingOf(facts(asOf))).toEqual({
      month,
      reached,
      percent,
      missing,
      pace,
      forecast,
      state,
      milestone: { date: '2017-03-31', value: 200 },
    });
  });

  test('toward the next milestone that is not over, and by the measure that counts', () => {
    expect(standingOf(facts('2017-04-01'))).toMatchObject({ milestone: { value: 1000 }, reached: 60, percent: 6 });
    expect(standingOf(facts('2016-12-31', { measure: 'distinct' }))).toMatchObject({ reached: 15, month: 5 });
  });

  test.each([
    [40, '2016-12-31', 'reached'],
    [100, '2016-12-31', 'on_track'],
    [121, '2016-12-31', 'behind'],
    [61, '2017-04-01', 'missed'],
  ])('at %d by March as of %s: %s', (value, asOf, state) => {
    expect(standingOf(facts(asOf, { milestones: [{ date: '2017-03-31', value }] })).state).toBe(state);
  });

  test('of a contract that is over by what was due in it', () => {
    const over = facts('2020-01-01', { to: '2017-03-31' });
    expect(standingOf(over)).toMatchObject({ milestone: { value: 200 }, state: 'missed', pace: undefined });
    const empty = measurementOf([], '2017-03-31');
    expect(standingOf({ ...over, measurement: empty }).state).toBe('unknown');
  });

  test('without a milestone it is only counted', () => {
    expect(standingOf(facts('2016-12-31', { milestones: [] }))).toEqual({ month: 20, reached: 60, state: 'none' });
  });

  test('in its first month by the plan, since there is nothing to go by', () => {
    const early = facts('2016-06-20');
    expect(standingOf(early)).toMatchObject({ forecast: undefined, state: 'behind' });
    const measurement = measurementOf([entry('2016-06-16', 10)], '2016-06-20');
    expect(standingOf({ ...early, measurement })).toMatchObject({ forecast: undefined, state: 'on_track' });
  });
});

test('the plan goes straight through its milestones, and never back', () => {
  const { from, milestones } = facts('2016-12-31');
  expect(
    ['2016-06-15', '2017-03-31', '2020-03-31', '2021-01-01'].map((date) => plannedAt({ from, milestones }, date)),
  ).toEqual([0, 200, 1000, 1000]);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1500 }), (days) => {
      const at = (n: number): number =>
        plannedAt({ from, milestones }, new Date(Date.UTC(2016, 5, 15 + n)).toISOString().slice(0, 10));
      expect(at(days + 1)).toBeGreaterThanOrEqual(at(days));
    }),
    { seed: 11, numRuns: 50 },
  );
});

test('months have no gaps and add up', () => {
  const { months, total, distinct } = measurementOf([entry('2026-04-30', 3), entry('2026-06-01', 2, 1)], '2026-07-05');
  expect([total, distinct]).toEqual([5, 4]);
  expect(months.map(({ month, total: of, cumulative }) => [month, of, cumulative.total])).toEqual([
    ['2026-04-01', 3, 3],
    ['2026-05-01', 0, 3],
    ['2026-06-01', 2, 5],
    ['2026-07-01', 0, 5],
  ]);
});

test.each([
  ['the same time', '2026-04-01', '2027-03-31', ['venueIds 1', 'courseIds 7']],
  ['a day in common', '2027-03-31', '2028-03-30', ['venueIds 1', 'courseIds 7']],
  ['the day after', '2027-04-01', '2028-03-31', []],
  ['the day before', '2025-04-01', '2026-03-31', []],
])('a venue or course belongs to one programme: %s', (_, from, to, clashes) => {
  const other = { title: '先の事業', from: '2026-04-01', to: '2027-03-31', venueIds: [1, 2], courseIds: [7] };
  const wish = { title: '次の事業', from, to, venueIds: [1, 3], courseIds: [7, 8] };
  expect(clashesOf(wish, [other]).map(({ field, id }) => `${field} ${id}`)).toEqual(clashes);
});

test.each([
  ['2026-04-01', '2027-03-31', [2026]],
  ['2016-06-15', '2017-03-31', [2016]],
  ['2026-03-31', '2027-04-01', [2025, 2026, 2027]],
])('%s to %s lies in the fiscal years %j', (fromDate, toDate, years) => {
  expect(fiscalYearsOf({ fromDate, toDate })).toEqual(years);
});

test.each([
  [{}, []],
  [{ date: '2026-11-22' }, ['date entry_in_future']],
  [{ date: '2026-03-31' }, ['date entry_outside']],
  [{ distinctCount: null }, ['distinctCount entry_distinct_missing']],
  [{ distinctCount: 11 }, ['distinctCount entry_distinct_more']],
])('an entry with %j is refused for %j', (part, problems) => {
  const form = {
    indicator: 'site_accesses' as const,
    date: '2026-11-01',
    total: 10,
    distinctCount: 4,
    source: 'x',
    note: null,
  };
  const known = { today: '2026-11-21', from: '2026-04-01', to: '2027-03-31', needsDistinct: true };
  const found = problemsOf({ ...form, ...part }, known);
  expect(found.map(({ field, code }) => `${field} ${code.split('.')[1]}`)).toEqual(problems);
  expect(problemsOf({ ...form, distinctCount: null }, { ...known, needsDistinct: false })).toEqual([]);
});

import { expect, test } from '@jest/globals';
import {
  followUpMonths,
  type StepDates,
  type StepRefusal,
  whyNoStep,
} from '../../src/training/follow-up/follow-up.policy.js';
import type { Step } from '../../src/training/follow-up/follow-up.entity.js';

test.each<[StepRefusal | undefined, Step, string, string | undefined, StepDates]>([
  [undefined, 'first_work', '2026-11-10', '2026-10-01', {}],
  [undefined, 'first_work', '2026-10-01', '2026-10-01', {}],
  ['not_trained', 'first_work', '2026-11-10', undefined, {}],
  ['in_future', 'first_work', '2026-11-22', '2026-10-01', {}],
  ['before_training', 'first_work', '2026-09-30', '2026-10-01', {}],
  ['recorded', 'first_work', '2026-11-10', '2026-10-01', { first_work: '2026-11-01' }],
  ['no_first', 'third_work', '2026-11-10', '2026-10-01', {}],
  ['before_first', 'third_work', '2026-10-31', '2026-10-01', { first_work: '2026-11-01' }],
  [undefined, 'third_work', '2026-11-01', '2026-10-01', { first_work: '2026-11-01' }],
])('%s: %s on %s after a first training on %s with %j', (expected, step, date, firstTraining, dates) => {
  expect(whyNoStep(step, date, { today: '2026-11-21', firstTraining, dates })).toBe(expected);
});

test('people are counted in the month in which they got so far, without gaps, up to the day', () => {
  const trained = new Map([
    [1, '2026-08-03'],
    [2, '2026-10-05'],
    [-1, '2026-10-06'], // known by name alone
  ]);
  const steps = [
    { userId: 1, step: 'first_work' as const, date: '2026-10-20' },
    { userId: 1, step: 'third_work' as const, date: '2026-12-01' },
    { userId: 2, step: 'first_work' as const, date: '2026-10-04' }, // before she was trained
    { userId: 3, step: 'first_work' as const, date: '2026-10-20' }, // trained elsewhere, or nowhere
  ];
  const months = followUpMonths(trained, steps, '2026-11-21');
  expect(months.map(({ month, trained, first_work }) => [month, trained, first_work])).toEqual([
    ['2026-08-01', 1, 0],
    ['2026-09-01', 0, 0],
    ['2026-10-01', 2, 1],
    ['2026-11-01', 0, 0],
  ]);
  expect(months.at(-1)!.cumulative).toEqual({ trained: 3, first_work: 1, third_work: 0 });
  expect(followUpMonths(new Map(), [], '2026-11-21')).toEqual([]);
});

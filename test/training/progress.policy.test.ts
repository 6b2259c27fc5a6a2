import { expect, test } from '@jest/globals';
import { type Progress, progressOf as progress, type Target } from '../../src/training/count/progress.policy.js';
import { turnoutsOf } from '../../src/training/count/turnout.policy.js';
import type { Attended } from '../../src/training/count/record.policy.js';

const TARGET: Target = {
  name: 'skill_up',
  title: 'count:targets.skill_up',
  counted: 'attendances',
  from: '2026-10-01',
  milestones: [
    { date: '2027-03-31', value: 182 },
    { date: '2028-03-31', value: 548 },
  ],
};
let rows = 0;
const came = (date: string, who = 'member:1', part: Partial<Attended> = {}): Attended => ({
  who,
  sessionId: (rows += 1),
  date,
  courseId: 1,
  category: 'ict',
  target: 'skill_up',
  status: 'present',
  rowId: rows,
  ...part,
});
const progressOf = (target: Target, attended: readonly Attended[], asOf: string): Progress =>
  progress(target, turnoutsOf(attended), asOf);
const ATTENDED = [came('2026-10-05'), came('2026-10-06', 'member:2'), came('2026-12-01')];

test('who came for the target since its first day counts, both ways; the next milestone is what is missing', () => {
  const others = [came('2026-09-30'), came('2026-10-07', 'member:3', { target: null })];
  const { reached, figure, missing, pace, milestone } = progressOf(TARGET, [...ATTENDED, ...others], '2026-12-31');
  expect({ reached, figure, missing, pace }).toEqual({
    reached: 3,
    figure: { attendances: 3, people: 2 },
    missing: 179,
    pace: Math.ceil(179 / 4),
  });
  expect(milestone.date).toBe('2027-03-31');
  const ofOther = { ...TARGET, only: { courseIds: [1], categories: ['writing'] } };
  expect(progressOf(ofOther, ATTENDED, '2026-12-31').reached).toBe(0);
  const own = { ...TARGET, only: { courseIds: [1], categories: [] } };
  expect(progressOf(own, [...ATTENDED, came('2026-11-01', 'member:4', { courseId: 2 })], '2026-12-31').reached).toBe(3);
  const people = progressOf({ ...TARGET, counted: 'people' }, ATTENDED, '2026-12-31');
  expect([people.reached, people.months[2]!.reached]).toEqual([2, 2]);
});

test('months go on without gaps to that of the milestone: reached so far, planned on the straight way', () => {
  const { months } = progressOf(TARGET, ATTENDED, '2026-12-31');
  expect(months.map(({ month }) => month.slice(0, 7))).toEqual([
    '2026-10',
    '2026-11',
    '2026-12',
    '2027-01',
    '2027-02',
    '2027-03',
  ]);
  expect(months.map(({ attendances, reached }) => [attendances, reached])).toEqual([
    [2, 2],
    [0, 2],
    [1, 3],
    [0, undefined],
    [0, undefined],
    [0, undefined],
  ]);
  expect(months.map(({ plan }) => plan)).toEqual([31, 61, 92, 123, 151, 182]);
});

test('after a milestone the way goes on from it to the next, and after the last nothing is needed that could be had', () => {
  const later = progressOf(TARGET, ATTENDED, '2027-04-30');
  expect([later.milestone.value, later.months[6]!.plan, later.months.length]).toEqual([548, 212, 18]);
  const over = progressOf(TARGET, ATTENDED, '2028-04-01');
  expect([over.milestone.value, over.pace, over.missing]).toEqual([548, undefined, 545]);
});

test('where nobody came yet, it begins with this month', () => {
  const { months, reached, pace } = progressOf({ ...TARGET, from: undefined }, [], '2027-03-10');
  expect([months.length, months[0]!.month, reached, pace]).toEqual([1, '2027-03-01', 0, 182]);
});

import { describe, expect, test } from '@jest/globals';
import { type AttendanceFacts, countOf, paceNeeded } from '../../src/training/count/count.policy.js';
import { type AttendanceRow, type AttendanceStatus, recordsOf } from '../../src/training/count/record.policy.js';
import { at, facts, row, TODAY } from './attendance-facts.js';

const figures = (given: AttendanceFacts, asOf = TODAY): string => {
  const { attendances, people } = countOf(given, asOf);
  return `${attendances} of ${people}`;
};

describe('counted is', () => {
  test.each<[AttendanceStatus, string]>([
    ['present', '1 of 1'],
    ['late', '1 of 1'],
    ['left_early', '1 of 1'],
    ['absent_notified', '0 of 0'],
    ['absent', '0 of 0'],
  ])('%s: %s', (status, expected) => {
    expect(figures(facts([row({ status })]))).toBe(expected);
  });

  test('a person once in a session, and once among the people however often she comes', () => {
    const twice = [row(), row({ at: at(5) }), row({ sessionId: 2, date: '2026-11-02' })];
    expect(figures(facts(twice))).toBe('2 of 1');
  });

  test('the last that was said, by time and not by the order in which it arrived', () => {
    const late = row({ status: 'absent', at: at(9) });
    const early = row({ status: 'present', at: at(3) });
    expect(figures(facts([late, early]))).toBe('0 of 0');
    expect(figures(facts([late, early, row({ status: null, at: at(10) })]))).toBe('0 of 0');
    expect(figures(facts([late, early, row({ status: 'late', at: at(11) })]))).toBe('1 of 1');
  });

  test('nobody whose enrolment was cancelled, but who comes all the same', () => {
    const releases = [{ seatId: 7, at: at(1) }];
    expect(figures(facts([row({ seatId: 7 })], { releases }))).toBe('0 of 0');
    expect(figures(facts([row({ seatId: 7 }), row({ at: at(2) })], { releases }))).toBe('1 of 1');
  });

  test('who was promoted from the waiting line at the last moment, by her new enrolment', () => {
    const releases = [{ seatId: 7, at: at(1) }];
    expect(figures(facts([row({ seatId: 8, at: at(2) })], { releases }))).toBe('1 of 1');
  });

  test('what is asked for: by the day of the session, or as it was known then', () => {
    const rows = [row(), row({ sessionId: 2, date: '2026-11-02', at: at(2) }), row({ status: 'absent', at: at(60) })];
    expect(figures(facts(rows), '2026-10-31')).toBe('0 of 0');
    expect(countOf(facts(rows), '2026-10-31', { by: at(59) }).attendances).toBe(1);
    expect(countOf(facts(rows), TODAY, { by: at(1) }).attendances).toBe(1);
  });
});

test('a tap that comes in late counts by its own time, and was not known before it came', () => {
  const early = row({ status: 'present', at: at(3), recorded: at(90) });
  const later = row({ status: 'absent', at: at(9) });
  const before = row({ status: 'absent', at: at(2) });
  expect(figures(facts([early, later]))).toBe('0 of 0');
  expect(figures(facts([before, early]))).toBe('1 of 1');
  expect(countOf(facts([before, early]), TODAY, { by: at(89) }).attendances).toBe(0);
  expect(countOf(facts([before, early]), TODAY, { by: at(90) }).attendances).toBe(1);
});

describe('somebody known by name alone', () => {
  const walkIn = (part: Partial<AttendanceRow> = {}) => row({ who: 'walk_in:1', ...part });
  const merges = [{ walkIn: 'walk_in:1', into: 'member:1', at: at(60) }];

  test('counts as somebody else until she is found to be a member', () => {
    const rows = [row(), walkIn({ sessionId: 2 })];
    expect(figures(facts(rows))).toBe('2 of 2');
    expect(figures(facts(rows, { merges }))).toBe('2 of 1');
    expect(countOf(facts(rows, { merges }), TODAY, { by: at(59) }).people).toBe(2);
  });

  test('was there if either of her names was, until somebody says otherwise of both', () => {
    const rows = [walkIn({ at: at(1) }), row({ status: 'absent', at: at(30) })];
    expect(figures(facts(rows, { merges }))).toBe('1 of 1');
    expect(figures(facts([...rows, row({ status: 'absent', at: at(61) })], { merges }))).toBe('0 of 0');
  });
});

test('two who say different things without knowing of each other are a conflict, until somebody looks', () => {
  const first = row({ status: 'present', at: at(1), by: 100 });
  const other = row({ status: 'absent', at: at(2), by: 200 });
  expect(recordsOf([first, other], [])[0]).toMatchObject({ status: 'absent', conflict: first });
  const same = row({ status: 'present', at: at(2), by: 200 });
  expect(recordsOf([first, same], [])[0]!.conflict).toBeUndefined();
  const knowing = row({ status: 'late', from: 'absent', at: at(3), by: 100 });
  expect(recordsOf([first, other, knowing], [])[0]).toMatchObject({ status: 'late' });
  expect(recordsOf([first, other, knowing], [])[0]!.conflict).toBeUndefined();
});

test('figures stand by month without gaps, by course, category and target', () => {
  const rows = [
    row(),
    row({ who: 'member:2', sessionId: 2, courseId: 2, category: 'open', target: null }),
    row({ sessionId: 3, date: '2026-12-24', courseId: 2, category: 'open', target: null }),
  ];
  const count = countOf(facts(rows), '2027-01-31');
  expect(count.months.map((m) => [m.month, m.attendances, m.people, m.cumulative])).toEqual([
    ['2026-10-01', 2, 2, { attendances: 2, people: 2 }],
    ['2026-11-01', 0, 0, { attendances: 2, people: 2 }],
    ['2026-12-01', 1, 1, { attendances: 3, people: 2 }],
    ['2027-01-01', 0, 0, { attendances: 3, people: 2 }],
  ]);
  expect([...count.courses].map(([id, { attendances, people }]) => [id, attendances, people])).toEqual([
    [1, 1, 1],
    [2, 2, 2],
  ]);
  expect([...count.categories.keys()]).toEqual(['ict', 'open']);
  expect([...count.targets].map(([name, { people }]) => [name, people])).toEqual([['training', 1]]);
});

test.each([
  [118, 200, '2016-11-21', '2017-03-31', 17], // K11: 82 in five months
  [118, 200, '2017-03-31', '2017-03-31', 82],
  [118, 200, '2017-04-01', '2017-03-31', undefined],
  [200, 200, '2017-04-01', '2017-03-31', 0],
  [0, 200, '2016-04-01', '2017-03-31', 17],
])('with %i of %i on %s, by %s: %s a month', (reached, target, asOf, milestone, pace) => {
  expect(paceNeeded(reached, target, asOf, milestone)).toBe(pace);
});

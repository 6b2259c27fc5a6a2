import { expect, test } from '@jest/globals';
import { momentAt } from '../../src/platform/time.js';
import type { AttendanceStatus } from '../../src/training/count/record.policy.js';
import { type MarkFacts, whyNotMarked } from '../../src/training/roll-call/mark.policy.js';

const DATE = '2026-11-24';

test.each<[string, AttendanceStatus | null, string, string | null, Partial<MarkFacts>, string | undefined]>([
  ['there on the day', 'present', DATE, null, {}, undefined],
  ['there, told later', 'present', '2026-11-30', null, {}, undefined],
  ['there before the day', 'present', '2026-11-23', null, {}, 'too_early'],
  ['absent without a word before the day', 'absent', '2026-11-23', null, {}, 'too_early'],
  ['word that she does not come', 'absent_notified', '2026-11-20', null, {}, undefined],
  ['that word taken back', null, '2026-11-20', null, {}, undefined],
  ['of a cancelled session', 'present', DATE, null, { cancelled: true }, 'cancelled'],
  ['a trainer after the report', 'present', DATE, 'x', { locked: true }, 'locked'],
  ['a manager after the report', 'present', DATE, null, { locked: true, mayCorrect: true }, 'no_reason'],
  ['a manager who says why', 'present', DATE, '取り違え', { locked: true, mayCorrect: true }, undefined],
])('%s', (_, status, day, reason, part, expected) => {
  const facts = { date: DATE, cancelled: false, locked: false, mayCorrect: false, ...part };
  expect(whyNotMarked({ status, at: momentAt(day, 605), reason }, facts)).toBe(expected);
});

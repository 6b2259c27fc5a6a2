import { expect, test } from '@jest/globals';
import { isWorthReminding } from '../../src/bookings/reminders/reminder.policy.js';
import { momentAt, momentOf } from '../../src/platform/time.js';

const EVENING = momentAt('2026-11-23', 18 * 60);
const booking = { date: '2026-11-24', start: 600, end: 720 };

test.each([
  ['booked long before', '2026-11-01T00:00:00Z', '2026-11-23T09:00:00Z', true],
  ['booked at 18:00', '2026-11-23T09:00:00Z', '2026-11-23T09:00:00Z', true],
  ['booked a second after', '2026-11-23T09:00:01Z', '2026-11-23T09:00:02Z', false],
  ['a minute before the start', '2026-11-01T00:00:00Z', '2026-11-24T00:59:00Z', true],
  ['at the start', '2026-11-01T00:00:00Z', '2026-11-24T01:00:00Z', false],
])('%s', (_, settledAt, now, expected) => {
  expect(isWorthReminding({ ...booking, settledAt: momentOf(settledAt) }, EVENING, momentOf(now))).toBe(expected);
});

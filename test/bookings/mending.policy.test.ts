import { expect, test } from '@jest/globals';
import { momentAt, type Minute } from '../../src/platform/time.js';
import { mendableUntil, whyNotMended } from '../../src/bookings/mending.policy.js';

/** Tuesday, 10:00–12:00; until an hour before the start, and for 15 minutes after booking. */
const date = '2026-11-24';
const rules = { cancelDeadlineMinutes: 60, graceMinutes: 15 };
const asked = (minute: Minute, booked: Minute = 0, byStaff = false, status: 'booked' | 'cancelled' = 'booked') =>
  whyNotMended(
    { date, startMinute: 600, endMinute: 720, status, createdAt: momentAt(date, booked) },
    { now: momentAt(date, minute), rules, byStaff },
  )?.code;

test.each<[string, Minute, Minute, boolean, string | undefined]>([
  ['long before', 100, 0, false, undefined],
  ['at the deadline', 540, 0, false, undefined],
  ['after the deadline', 541, 0, false, 'bookings.deadline_passed'],
  ['after the deadline, just booked', 590, 580, false, undefined],
  ['at the end of the grace time', 595, 580, false, undefined],
  ['after the grace time', 596, 580, false, 'bookings.deadline_passed'],
  ['while it runs, just booked', 615, 605, false, undefined],
  ['when it is over, just booked', 720, 715, false, 'bookings.over'],
  ['after the deadline, by the staff', 700, 0, true, undefined],
  ['when it is over, by the staff', 720, 0, true, 'bookings.over'],
])('%s', (_, minute, booked, byStaff, code) => {
  expect(asked(minute, booked, byStaff)).toBe(code);
});

test('what is cancelled stays so', () => {
  expect(asked(100, 0, true, 'cancelled')).toBe('bookings.not_booked');
});

test.each<[Minute, Minute]>([
  [0, 540],
  [530, 545],
  [590, 605],
  [715, 720],
])('a booking made at minute %i can be mended until minute %i', (booked, until) => {
  const booking = {
    date,
    startMinute: 600,
    endMinute: 720,
    status: 'booked' as const,
    createdAt: momentAt(date, booked),
  };
  expect(mendableUntil(booking, rules).toString()).toBe(momentAt(date, until).toString());
});

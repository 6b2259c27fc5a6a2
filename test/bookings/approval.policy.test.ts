import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { lapsesAt, standingOf, whyNotAnswered } from '../../src/bookings/approval/approval.policy.js';
import type { Booking } from '../../src/bookings/booking.entity.js';
import { whyRefused } from '../../src/bookings/booking.policy.js';
import { stateOf } from '../../src/bookings/booking.view.js';
import { momentAt } from '../../src/platform/time.js';
import { dayOf, desk } from './booking-facts.js';

const DATE = '2026-11-24';
const slot = { date: DATE, start: 600, end: 720 };
const rules = { approvalNoticeHours: 24, approvalWaitHours: 48 };

test.each([
  ['a week before: 48 hours after the request', '2026-11-17', 600, '2026-11-19', 600],
  ['three days before: still 48 hours after it, which is 24 before the start', '2026-11-21', 600, '2026-11-23', 600],
  ['two and a half days before: 24 hours before the start', '2026-11-21', 1320, '2026-11-23', 600],
  ['two days before: 24 hours before the start, which is half way', '2026-11-22', 600, '2026-11-23', 600],
  ['a day before: half way', '2026-11-23', 600, '2026-11-23', 1320],
  ['an hour before: half an hour before', DATE, 540, DATE, 570],
  ['at the start: too late to ask', DATE, 600, undefined, 0],
  ['after it: too late to ask', DATE, 610, undefined, 0],
])('unanswered, a request made %s', (_, date, minute, untilDate, until) => {
  const found = lapsesAt(slot, rules, momentAt(date, minute));
  expect(found?.toString()).toBe(untilDate && momentAt(untilDate, until).toString());
});

test('a request lapses after it was made and not after the start, whatever the settings', () => {
  const hours = fc.integer({ min: 0, max: 720 });
  const facts = fc.record({ approvalNoticeHours: hours, approvalWaitHours: fc.integer({ min: 1, max: 720 }) });
  fc.assert(
    fc.property(facts, fc.integer({ min: 1, max: 100_000 }), (settings, minutes) => {
      const start = momentAt(DATE, 600);
      const now = start.subtract({ minutes });
      const until = lapsesAt(slot, settings, now)!.epochMilliseconds;
      expect(until).toBeGreaterThan(now.epochMilliseconds);
      expect(until).toBeLessThanOrEqual(start.epochMilliseconds);
    }),
  );
});

test.each([
  ['what needs none is booked', false, undefined, 'booked', null],
  ['what needs approval is a request', true, undefined, 'requested', null],
  ['a manager approves it by booking it', true, 7, 'booked', 'approved'],
  ['what needs none is approved by nobody', false, 7, 'booked', null],
])('%s', (_, needed, approverId, status, decision) => {
  const now = momentAt('2026-11-17', 600);
  expect(standingOf(slot, { needed, approverId, rules, now })).toMatchObject({ status, decision });
});

const lapses = momentAt('2026-11-19', 600);
const [before, at] = [momentAt('2026-11-19', 599), lapses];
const anyRequest = { status: 'requested', decision: null, lapsesAt: lapses } as const;
type Facts = Pick<Booking, 'status' | 'decision' | 'lapsesAt'>;
test.each<[string, Facts, typeof before, string | undefined]>([
  ['a request', anyRequest, before, undefined],
  ['a request whose time is over, before the job has come by', anyRequest, at, 'bookings.request_lapsed'],
  ['what was approved', { ...anyRequest, status: 'booked', decision: 'approved' }, before, 'bookings.request_approved'],
  ['what was refused', { ...anyRequest, status: 'cancelled', decision: 'refused' }, before, 'bookings.request_refused'],
  ['what has lapsed', { ...anyRequest, status: 'cancelled', decision: 'lapsed' }, at, 'bookings.request_lapsed'],
  ['what was withdrawn', { ...anyRequest, status: 'cancelled' }, before, 'bookings.request_withdrawn'],
  [
    'what was approved and then cancelled',
    { ...anyRequest, status: 'cancelled', decision: 'approved' },
    before,
    'bookings.request_withdrawn',
  ],
  ['a booking', { status: 'booked', decision: null, lapsesAt: null }, before, 'bookings.request_none'],
])('an answer to %s', (_, booking, now, code) => {
  const refused = whyNotAnswered(booking, now);
  expect([refused?.code, refused?.kind]).toEqual([code, code && 'conflict']);
});

test.each([
  ['requested', null, 'requested'],
  ['cancelled', null, 'cancelled'],
  ['cancelled', 'approved', 'cancelled'],
  ['cancelled', 'refused', 'refused'],
  ['cancelled', 'lapsed', 'lapsed'],
  ['booked', 'approved', 'booked'],
] as const)('%s with the answer %s shows as %s', (status, decision, state) => {
  const booking = { status, decision, date: DATE, startMinute: 600, endMinute: 720 };
  expect(stateOf(booking, momentAt('2026-11-21', 540))).toBe(state);
});

test.each([
  ['before the start', 599, false, undefined],
  ['once it runs', 600, false, 'bookings.too_late_to_ask'],
  ['once it runs, by a manager', 600, true, undefined],
])('what needs approval can be asked for %s', (_, minute, approved, code) => {
  const day = dayOf(DATE);
  const resources = day.resources.map((one) => (one.id === desk.id ? { ...one, needsApproval: true } : one));
  const wish = { ...slot, resourceIds: [desk.id] };
  const facts = { now: momentAt(DATE, minute), day: { ...day, resources }, chosen: [desk], byStaff: false, approved };
  expect(whyRefused(wish, facts)?.code).toBe(code);
});

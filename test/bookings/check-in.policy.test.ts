import { describe, expect, test } from '@jest/globals';
import { freeFrom, isNoShow, whyNotIn } from '../../src/bookings/check-in/check-in.policy.js';
import { clockText, minuteAt, momentAt, type Moment } from '../../src/platform/time.js';

const DAY = '2026-11-24';
const at = (time: string, date = DAY): Moment => {
  const [hours, minutes] = time.split(':').map(Number);
  return momentAt(date, hours! * 60 + minutes!);
};
type Facts = Parameters<typeof isNoShow>[0];
/** 10:00–12:00, booked the week before. */
const booking = (part: Partial<Facts> = {}): Facts => ({
  venueId: 1,
  date: DAY,
  startMinute: 600,
  endMinute: 720,
  status: 'booked',
  checkedInAt: null,
  noShowAt: null,
  createdAt: at('09:00', '2026-11-17'),
  changedAt: null,
  ...part,
});

describe('checking in for 10:00–12:00', () => {
  test.each([
    ['09:29', 'bookings.in_early'],
    ['09:30', undefined],
    ['10:00', undefined],
    ['10:45', undefined],
    ['11:59', undefined],
    ['12:00', 'bookings.in_over'],
    ['18:00', 'bookings.in_over'],
  ])('at %s: %s', (time, code) => {
    expect(whyNotIn(booking(), { at: at(time) })?.code).toBe(code);
  });

  test.each<[string, Partial<Facts>, object, string | undefined]>([
    ['the day before', {}, { at: at('10:00', '2026-11-23') }, 'bookings.in_wrong_day'],
    ['the day after', {}, { at: at('10:00', '2026-11-25') }, 'bookings.in_wrong_day'],
    ['in another venue', {}, { venueId: 2, venueName: 'すだち' }, 'bookings.in_elsewhere'],
    ['in its own venue', {}, { venueId: 1 }, undefined],
    ['cancelled', { status: 'cancelled' }, {}, 'bookings.in_cancelled'],
    ['given free', { status: 'no_show', noShowAt: at('10:30') }, {}, 'bookings.in_released'],
    ['in already', { checkedInAt: at('09:40') }, {}, undefined],
    ['in already, scanned again after the end', { checkedInAt: at('09:40') }, { at: at('13:00') }, undefined],
  ])('%s', (_, facts, arrival, code) => {
    expect(whyNotIn(booking(facts), { at: at('10:00'), ...arrival })?.code).toBe(code);
  });
});

describe('a place is given free', () => {
  const facts = (time: string, noShowMinutes: number | null = 30, date = DAY) => ({
    now: at(time, date),
    venue: { noShowMinutes },
  });
  test.each<[string, Partial<Facts>, ReturnType<typeof facts>, boolean]>([
    ['not before its time', {}, facts('10:29'), false],
    ['at its time', {}, facts('10:30'), true],
    ['a little later', {}, facts('10:44'), true],
    ['not where the house was off at its time', {}, facts('10:45'), false],
    ['not on the day after', {}, facts('10:30', 30, '2026-11-25'), false],
    ['never where the venue wants it never', {}, facts('10:30', null), false],
    ['not where she is in', { checkedInAt: at('10:10') }, facts('10:30'), false],
    ['not twice', { noShowAt: at('10:30') }, facts('10:31'), false],
    ['not where it was cancelled', { status: 'cancelled' }, facts('10:30'), false],
    ['not once it is over', { endMinute: 630 }, facts('10:30'), false],
    ['booked at 10:20, not at 10:30', { createdAt: at('10:20') }, facts('10:30'), false],
    ['booked at 10:20, at 10:50', { createdAt: at('10:20') }, facts('10:50'), true],
    ['changed at 10:25, at 10:55', { changedAt: at('10:25') }, facts('10:55'), true],
  ])('%s', (_, part, when, expected) => {
    expect(isNoShow(booking(part), when)).toBe(expected);
  });

  test('the page can say from when', () => {
    expect(clockText(minuteAt(freeFrom(booking(), { noShowMinutes: 30 })!))).toBe('10:30');
    expect(freeFrom(booking(), { noShowMinutes: null })).toBeUndefined();
  });
});

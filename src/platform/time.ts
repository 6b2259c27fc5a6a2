import { Temporal } from 'temporal-polyfill';
import { remember } from './remember.js';

/** A point in time, UTC. */
export type Moment = Temporal.Instant;
/** A day of the place as ISO text, `2026-11-21`. */
export type DateText = string;
/** Minutes since midnight at the place, 0 to 1440. */
export type Minute = number;

export interface Slot {
  date: DateText;
  start: Minute;
  end: Minute;
}

/** All venues stand in one time zone, without summer time. */
export const PLACE_ZONE = 'Asia/Tokyo';

/** How far its clocks are ahead of UTC, since 1951. Temporal knows it too, but takes its time. */
const PLACE_AHEAD_MS = 9 * 60 * 60 * 1000;
const MINUTE_MS = 60 * 1000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const EPOCH = Temporal.PlainDate.from('1970-01-01');

export const DAY_MINUTES = 24 * 60;

export function momentOf(text: string): Moment {
  return Temporal.Instant.from(text);
}

export function momentOfMilliseconds(sinceEpoch: number): Moment {
  return Temporal.Instant.fromEpochMilliseconds(sinceEpoch);
}

const numbers = remember<number>(5000);
const dates = remember<DateText>(5000);

/** Days since 1970-01-01. Pages ask by the hundred for the same few dates, so each is read once. @throws RangeError */
function numberOf(date: DateText): number {
  return numbers(date, () => EPOCH.until(Temporal.PlainDate.from(date), { largestUnit: 'day' }).days);
}

function dateOf(number: number): DateText {
  return dates(String(number), () => EPOCH.add({ days: number }).toString());
}

/** Milliseconds since 1970-01-01 0:00 on the wall clock of the place. */
function wallClock(now: Moment): number {
  return now.epochMilliseconds + PLACE_AHEAD_MS;
}

export function todayAt(now: Moment): DateText {
  return dateOf(Math.floor(wallClock(now) / DAY_MS));
}

/** The minute of the day at the place. */
export function minuteAt(now: Moment): Minute {
  const ms = wallClock(now);
  return Math.floor((ms - Math.floor(ms / DAY_MS) * DAY_MS) / MINUTE_MS);
}

/** The moment at which the wall clock of the place shows this date and minute. 1440 is the next midnight. */
export function momentAt(date: DateText, minute: Minute): Moment {
  return Temporal.Instant.fromEpochMilliseconds(numberOf(date) * DAY_MS + minute * MINUTE_MS - PLACE_AHEAD_MS);
}

export function addDays(date: DateText, days: number): DateText {
  return dateOf(numberOf(date) + days);
}

/** The same day of another month, or the last day where there is none such. */
export function addMonths(date: DateText, months: number): DateText {
  // By hand up to the 28th, which every month has: counts go through hundreds of months.
  const day = date.slice(8);
  if (day > '28') return Temporal.PlainDate.from(date).add({ months }).toString();
  const number = monthNumber(date) + months;
  return `${padded(Math.floor(number / 12), 4)}-${padded((number % 12) + 1, 2)}-${day}`;
}

/** The first day of its month. */
export function firstOfMonth(date: DateText): DateText {
  return `${date.slice(0, 7)}-01`;
}

/** From the month of one day to that of the other. */
export function monthsBetween(from: DateText, to: DateText): number {
  return monthNumber(to) - monthNumber(from);
}

export function daysInMonth(date: DateText): number {
  return Temporal.PlainDate.from(date).daysInMonth;
}

export function daysBetween(from: DateText, to: DateText): number {
  return numberOf(to) - numberOf(from);
}

/** The fiscal year (年度) of a day: 1 April to 31 March. */
export function fiscalYearOf(date: DateText): number {
  const year = Number(date.slice(0, 4));
  return date.slice(5) >= '04-01' ? year : year - 1;
}

/** 1 Monday to 7 Sunday. */
export function weekdayOf(date: DateText): number {
  const sinceMonday = (numberOf(date) + 3) % 7; // 1970-01-01 was a Thursday
  return ((sinceMonday + 7) % 7) + 1;
}

/** Is it a day of the calendar, written as YYYY-MM-DD? */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text;
  } catch {
    return false;
  }
}

/** `09:30` → 570; `24:00` → 1440. Nothing for what is not a time of day. */
export function minuteOf(text: string): Minute | undefined {
  const match = /^(\d{1,2}):(\d{2})$/.exec(text);
  if (!match) return undefined;
  const minute = Number(match[1]) * 60 + Number(match[2]);
  return Number(match[2]) < 60 && minute <= DAY_MINUTES ? minute : undefined;
}

/** 570 → `09:30`. */
export function clockText(minute: Minute): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

/** Half-open: one that ends at 10:00 does not touch one that starts at 10:00. */
export function overlaps(a: { start: Minute; end: Minute }, b: { start: Minute; end: Minute }): boolean {
  return a.start < b.end && b.start < a.end;
}

/** Of all months since the year 0. */
function monthNumber(date: DateText): number {
  return Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;
}

function padded(number: number, digits: number): string {
  return String(number).padStart(digits, '0');
}

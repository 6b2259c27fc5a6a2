import { Temporal } from 'temporal-polyfill';

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

export const DAY_MINUTES = 24 * 60;

export function momentOf(text: string): Moment {
  return Temporal.Instant.from(text);
}

export function todayAt(now: Moment): DateText {
  return now.toZonedDateTimeISO(PLACE_ZONE).toPlainDate().toString();
}

/** The minute of the day at the place. */
export function minuteAt(now: Moment): Minute {
  const local = now.toZonedDateTimeISO(PLACE_ZONE);
  return local.hour * 60 + local.minute;
}

/** The moment at which the wall clock of the place shows this date and minute. 1440 is the next midnight. */
export function momentAt(date: DateText, minute: Minute): Moment {
  return Temporal.PlainDate.from(date).toZonedDateTime(PLACE_ZONE).add({ minutes: minute }).toInstant();
}

export function addDays(date: DateText, days: number): DateText {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

export function addMonths(date: DateText, months: number): DateText {
  return Temporal.PlainDate.from(date).add({ months }).toString();
}

export function daysInMonth(date: DateText): number {
  return Temporal.PlainDate.from(date).daysInMonth;
}

export function daysBetween(from: DateText, to: DateText): number {
  return Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days;
}

/** 1 Monday to 7 Sunday. */
export function weekdayOf(date: DateText): number {
  return Temporal.PlainDate.from(date).dayOfWeek;
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

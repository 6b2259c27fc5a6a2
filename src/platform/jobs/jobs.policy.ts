import { addDays, DAY_MINUTES, daysBetween, minuteAt, minuteOf, momentAt, todayAt } from '../time.js';
import type { DateText, Minute, Moment } from '../time.js';
import type { Schedule } from './job.js';

/** Older times are let go: nobody is helped by a year of daily runs at once. */
export const MOST_DUE_TIMES = 400;
/** Days from one time of a month to the next, at most. */
const LONGEST_MONTHS = 62;

/** Is it a schedule that can come due? */
export function isSchedule(schedule: Schedule): boolean {
  if (schedule.every === 'minutes') return between(schedule.minutes, 1, DAY_MINUTES);
  const minute = minuteOf(schedule.at);
  if (minute === undefined || minute >= DAY_MINUTES) return false;
  return schedule.every === 'day' || between(schedule.day, 1, 31);
}

/** All times at which the schedule is due after the one moment and up to the other, the earliest first; the latest 400. */
export function dueTimes(schedule: Schedule, after: Moment, upTo: Moment): Moment[] {
  const found: Moment[] = [];
  const firstDay = todayAt(after);
  for (let date = todayAt(upTo); date >= firstDay; date = addDays(date, -1)) {
    const last = date === todayAt(upTo) ? minuteAt(upTo) : DAY_MINUTES;
    for (const minute of minutesOf(schedule, date, last)) {
      const due = momentAt(date, minute);
      if (due.epochMilliseconds <= after.epochMilliseconds || found.length === MOST_DUE_TIMES)
        return found.toReversed();
      found.push(due);
    }
  }
  return found.toReversed();
}

/** The first time at which the schedule is due after the moment. */
export function nextDue(schedule: Schedule, after: Moment): Moment | undefined {
  const today = todayAt(after);
  for (let date = today; daysBetween(today, date) <= LONGEST_MONTHS; date = addDays(date, 1)) {
    const due = [...minutesOf(schedule, date, DAY_MINUTES)].map((minute) => momentAt(date, minute));
    const next = due.findLast((one) => one.epochMilliseconds > after.epochMilliseconds);
    if (next) return next;
  }
  return undefined;
}

/** Minutes of the day up to `last`, the latest first. */
function* minutesOf(schedule: Schedule, date: DateText, last: Minute): Generator<Minute> {
  if (schedule.every === 'minutes') {
    const { minutes } = schedule;
    const latest = Math.min(last, DAY_MINUTES - 1);
    for (let minute = latest - (latest % minutes); minute >= 0; minute -= minutes) yield minute;
    return;
  }
  const minute = minuteOf(schedule.at)!;
  if (minute <= last && (schedule.every === 'day' || isDayOfMonth(schedule.day, date))) yield minute;
}

function isDayOfMonth(day: number, date: DateText): boolean {
  const tomorrow = addDays(date, 1);
  const isLast = tomorrow.slice(0, 7) !== date.slice(0, 7);
  const today = Number(date.slice(8));
  return today === day || (isLast && today < day);
}

function between(value: number, min: number, max: number): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}

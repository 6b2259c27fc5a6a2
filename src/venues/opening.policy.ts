import { weekdayOf, type DateText } from '../platform/time.js';
import type { Closure } from './closure.entity.js';
import { holidayOn, type HolidayName } from './holidays.js';
import { merge, subtract } from './stretches.policy.js';
import type { Stretch } from './venue-rules.js';
import type { Venue } from './venue.entity.js';

export type VenueFacts = Pick<
  Venue,
  'activeFrom' | 'activeUntil' | 'openingHours' | 'holidayOverrides' | 'closedOnHolidays'
>;
export type ClosureFacts = Pick<
  Closure,
  'resourceId' | 'fromDate' | 'toDate' | 'startMinute' | 'endMinute' | 'yearly' | 'reason'
>;

/** Why a day, or part of it, is shut. */
export type Shut =
  | { because: 'inactive' }
  | { because: 'holiday'; name: HolidayName }
  | { because: 'closure'; reason: string }
  | { because: 'weekday' };

/** Hours that are shut, and why. */
export interface ClosedStretch extends Stretch {
  reason: string;
}

export interface Opening {
  /** When the place is open; none: shut all day. */
  stretches: Stretch[];
  /** Why it is shut all day. */
  shut?: Shut;
  /** Closures of part of the day. */
  partly: ClosedStretch[];
  /** A holiday, also where the place opens on it. */
  holiday?: HolidayName;
}

const ALL_DAY: Stretch = { start: 0, end: 1440 };

/** When the venue is open on a date. Closures of single resources do not count here. */
export function openingOf(date: DateText, venue: VenueFacts, closures: readonly ClosureFacts[]): Opening {
  const holiday = holidayOn(date, venue.holidayOverrides);
  const shutAllDay = (shut: Shut): Opening => ({ stretches: [], shut, partly: [], holiday });
  if (!isActive(venue, date)) return shutAllDay({ because: 'inactive' });

  const closed = closures
    .filter(({ resourceId }) => resourceId === null)
    .flatMap((closure) => closedHours(date, closure));
  const weekday = weekdayOf(date);
  const hours = merge(venue.openingHours.filter((one) => one.weekday === weekday));
  const stretches = subtract(hours, closed);

  if (stretches.length === 0 && hours.length > 0) return shutAllDay({ because: 'closure', reason: closed[0]!.reason });
  if (holiday && venue.closedOnHolidays) return shutAllDay({ because: 'holiday', name: holiday });
  if (hours.length === 0) return shutAllDay({ because: 'weekday' });
  return { stretches, partly: closed, holiday };
}

/** The hours of the date that a closure shuts: none, or one stretch. A yearly one comes back by month and day. */
export function closedHours(date: DateText, closure: ClosureFacts): ClosedStretch[] {
  if (!(closure.yearly ? comesBackOn(date, closure) : closure.fromDate <= date && date <= closure.toDate)) return [];
  return [
    { start: closure.startMinute ?? ALL_DAY.start, end: closure.endMinute ?? ALL_DAY.end, reason: closure.reason },
  ];
}

function comesBackOn(date: DateText, { fromDate, toDate }: ClosureFacts): boolean {
  if (date < fromDate) return false;
  const [day, from, to] = [date.slice(5), fromDate.slice(5), toDate.slice(5)];
  return from <= to ? from <= day && day <= to : from <= day || day <= to; // 12-29 to 01-03 goes over the new year
}

export function isActive(thing: { activeFrom: DateText; activeUntil: DateText | null }, date: DateText): boolean {
  return thing.activeFrom <= date && (thing.activeUntil === null || date <= thing.activeUntil);
}

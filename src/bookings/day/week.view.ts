import { paths } from '../../platform/paths.js';
import { type Query } from '../../platform/with-query.js';
import { addDays, DAY_MINUTES, type DateText } from '../../platform/time.js';
import type { Phrase } from '../../platform/views/phrase.js';
import type { ClosedStretch, Opening } from '../../venues/opening.policy.js';
import type { MarkedDay } from './calendar.js';
import type { DayMark } from './mark.policy.js';

export interface DayLink {
  date: DateText;
  /** Of the month. */
  number: number;
  mark: DayMark;
  words: Phrase;
  href: string;
  isCurrent: boolean;
  isToday: boolean;
  isHoliday: boolean;
}

export interface Week {
  days: DayLink[];
  previous: string;
  next: string;
  /** Leads to today; none: today is in it. */
  today?: string;
  /** Holidays and closures by their names. */
  notes: { date: DateText; text: Phrase }[];
}

/** Links to days, each with its mark. `keep` is what the links carry on: the venue, the filter. */
export function dayLinks(
  days: readonly MarkedDay[],
  { date: current, today, keep }: { date?: DateText; today: DateText; keep: Query },
): DayLink[] {
  return days.map(({ date, mark, opening }) => ({
    date,
    number: Number(date.slice(8)),
    mark,
    words: `bookings:day.mark.${mark}`,
    href: paths.day(date, keep),
    isCurrent: date === current,
    isToday: date === today,
    isHoliday: opening.holiday !== undefined,
  }));
}

/** The week of the date: the first seven of the marked days. */
export function weekOf(
  marks: readonly MarkedDay[],
  { date, today, keep }: { date: DateText; today: DateText; keep: Query },
): Week {
  const days = marks.slice(0, 7);
  const isHere = days.some((day) => day.date === today);
  return {
    days: dayLinks(days, { date, today, keep }),
    previous: paths.day(addDays(date, -7), keep),
    next: paths.day(addDays(date, 7), keep),
    today: isHere ? undefined : paths.day(undefined, keep),
    notes: days.flatMap((day) => notesOf(day.opening).map((text) => ({ date: day.date, text }))),
  };
}

/** What is out of the ordinary on a day, by its name. */
export function notesOf({ shut, holiday, partly }: Opening): Phrase[] {
  if (shut?.because === 'closure') return [{ key: 'bookings:day.note.closed', reason: shut.reason }];
  if (shut?.because === 'holiday') return [{ key: 'bookings:day.note.holiday', name: shut.name }];
  if (shut) return [];
  const open: Phrase[] = holiday ? [{ key: 'bookings:day.note.open_holiday', name: holiday }] : [];
  return [...open, ...partly.map(partlyWords)];
}

/** A closure without a start or an end holds from or to midnight, which nobody needs to read. */
function partlyWords({ start, end, reason }: ClosedStretch): Phrase {
  if (end === DAY_MINUTES) return { key: 'bookings:day.note.partly_from', start, reason };
  if (start === 0) return { key: 'bookings:day.note.partly_until', end, reason };
  return { key: 'bookings:day.note.partly', start, end, reason };
}

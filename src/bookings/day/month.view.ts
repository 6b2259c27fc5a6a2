import { paths } from '../../platform/paths.js';
import { addDays, addMonths, type DateText, weekdayOf } from '../../platform/time.js';
import type { Phrase } from '../../platform/views/phrase.js';
import type { MarkedDay } from './calendar.js';
import { type DayLink, dayLinks, notesOf } from './week.view.js';

export interface MonthPage {
  title: Phrase;
  /** Its first day. */
  month: DateText;
  /** The days of a week, Monday first, for their names. */
  weekdays: DateText[];
  /** As many days of the first week as belong to the month before. */
  before: null[];
  days: DayLink[];
  notes: { date: DateText; text: Phrase }[];
  previous: string;
  next: string;
}

export interface MonthFacts {
  first: DateText;
  date?: DateText;
  today: DateText;
  /** All days of the month. */
  days: readonly MarkedDay[];
  /** Where there are several. */
  venue?: number;
}

export function monthPage({ first, date, today, days, venue }: MonthFacts): MonthPage {
  const monday = addDays(first, 1 - weekdayOf(first));
  const to = (months: number): string => paths.calendar({ month: addMonths(first, months).slice(0, 7), date, venue });
  return {
    title: { key: 'bookings:day.month.title', month: first },
    month: first,
    weekdays: Array.from({ length: 7 }, (_, ahead) => addDays(monday, ahead)),
    before: Array.from({ length: weekdayOf(first) - 1 }, () => null),
    days: dayLinks(days, { date, today, keep: { venue } }),
    notes: days.flatMap((day) => notesOf(day.opening).map((text) => ({ date: day.date, text }))),
    previous: to(-1),
    next: to(1),
  };
}

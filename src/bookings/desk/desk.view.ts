import { paths } from '../../platform/paths.js';
import { addDays, type DateText, minuteAt, type Moment, todayAt } from '../../platform/time.js';
import type { Phrase } from '../../platform/views/phrase.js';
import type { Venue } from '../../venues/venue.entity.js';
import type { DeskRow } from './desk.query.js';

export interface DeskFilter {
  date: DateText;
  venueId?: number;
  q?: string;
  /** A code was read just now: the next one can be read at once. */
  scanning?: boolean;
}

/** Where somebody is: not granted yet, to come, late, here, gone home, or given up. */
type Place = 'requested' | 'due' | 'late' | 'here' | 'gone' | 'missed' | 'no_show';

const KIND: Record<Place, string | undefined> = {
  requested: 'wait',
  due: undefined,
  late: 'wait',
  here: 'good',
  gone: undefined,
  missed: 'bad',
  no_show: 'bad',
};

interface DeskLine extends DeskRow {
  place: Phrase;
  kind?: string;
  arrivedAt?: number;
  mayCheckIn: boolean;
  mayUndo: boolean;
  mayTakeBack: boolean;
  noteHref: string;
}

/** @param rows all that was read: of the day, or those found */
export function deskPage(
  facts: { filter: DeskFilter; venues: readonly Venue[]; venue: Venue; rows: readonly DeskRow[] },
  now: Moment,
): object {
  const { filter, venues, venue, rows } = facts;
  const { date } = filter;
  const lines = rows.map((row) => deskLine(row, date, now));
  const count = (...places: Place[]): number => rows.filter((row) => places.includes(placeOf(row, date, now))).length;
  const here = { date, venueId: venues.length > 1 ? venue.id : undefined };
  return {
    title: { key: 'desk:title', date, venue: venue.name },
    filter,
    venue,
    venues: venues.length > 1 ? venues : [],
    isToday: date === todayAt(now),
    scanning: filter.scanning === true,
    isPast: date < todayAt(now),
    counts: { due: count('due', 'late'), here: count('here'), gone: count('gone'), missed: count('missed', 'no_show') },
    lines,
    before: paths.desk({ ...here, date: addDays(date, -1) }),
    after: paths.desk({ ...here, date: addDays(date, 1) }),
    links: {
      walkIn: paths.walkIn({ venueId: here.venueId }),
      daySheet: paths.daySheet(here),
      quickEntry: paths.quickEntry(here),
    },
  };
}

function deskLine(row: DeskRow, date: DateText, now: Moment): DeskLine {
  const place = placeOf(row, date, now);
  return {
    ...row,
    place: `desk:place.${place}`,
    kind: KIND[place],
    arrivedAt: row.checkedInAt ? minuteAt(row.checkedInAt) : undefined,
    mayCheckIn: place === 'due' || place === 'late',
    mayUndo: row.checkedInAt !== null && date === todayAt(now),
    mayTakeBack: place === 'no_show' && !isOver(row, date, now),
    noteHref: paths.deskNote(row.memberId),
  };
}

export function placeOf(row: DeskRow, date: DateText, now: Moment): Place {
  if (row.status !== 'booked' && row.status !== 'cancelled') return row.status;
  const over = isOver(row, date, now);
  if (row.checkedInAt) return over ? 'gone' : 'here';
  if (over) return 'missed';
  return date === todayAt(now) && row.startMinute <= minuteAt(now) ? 'late' : 'due';
}

function isOver(row: DeskRow, date: DateText, now: Moment): boolean {
  const today = todayAt(now);
  return date < today || (date === today && row.endMinute <= minuteAt(now));
}

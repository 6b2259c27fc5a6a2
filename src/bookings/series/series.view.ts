import { addDays, momentAt, todayAt, type DateText, type Minute, type Moment } from '../../platform/time.js';
import type { Phrase } from '../../platform/views/phrase.js';
import { type ClosureFacts, openingOf } from '../../venues/opening.policy.js';
import type { Venue } from '../../venues/venue.entity.js';
import type { Booking } from '../booking.entity.js';
import { STATE_KIND, stateOf } from '../booking.view.js';
import { counts } from '../fees/fee.policy.js';
import { shutPhrase } from '../phrases.js';
import { datesOf } from './recurrence.policy.js';
import type { ScopedSeries } from './series-holds.js';
import { rulePhrase } from './series-phrases.js';
import { ruleOfSeries } from './series-rule.js';
import type { BookingSeries } from './series.entity.js';

export interface SeriesRow {
  date: DateText;
  start: Minute;
  end: Minute;
  label: Phrase;
  kind?: string;
  why?: Phrase;
  names: string[];
  /** What it costs. */
  fee?: Phrase;
  /** How many are looked after meanwhile. */
  care?: Phrase;
  /** Its own page; none: nothing is booked. */
  bookingId?: number;
  /** It can be booked (again). */
  addable: boolean;
}

export interface SeriesView {
  id: number;
  rule: Phrase;
  start: Minute;
  end: Minute;
  venueName: string;
  purpose: string | null;
  rows: SeriesRow[];
  /** Days of bookings that can be changed and cancelled. */
  mendable: DateText[];
}

interface Facts {
  series: BookingSeries;
  venue: Venue;
  closures: readonly ClosureFacts[];
  now: Moment;
  /** In the order of their days. */
  bookings: readonly { booking: Booking; names: string[]; mendable: boolean }[];
  mayAdd: boolean;
}

/** Each date of the rule, with what is booked for it, and why nothing is. */
export function seriesView(facts: Facts): SeriesView {
  const { series, venue, bookings } = facts;
  const standing = bookings.filter(({ booking }) => booking.status !== 'cancelled');
  const dates = datesOf(ruleOfSeries(series));
  const taken = new Set(standing.map(({ booking }) => booking.occurrenceDate));
  const rows = [
    ...standing.map(({ booking, names }) => bookedRow(booking, names, facts.now)),
    ...dates.filter((date) => !taken.has(date)).map((date) => emptyRow(date, facts)),
  ];
  return {
    id: series.id,
    rule: rulePhrase(ruleOfSeries(series)),
    start: series.startMinute,
    end: series.endMinute,
    venueName: venue.name,
    purpose: series.purpose,
    rows: rows.toSorted((a, b) => a.date.localeCompare(b.date) || a.start - b.start),
    mendable: [...new Set(standing.filter((one) => one.mendable).map(({ booking }) => booking.date))],
  };
}

function bookedRow(booking: Booking, names: string[], now: Moment): SeriesRow {
  const { id, date, startMinute: start, endMinute: end, occurrenceDate } = booking;
  const state = stateOf(booking, now);
  return {
    date,
    start,
    end,
    names,
    label: `bookings:state.${state}`,
    kind: STATE_KIND[state],
    why: occurrenceDate !== date ? { key: 'series:moved_from', date: occurrenceDate } : undefined,
    care: booking.careCount > 0 ? { key: 'bookings:care.count', count: booking.careCount } : undefined,
    fee: counts(booking) ? { key: 'fees:amount', amount: booking.fee!.amount } : undefined,
    bookingId: id,
    addable: false,
  };
}

function emptyRow(date: DateText, { series, venue, closures, bookings, now, mayAdd }: Facts): SeriesRow {
  const { startMinute: start, endMinute: end } = series;
  const row = { date, start, end, names: [], addable: false };
  const wasBooked = bookings.some(({ booking }) => booking.occurrenceDate === date);
  const label: Phrase = wasBooked ? 'bookings:state.cancelled' : 'series:state.skipped';
  if (momentAt(date, start).epochMilliseconds <= now.epochMilliseconds) return { ...row, label };
  const opens = addDays(date, -venue.windowDays);
  if (opens > todayAt(now)) {
    return { ...row, label: 'series:state.later', kind: 'wait', why: { key: 'series:opens', from: opens } };
  }
  const { shut } = openingOf(date, venue, closures);
  if (shut) {
    const state = shut.because === 'holiday' ? 'holiday' : 'closed';
    return { ...row, label: `series:state.${state}`, why: shutPhrase(date, shut) };
  }
  return { ...row, label, addable: mayAdd };
}

export interface EndingView {
  going: EndingRow[];
  staying: EndingRow[];
  managing: boolean;
  problem?: Phrase;
}

interface EndingRow {
  date: DateText;
  start: Minute;
  end: Minute;
  names: string[];
}

/** What a cancellation would undo, and what is past its deadline and stays. */
export function endingView(
  { mendable, staying }: ScopedSeries,
  names: ReadonlyMap<number, string[]>,
): Pick<EndingView, 'going' | 'staying'> {
  return {
    going: mendable.map(({ id, date, start, end }) => ({ date, start, end, names: names.get(id) ?? [] })),
    staying: staying.map(({ id, date, startMinute: start, endMinute: end }) => ({
      date,
      start,
      end,
      names: names.get(id) ?? [],
    })),
  };
}

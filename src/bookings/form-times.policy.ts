import { addDays, minuteAt, minuteOf, todayAt, type DateText, type Minute, type Moment } from '../platform/time.js';
import type { Opening } from '../venues/opening.policy.js';
import type { Stretch } from '../venues/venue-rules.js';
import type { Venue } from '../venues/venue.entity.js';
import { firstStart } from './booking.policy.js';

/** What a form proposes where nothing was asked for yet. */
const USUAL_MINUTES = 120;

/** The day that a form opens on: the first from today on that is still open for a step of the grid. */
export function firstOpenDay(
  now: Moment,
  { slotMinutes }: Pick<Venue, 'slotMinutes'>,
  openings: readonly { date: DateText; opening: Opening }[],
): DateText {
  const today = todayAt(now);
  const isOpen = ({ date, opening }: { date: DateText; opening: Opening }): boolean =>
    opening.stretches.some(({ end }) => date > today || end >= minuteAt(now) + slotMinutes);
  return openings.find(isOpen)?.date ?? today;
}

export interface FormTimes extends Stretch {
  starts: Minute[];
  ends: Minute[];
}

/**
 * The times to choose from, on the grid within the opening hours and not past, and those that stand. What was asked for
 * stands, whatever it is, so that the page can say what is wrong with it; where the end is missing, a usual stretch.
 */
export function formTimes(
  asked: { date: DateText; start?: string; end?: string },
  facts: { now: Moment; venue: Pick<Venue, 'slotMinutes' | 'openingHours'>; opening: Opening },
): FormTimes {
  const { now, venue, opening } = facts;
  const grid = venue.slotMinutes;
  const stretches = opening.stretches.length > 0 ? opening.stretches : venue.openingHours;
  const first = asked.date === todayAt(now) ? firstStart(now, grid) : 0;
  const points = (from: 'start' | 'end'): Minute[] =>
    stretches.flatMap(({ start, end }) => steps(start, end, grid).slice(...(from === 'start' ? [0, -1] : [1])));
  const starts = points('start').filter((minute) => minute >= first);
  const start = (asked.start === undefined ? undefined : minuteOf(asked.start)) ?? starts[0] ?? first;
  const ends = points('end').filter((minute) => minute > first);
  const end = (asked.end === undefined ? undefined : minuteOf(asked.end)) ?? usualEnd(start, stretches, grid);
  return { start, end, starts: sorted([...starts, start]), ends: sorted([...ends, end]) };
}

function usualEnd(start: Minute, stretches: readonly Stretch[], grid: Minute): Minute {
  const closing = stretches.find((one) => one.start <= start && start < one.end)?.end;
  return Math.max(start + grid, Math.min(start + USUAL_MINUTES, closing ?? 1440));
}

function steps(from: Minute, to: Minute, grid: Minute): Minute[] {
  const first = Math.ceil(from / grid) * grid;
  return Array.from({ length: Math.max(0, Math.floor((to - first) / grid) + 1) }, (_, step) => first + step * grid);
}

function sorted(minutes: readonly Minute[]): Minute[] {
  return [...new Set(minutes)].toSorted((a, b) => a - b);
}

/** The last day that can be booked. */
export function lastDay(now: Moment, { windowDays }: Pick<Venue, 'windowDays'>): DateText {
  return addDays(todayAt(now), windowDays);
}

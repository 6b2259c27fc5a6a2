import { minuteAt, type Minute, type Moment } from '../../platform/time.js';
import type { Phrase } from '../../platform/views/phrase.js';
import { subtract } from '../../venues/stretches.policy.js';
import type { DayResource, VenueDay } from '../../venues/venue-day.policy.js';
import type { Stretch } from '../../venues/venue-rules.js';

/** A desk or a room, never whose it is. */
interface Place {
  name: string;
  state: 'free' | 'busy' | 'shut';
  text: Phrase;
  /** When it cannot be had, on the line of the day. */
  busy: { x: Minute; width: Minute }[];
}

export interface Board {
  venue: string;
  date: string;
  minute: Minute;
  /** Milliseconds since 1970, for a clock that goes on by itself. */
  at: number;
  hours: Stretch[];
  /** Why nothing can be had now. */
  shut?: Phrase;
  free: number;
  desks: number;
  places: Place[];
  /** The line of the day: from the first opening to the last closing. */
  line: { from: Minute; length: Minute };
}

export function boardOf(day: VenueDay, now: Moment): Board {
  const minute = minuteAt(now);
  const hours = day.opening.stretches;
  const line = { from: hours[0]?.start ?? 0, length: (hours.at(-1)?.end ?? 0) - (hours[0]?.start ?? 0) };
  const shown = day.resources.filter(({ kind, bookableBy }) => kind !== 'pc' && bookableBy !== 'nobody');
  const desks = shown.filter(({ kind, bookableBy }) => kind === 'desk' && bookableBy === 'member');
  return {
    venue: day.venue.name,
    date: day.date,
    minute,
    at: now.epochMilliseconds,
    hours,
    shut: whyShut(hours, minute),
    free: desks.filter(({ free }) => holds(free, minute)).length,
    desks: desks.length,
    places: shown.map((resource) => placeOf(resource, hours, minute)),
    line,
  };
}

function whyShut(hours: readonly Stretch[], minute: Minute): Phrase | undefined {
  if (hours.length === 0) return 'kiosk:shut.today';
  if (holds(hours, minute)) return undefined;
  const next = hours.find(({ start }) => start > minute);
  return next ? { key: 'kiosk:shut.until', from: next.start } : 'kiosk:shut.over';
}

function placeOf({ name, open, free }: DayResource, hours: readonly Stretch[], minute: Minute): Place {
  const busy = subtract(hours, free).map(({ start, end }) => ({ x: start, width: end - start }));
  const now = holds(free, minute);
  if (now) return { name, state: 'free', text: { key: 'kiosk:free_until', until: now.end }, busy };
  if (!holds(open, minute)) return { name, state: 'shut', text: 'kiosk:not_in_use', busy };
  const next = free.find(({ start }) => start > minute);
  return { name, state: 'busy', text: next ? { key: 'kiosk:busy_until', until: next.start } : 'kiosk:busy', busy };
}

function holds(stretches: readonly Stretch[], minute: Minute): Stretch | undefined {
  return stretches.find(({ start, end }) => start <= minute && minute < end);
}

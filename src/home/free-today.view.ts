import { firstStart } from '../bookings/booking.policy.js';
import { paths } from '../platform/paths.js';
import { type DateText, type Minute, type Moment } from '../platform/time.js';
import type { Phrase } from '../platform/views/phrase.js';
import type { Opening } from '../venues/opening.policy.js';
import type { VenueDay } from '../venues/venue-day.policy.js';
import type { Stretch } from '../venues/venue-rules.js';

export interface FreePlace {
  name: string;
  /** Desks that can be had, where there are any. */
  count: number;
  text: Phrase;
  href: string;
}

/** What a place has free today, and until when; where there is nothing any more, when it opens next. */
export function freePlace(
  day: VenueDay,
  openings: readonly { date: DateText; opening: Opening }[],
  now: Moment,
): FreePlace {
  const { venue, date, opening } = day;
  const slot = venue.slotMinutes;
  const from = Math.max(firstStart(now, slot), opening.stretches[0]?.start ?? 0);
  const free = day.resources
    .filter(({ kind, bookableBy }) => kind === 'desk' && bookableBy === 'member')
    .map((desk) => nextFree(desk.free, from, slot))
    .filter((stretch) => stretch !== undefined);
  const here = free.filter(({ start }) => start === from);
  const place = (count: number, text: Phrase, on = date): FreePlace => {
    return { name: venue.name, count, text, href: paths.day(on, { venue: venue.id }) };
  };

  const end = opening.stretches.at(-1)?.end ?? 0;
  if (from >= end) {
    const next = openings.find((one) => one.date > date && one.opening.stretches.length > 0);
    const key = opening.shut ? 'shut' : 'over';
    if (!next) return place(0, `home:free.${key}`);
    return place(0, { key: `home:free.${key}_next`, next: next.date }, next.date);
  }
  if (free.length === 0) return place(0, 'home:free.full');
  const earliest = Math.min(...free.map(({ start }) => start));
  if (here.length === 0) return place(0, { key: 'home:free.later', start: earliest });
  const until = Math.max(...here.map((stretch) => stretch.end));
  const key = from > firstStart(now, slot) ? 'opens' : 'now';
  return place(here.length, { key: `home:free.${key}`, count: here.length, start: from, until });
}

/** The first stretch that can still be booked for at least one step. */
function nextFree(free: readonly Stretch[], from: Minute, slot: Minute): Stretch | undefined {
  return free
    .map(({ start, end }) => ({ start: Math.max(from, Math.ceil(start / slot) * slot), end }))
    .find(({ start, end }) => start + slot <= end);
}

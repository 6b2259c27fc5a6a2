import type { User } from '../../accounts/user.entity.js';
import { clockText, type Minute, type Moment } from '../../platform/time.js';
import type { DayResource, VenueDay } from '../../venues/venue-day.policy.js';
import { firstStart } from '../booking.policy.js';

/** What somebody stays for who did not say. */
const USUAL_MINUTES = 120;

interface FreeDesk {
  id: number;
  name: string;
  until: Minute;
}

export interface WalkIn {
  start: Minute;
  /** Those free now: desks first, and those free for as long as people usually stay. */
  desks: FreeDesk[];
  ends: { value: string; selected: boolean }[];
}

/** What somebody who stands at the door can have at once, from the running step of the grid. */
export function walkIn(day: VenueDay, now: Moment): WalkIn {
  const grid = day.venue.slotMinutes;
  const start = firstStart(now, grid);
  // Nobody is sent to a desk that she must soon leave, while another is free for longer.
  const usable = ({ until }: FreeDesk): Minute => Math.min(until, start + USUAL_MINUTES);
  const desks = day.resources
    .filter(({ bookableBy }) => bookableBy !== 'nobody')
    .flatMap((one) => freeFrom(one, start, grid))
    .toSorted((a, b) => Number(b.kind === 'desk') - Number(a.kind === 'desk') || usable(b) - usable(a));
  const longest = Math.max(start, ...desks.map(({ until }) => until));
  const proposed = Math.min(start + USUAL_MINUTES, desks[0]?.until ?? start);
  const ends: WalkIn['ends'] = [];
  for (let end = start + grid; end <= longest; end += grid) {
    ends.push({ value: clockText(end), selected: end === proposed });
  }
  return { start, desks, ends };
}

function freeFrom(one: DayResource, start: Minute, grid: Minute): (FreeDesk & { kind: string })[] {
  const free = one.free.find((stretch) => stretch.start <= start && start + grid <= stretch.end);
  return free ? [{ id: one.id, name: one.name, kind: one.kind, until: free.end }] : [];
}

export interface WalkInPage {
  title: string;
  q?: string;
  members: Pick<User, 'id' | 'name' | 'kana' | 'email'>[];
  none: boolean;
  walkIn: WalkIn;
  venueId?: number;
  venueName: string;
}

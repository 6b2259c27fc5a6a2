import { paths } from '../../platform/paths.js';
import { type Query } from '../../platform/with-query.js';
import {
  addDays,
  clockText,
  DAY_MINUTES,
  type DateText,
  type Minute,
  type Moment,
  todayAt,
} from '../../platform/time.js';
import { rememberOf } from '../../platform/remember.js';
import type { Phrase } from '../../platform/views/phrase.js';
import { isOne, STAFF, type Viewer } from '../../platform/web/viewer.js';
import type { BookableBy } from '../../venues/resource.entity.js';
import type { VenueDay } from '../../venues/venue-day.policy.js';
import type { Venue } from '../../venues/venue.entity.js';
import { firstStart } from '../booking.policy.js';
import { shutPhrase } from '../phrases.js';
import type { MarkedDay } from './calendar.js';
import type { DayFacts } from './day.reading.js';
import { type FilterForm, filterForm, freeOf, narrow } from './filter.view.js';
import { type Grid, gridOf } from './grid.view.js';
import type { DayMark } from './mark.policy.js';
import { layOver } from './overlay.view.js';
import { print, type PrintedGrid } from './print.view.js';
import type { OwnBooking } from './seen.query.js';
import { type Week, weekOf } from './week.view.js';
import type { DayWish } from './wish.js';

export interface DayPage {
  title: Phrase;
  date: DateText;
  /** What was asked for was no day. */
  badDate: boolean;
  venue: { id: number; name: string };
  /** None where there is only one. */
  venues: { id: number; name: string; href: string; isCurrent: boolean }[];
  week: Week;
  /** The month around it. */
  calendar: string;
  own: (Pick<OwnBooking, 'id' | 'requested' | 'start' | 'end'> & { what: Phrase })[];
  /** Why the place is shut. */
  shut?: Phrase;
  /** Why nothing can be booked, though the place is open. */
  notice?: Phrase;
  /** A day on which there is something, where there is nothing on this one. */
  instead?: { date: DateText; href: string };
  grid?: PrintedGrid;
  /** Where a member can wait for what is taken. */
  waitHref?: string;
  filter: FilterForm;
  isStaff: boolean;
}

export function dayPage(wish: DayWish, facts: DayFacts, viewer: Viewer): DayPage {
  const { day, today, venues, seen } = facts;
  const { venue, date, opening } = day;
  const keep = keepOf(wish, venue.id, venues.length);
  const shared = sharedGrid(facts, viewer);
  const grid = shared && narrow(layOver(shared, seen.stretches), wish.filter);
  const marks = facts.marks.map((one) => (one.date === date ? { ...one, mark: exactMark(one.mark, shared) } : one));
  const notice = noticeOf(facts, viewer, marks);
  return {
    title: { key: 'bookings:day.title', date, venue: venue.name },
    date,
    badDate: wish.badDate,
    venue: { id: venue.id, name: venue.name },
    venues: venuesOf(venues, venue.id, date),
    week: weekOf(marks, { date, today, keep }),
    calendar: paths.calendar({ month: date.slice(0, 7), date, venue: keep.venue }),
    own: seen.own.map(({ names, ...one }) => ({ ...one, what: { key: 'bookings:list', names } })),
    shut: opening.shut && shutPhrase(date, opening.shut),
    notice: notice?.words,
    instead: opening.shut || notice?.elsewhere ? insteadOf(marks, date, keep) : undefined,
    grid: grid && print(grid, notice?.canBook ?? true),
    waitHref: mayWait(facts, viewer, grid) ? paths.waitlistNew({ date, venueId: venue.id }) : undefined,
    filter: filterForm(shared, wish.filter, paths.day(date, { venue: keep.venue })),
    isStaff: isOne(viewer, STAFF),
  };
}

/** Not on days on which nothing can be booked any more, or not yet. */
function mayWait({ day, now, today }: DayFacts, viewer: Viewer, grid: Grid | undefined): boolean {
  const { slotMinutes, windowDays } = day.venue;
  const isBookable =
    day.date <= addDays(today, windowDays) && firstStartOn(day.date, now, slotMinutes) < (grid?.end ?? 0);
  return isBookable && isOne(viewer, ['member']);
}

/** Nothing before this minute of the date can be booked any more. */
function firstStartOn(date: DateText, now: Moment, slotMinutes: Minute): Minute {
  const today = todayAt(now);
  if (date === today) return firstStart(now, slotMinutes);
  return date < today ? DAY_MINUTES : 0;
}

const grids = rememberOf<VenueDay, Grid | undefined>();

/** The part of the page that is the same for all who may book the same things: made once, as long as the day is kept. */
function sharedGrid({ day, now }: DayFacts, viewer: Viewer): Grid | undefined {
  const bookableBy: readonly BookableBy[] = isOne(viewer, STAFF) ? ['member', 'staff'] : ['member'];
  const start = firstStartOn(day.date, now, day.venue.slotMinutes);
  return grids(day, `${bookableBy.join()} ${start}`, () => gridOf({ day, bookableBy, firstStart: start }));
}

/** What the links of the page carry on beside the date. */
function keepOf({ filter: { attributes, stretch } }: DayWish, venueId: number, venues: number): Query {
  return {
    venue: venues > 1 ? venueId : undefined,
    attributes,
    start: stretch && clockText(stretch.start),
    end: stretch && clockText(stretch.end),
  };
}

/** The marks of the strip go by minutes; of the day that is laid out we know it exactly. */
function exactMark(mark: DayMark, grid: Grid | undefined): DayMark {
  if (!grid || !['free', 'few', 'full'].includes(mark)) return mark;
  const desks = grid.groups.filter(({ kind }) => kind === 'desk').flatMap(({ rows }) => rows);
  if (!desks.some((row) => freeOf(row).length > 0)) return 'full';
  return mark === 'full' ? 'few' : mark;
}

function venuesOf(venues: readonly Venue[], current: number, date: DateText): DayPage['venues'] {
  if (venues.length < 2) return [];
  return venues.map(({ id, name }) => ({
    id,
    name,
    href: paths.day(date, { venue: id }),
    isCurrent: id === current,
  }));
}

interface Notice {
  /** None: her address is not confirmed, which has a form of its own. */
  words?: Phrase;
  canBook: boolean;
  /** Is another day the way on? */
  elsewhere: boolean;
}

/** What stands in the way of booking on a day on which the place is open. */
function noticeOf({ day, today }: DayFacts, viewer: Viewer, marks: readonly MarkedDay[]): Notice | undefined {
  const mark = marks.find(({ date }) => date === day.date)!.mark;
  const say = (name: string, elsewhere: boolean, more: object = {}): Notice => ({
    words: { key: `bookings:day.notice.${name}`, ...more },
    canBook: name === 'full',
    elsewhere,
  });
  if (mark === 'closed') return undefined;
  if (mark === 'past') return say(day.date === today ? 'over' : 'past', true);
  if (mark === 'later') return say('later', false, { from: addDays(day.date, -day.venue.windowDays) });
  if (!viewer.emailConfirmed) return { canBook: false, elsewhere: false };
  return mark === 'full' ? say('full', true) : undefined;
}

/** The next day of the two weeks on which there is something, not before today. */
function insteadOf(marks: readonly MarkedDay[], date: DateText, keep: Query): DayPage['instead'] {
  const next = marks.find((one) => one.date > date && (one.mark === 'free' || one.mark === 'few'));
  return next && { date: next.date, href: paths.day(next.date, keep) };
}

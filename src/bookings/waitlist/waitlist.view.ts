import { paths } from '../../platform/paths.js';
import { type Query } from '../../platform/with-query.js';
import { clockText, type DateText, type Moment, type Slot } from '../../platform/time.js';
import type { Phrase } from '../../platform/views/phrase.js';
import type { ResourceKind } from '../../venues/resource.entity.js';
import type { VenueDay } from '../../venues/venue-day.policy.js';
import { lastDay, formTimes } from '../form-times.policy.js';
import { whyNoTime } from '../booking.policy.js';
import { durationPhrase } from '../phrases.js';
import { freeFor, type Waited } from './waitlist.policy.js';

/** A member's place in the line. */
export interface OwnWaiting extends Slot {
  id: number;
  venueId: number;
  venueName: string;
  kind: ResourceKind;
  /** The one thing that she waits for. */
  wantedName: string | null;
  /** How many wait for the same before her. */
  before: number;
  /** Children whose childcare she wants with it. */
  careCount: number;
  /** She has this booking, and waits for childcare alone. */
  bookingId: number | null;
  /** Something is free, for whoever is first. */
  called: boolean;
  offer?: { id: number; name: string; expiresAt: Moment };
}

/** As the template prints it. */
export interface WaitLine extends Slot {
  id: number;
  venueName: string;
  what: Phrase;
  care?: Phrase;
  place: Phrase;
  /** Where she books what is free for whoever is first. */
  bookHref?: string;
  offer?: { id: number; until: Phrase; left: Phrase };
}

export function waitLine(own: OwnWaiting, now: Moment): WaitLine {
  const { id, date, start, end, venueName, venueId, offer, called, before, careCount, bookingId } = own;
  const draft = { date, start: clockText(start), end: clockText(end), venueId };
  return {
    id,
    date,
    start,
    end,
    venueName,
    care: careCount > 0 ? { key: 'bookings:care.count', count: careCount } : undefined,
    what:
      bookingId !== null
        ? 'bookings:waitlist.care_only'
        : offer
          ? named(offer.name)
          : own.wantedName === null
            ? anyOf(own.kind)
            : named(own.wantedName),
    place: called ? 'bookings:waitlist.called' : { key: 'bookings:waitlist.place', place: before + 1 },
    bookHref: called ? (bookingId === null ? paths.newBooking(draft) : paths.bookingEdit(bookingId)) : undefined,
    offer: offer && {
      id: offer.id,
      until: { key: 'bookings:waitlist.until', until: offer.expiresAt },
      left: { key: 'bookings:waitlist.left', left: durationPhrase(minutesLeft(offer.expiresAt, now)) },
    },
  };
}

export interface WaitForm {
  venue: { id: number; name: string };
  hours: number;
  date: DateText;
  max: DateText;
  starts: { value: string; selected: boolean }[];
  ends: { value: string; selected: boolean }[];
  options: { value: string; label: Phrase; selected: boolean }[];
  /** Who is to be looked after meanwhile. */
  childIds?: readonly number[];
  /** It is free: where it can be booked. */
  freeHref?: string;
}

export function waitForm({
  now,
  day,
  wish,
  what,
}: {
  now: Moment;
  day: VenueDay;
  wish: { date: DateText; start?: string; end?: string };
  /** A kind, or the id of a thing. */
  what: string;
}): WaitForm {
  const { venue, opening } = day;
  const { starts, ends, start, end } = formTimes(wish, { now, venue, opening });
  const things = day.resources.filter(({ bookableBy }) => bookableBy === 'member');
  const kinds = [...new Set(things.map(({ kind }) => kind))];
  const option = (value: string, label: Phrase): WaitForm['options'][number] => ({
    value,
    label,
    selected: value === what,
  });
  const chosen = things.find(({ id }) => String(id) === what);
  const kind = chosen?.kind ?? kinds.find((one) => one === what) ?? kinds[0];
  const wanted: Waited | undefined = kind && { start, end, kind, resourceId: chosen?.id ?? null };
  const isTime = !whyNoTime({ date: wish.date, start, end }, { now, day });
  const [free] = wanted && isTime ? freeFor(wanted, things) : [];
  const times = { date: wish.date, start: clockText(start), end: clockText(end) };
  return {
    venue: { id: venue.id, name: venue.name },
    hours: venue.offerHours,
    date: wish.date,
    max: lastDay(now, venue),
    starts: starts.map((minute) => ({ value: clockText(minute), selected: minute === start })),
    ends: ends.map((minute) => ({ value: clockText(minute), selected: minute === end })),
    options: [
      ...kinds.map((one) => option(one, anyOf(one))),
      ...things.map(({ id, name }) => option(String(id), named(name))),
    ],
    freeHref: free && paths.newBooking({ ...times, venueId: venue.id, resourceIds: free.id }),
  };
}

/** The form that joins the line, with what is known of a wish that is taken. */
export function waitQuery(slot: Slot, venueId: number, what: ResourceKind | number): Query {
  return { date: slot.date, start: clockText(slot.start), end: clockText(slot.end), venueId, what };
}

function anyOf(kind: ResourceKind): Phrase {
  return { key: 'bookings:waitlist.any', kind: { key: `bookings:kind.${kind}` } };
}

function named(name: string): Phrase {
  return { key: 'bookings:list', names: [name] };
}

function minutesLeft(until: Moment, now: Moment): number {
  return Math.floor((until.epochMilliseconds - now.epochMilliseconds) / 60_000);
}

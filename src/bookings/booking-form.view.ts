import { groupBy } from '../platform/group-by.js';
import { clockText, todayAt, type Minute, type Moment, type Slot } from '../platform/time.js';
import type { Query } from '../platform/with-query.js';
import { type Phrase, refusalPhrase } from '../platform/views/phrase.js';
import type { ResourceKind } from '../venues/resource.entity.js';
import { subtract, within } from '../venues/stretches.policy.js';
import type { DayResource, VenueDay } from '../venues/venue-day.policy.js';
import { alternativesTo } from './alternatives.policy.js';
import type { Draft } from './booking-forms.js';
import { firstStart, whyNoTime } from './booking.policy.js';
import { formTimes, lastDay } from './form-times.policy.js';
import { durationPhrase, stretchPhrase } from './phrases.js';
import { waitQuery } from './waitlist/waitlist.view.js';

export interface FormFacts {
  now: Moment;
  draft: Draft & { date: string };
  /** Without what the booking holds itself, where one is being changed. */
  day: VenueDay;
  byStaff: boolean;
  before?: Slot;
  /** What needs approval has it: a manager does it for the member. */
  approved?: boolean;
}

/** So many lines of what is not free are shown at once; more are folded away. */
const FEW = 6;

/** One thing to tick. */
interface Choice {
  id: number;
  name: string;
  chosen: boolean;
  attributes: Phrase[];
}

/** Things that are not free for the whole stretch, and when they are: those alike in one line. */
interface Rest {
  names: string[];
  when: Phrase;
}

/** Things that are free for the whole stretch can be ticked; of the rest it says when they are. */
export interface BookingFormView {
  date: string;
  min: string;
  max: string;
  times: { starts: TimeOption[]; ends: TimeOption[] };
  /** Why nothing can be had then. */
  notice?: Phrase;
  kinds: {
    kind: ResourceKind;
    label: Phrase;
    free: Choice[];
    /** Nothing of it is free: where she can wait for any. */
    wait?: Query;
    rest: Rest[];
    count: number;
    open: boolean;
  }[];
  summary: {
    date: string;
    start: Minute;
    end: Minute;
    duration: Phrase;
    names: string[];
    missing: string[];
    asks?: Phrase;
  };
  alternatives: { start: Minute; end: Minute; names: string[]; draft: Draft }[];
  /** Where she can wait for what she wants and is taken. */
  wait?: Query;
  /** Where she can wait for the thing and childcare together. */
  waitForBoth?: Query;
  purpose?: string;
}

interface TimeOption {
  value: string;
  selected: boolean;
}

/** What the form shows for a wish: what can be ticked, what the wish comes to, and what could be had in its place. */
export function bookingFormView(facts: FormFacts): BookingFormView {
  const { now, draft, day, before } = facts;
  const { venue, opening } = day;
  const { starts, ends, start, end } = formTimes(draft, { now, venue, opening });
  const wanted = { date: draft.date, start, end };
  const refused = whyNoTime(wanted, { now, day, before });

  const offered = offeredOn(facts);
  const isFree = (one: DayResource): boolean => !refused && within(wanted, one.free);
  const asked = offered.filter(({ id }) => draft.resourceIds.includes(id));
  const missing = asked.filter((one) => !isFree(one));
  const names = (ids: readonly number[]): string[] =>
    offered.filter(({ id }) => ids.includes(id)).map(({ name }) => name);

  const alternatives =
    missing.length === 0
      ? []
      : alternativesTo({ start, end, resourceIds: asked.map(({ id }) => id) }, offered, venue.slotMinutes);
  return {
    date: draft.date,
    min: todayAt(now),
    max: lastDay(now, venue),
    times: { starts: starts.map((minute) => option(minute, start)), ends: ends.map((minute) => option(minute, end)) },
    notice: refused && refusalPhrase(refused.code, refused.params),
    kinds: [...groupBy(offered, ({ kind }) => kind)].map(([kind, of]) => {
      const free = of.filter(isFree).map((one) => choiceOf(one, draft));
      const others = of.filter((one) => !isFree(one));
      const rest = restOf(others);
      const isFull = free.length === 0 && !refused && of.some(({ bookableBy }) => bookableBy === 'member');
      const wait = isFull ? waitQuery(wanted, venue.id, kind) : undefined;
      return { kind, label: `bookings:kind.${kind}`, free, wait, rest, count: others.length, open: rest.length <= FEW };
    }),
    summary: {
      ...wanted,
      duration: durationPhrase(Math.max(0, end - start)),
      names: asked.filter(isFree).map(({ name }) => name),
      missing: missing.map(({ name }) => name),
      asks: asksOf(asked, facts),
    },
    alternatives: alternatives.map((one) => ({
      start: one.start,
      end: one.end,
      names: names(one.resourceIds),
      draft: { ...draft, start: clockText(one.start), end: clockText(one.end), resourceIds: one.resourceIds },
    })),
    wait:
      missing[0]?.bookableBy === 'member' && !refused
        ? { ...waitQuery(wanted, venue.id, missing[0].id), childIds: draft.childIds }
        : undefined,
    waitForBoth:
      asked[0]?.bookableBy === 'member' && !refused
        ? { ...waitQuery(wanted, venue.id, asked[0].id), childIds: draft.childIds }
        : undefined,
    purpose: draft.purpose,
  };
}

/** What becomes of the wish where something of it needs approval. */
function asksOf(asked: readonly DayResource[], { approved, before }: FormFacts): Phrase | undefined {
  if (approved || !asked.some(({ needsApproval }) => needsApproval)) return undefined;
  return before ? 'bookings:form.needs_approval_anew' : 'bookings:form.needs_approval';
}

type OfferFacts = Pick<FormFacts, 'now' | 'day' | 'byStaff' | 'before'>;

/** What this person may book on the day, free from now on only. */
export function offeredOn(facts: OfferFacts): DayResource[] {
  const past = [{ start: 0, end: pastUntil(facts) }];
  return facts.day.resources
    .filter((one) => one.bookableBy === 'member' || (facts.byStaff && one.bookableBy === 'staff'))
    .map((one) => ({ ...one, free: subtract(one.free, past) }));
}

/** Time that is past is not free; the start of a booking that runs already stays as it is. */
function pastUntil({ now, day, before }: OfferFacts): Minute {
  const [today, { date }] = [todayAt(now), day];
  if (date !== today) return date > today ? 0 : 1440;
  const first = firstStart(now, day.venue.slotMinutes);
  return before?.date === today ? Math.min(first, before.start) : first;
}

function choiceOf({ id, name, attributes, needsApproval }: DayResource, draft: Draft): Choice {
  return {
    id,
    name,
    chosen: draft.resourceIds.includes(id),
    attributes: [...attributes, ...(needsApproval ? ['needs_approval'] : [])].map((one) => ({
      key: `bookings:attribute.${one}`,
    })),
  };
}

function restOf(resources: readonly DayResource[]): Rest[] {
  const groups = groupBy(resources, (one) => JSON.stringify(whenFree(one)));
  return [...groups.values()].map((of) => ({ names: of.map(({ name }) => name), when: whenFree(of[0]!) }));
}

function whenFree({ free, closed }: DayResource): Phrase {
  if (free.length > 0) return { key: 'bookings:form.free_when', hours: free.map(stretchPhrase) };
  const reason = closed[0]?.reason;
  return reason ? { key: 'bookings:form.shut', reason } : 'bookings:form.none_free';
}

function option(minute: Minute, chosen: Minute): TimeOption {
  return { value: clockText(minute), selected: minute === chosen };
}

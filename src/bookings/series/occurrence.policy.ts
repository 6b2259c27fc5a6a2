import { conflict, type Refused } from '../../platform/errors.js';
import { overlaps, type DateText, type Moment } from '../../platform/time.js';
import type { ResourceKind } from '../../venues/resource.entity.js';
import type { VenueDay } from '../../venues/venue-day.policy.js';
import type { BookingLimit } from '../../venues/venue-rules.js';
import { type Wanted, whyRefused } from '../booking.policy.js';
import { isSame } from '../same-wish.policy.js';
import { type Use, whyOverLimit } from '../limits.policy.js';

/** `own`: held already, to the letter. `care`: the thing is free, childcare is not to be had. `later`: not open for booking yet. `refused`: for some other reason. */
export type OccurrenceState =
  'free' | 'own' | 'taken' | 'limit' | 'closed' | 'holiday' | 'later' | 'past' | 'refused' | 'care';

type Held = Use & { id: number; resourceIds: readonly number[] };

/** One date of a series, as it is wished for. */
export interface OccurrenceWish extends Wanted {
  /** The date of the rule; the wish itself may have been moved. */
  occurrence: DateText;
  /** The person wants it; nothing: she has not said, so whatever is free. */
  chosen?: boolean;
  /** What it was, where bookings are being changed; it has let go of the timetable. */
  before?: Held & { childIds?: readonly number[] };
}

export interface Occurrence extends OccurrenceWish {
  state: OccurrenceState;
  refused?: Refused;
  /** It is to be booked. */
  accepted: boolean;
}

export interface SeriesFacts {
  now: Moment;
  /** Each of the dates wished for, without what is being changed. */
  days: ReadonlyMap<DateText, VenueDay>;
  /** Those of the wanted resources that are there at all. */
  chosen: readonly { id: number; venueId: number; name: string; kind: ResourceKind }[];
  byStaff: boolean;
  /** What needs approval has it: a manager does it. */
  approved?: boolean;
  /** None: the limits are lifted. */
  limits: readonly BookingLimit[];
  /** What the member holds in the venue already. */
  held: readonly Held[];
}

/**
 * How each date of a series stands, in their order. The limits count the series itself too: what is accepted on one date
 * is held on the next.
 */
export function planOf(wishes: readonly OccurrenceWish[], facts: SeriesFacts): Occurrence[] {
  let held: readonly Held[] = facts.held;
  const accepted: OccurrenceWish[] = [];
  return wishes.map((wish) => {
    const refused = whyNotOnIt(wish, accepted, held, facts);
    const state = refused ? stateOf(refused) : isHeld(wish, held) ? 'own' : 'free';
    if (state !== 'free' || wish.chosen === false) return { ...wish, state, refused, accepted: false };
    accepted.push(wish);
    held = [...held.filter(({ id }) => id !== wish.before?.id), { ...useOf(wish, facts), id: 0 }];
    return { ...wish, state, accepted: true };
  });
}

function whyNotOnIt(
  wish: OccurrenceWish,
  accepted: readonly OccurrenceWish[],
  held: readonly Held[],
  facts: SeriesFacts,
): Refused | undefined {
  if (!wish.before && isHeld(wish, held)) return undefined;
  const { now, chosen, byStaff, limits } = facts;
  const { before } = wish;
  const approved = facts.approved || (before !== undefined && isSame(before, wish));
  const refused = whyRefused(wish, { now, day: facts.days.get(wish.date)!, chosen, byStaff, approved, before });
  if (refused) return refused;
  if (accepted.some((one) => clash(one, wish))) return conflict('resourceIds', 'venues.taken');
  const others = held.filter(({ id }) => id === 0 || id !== wish.before?.id);
  return whyOverLimit(useOf(wish, facts), { now, limits, others, before: wish.before });
}

function isHeld(wish: OccurrenceWish, held: readonly Held[]): boolean {
  return !wish.before && held.some((one) => one.id !== 0 && isSame(one, wish));
}

function useOf(wish: Wanted, { chosen }: SeriesFacts): Use & Pick<Wanted, 'resourceIds'> {
  const kinds = wish.resourceIds.flatMap((id) => chosen.filter((one) => one.id === id).map(({ kind }) => kind));
  return { date: wish.date, start: wish.start, end: wish.end, resourceIds: wish.resourceIds, kinds };
}

function clash(a: Wanted, b: Wanted): boolean {
  return a.date === b.date && overlaps(a, b) && a.resourceIds.some((id) => b.resourceIds.includes(id));
}

function stateOf({ code, params }: Refused): OccurrenceState {
  switch (code) {
    case 'bookings.outside_window':
      return 'later';
    case 'bookings.past_date':
    case 'bookings.past_start':
    case 'bookings.past_end':
      return 'past';
    case 'bookings.closed':
      return (params.because as { key?: string }).key === 'bookings:shut.holiday' ? 'holiday' : 'closed';
    case 'bookings.resource_closed':
    case 'bookings.inactive':
      return 'closed';
    case 'venues.taken':
      return 'taken';
    case 'bookings.too_many_open':
    case 'bookings.too_long_day':
    case 'bookings.too_long_week':
      return 'limit';
    default:
      return 'refused';
  }
}

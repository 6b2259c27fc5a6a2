import { conflict, invalid, type Refused } from '../../platform/errors.js';
import { type DateText, momentAt, overlaps, type Moment, type Slot } from '../../platform/time.js';
import { barredBy, withBuffers } from '../../venues/buffers.policy.js';
import { heldUntil } from '../../venues/holding.policy.js';
import { around, insideOf } from '../../venues/nesting.policy.js';
import type { ResourceKind } from '../../venues/resource.entity.js';
import { subtract, within } from '../../venues/stretches.policy.js';
import type { DayResource, VenueDay } from '../../venues/venue-day.policy.js';
import type { Stretch } from '../../venues/venue-rules.js';
import { whyNoTime } from '../booking.policy.js';
import { type Use, whyOverLimit } from '../limits.policy.js';

/** One member waits for so many places at most. */
export const MOST_WAITING = 5;

/** What somebody waits for. */
export interface Waited extends Stretch {
  kind: ResourceKind;
  /** None: any of the kind. */
  resourceId: number | null;
}

export interface Waiting extends Waited {
  id: number;
  memberId: number;
  /** Whose childcare she wants with it. */
  childIds?: readonly number[];
  /** She has the thing, and waits for childcare alone. */
  bookingId?: number | null;
}

/** What childcare there is for those who want it, beside what was promised before. */
export interface LineCare {
  fits: (one: Waiting) => boolean;
  take: (one: Waiting) => void;
}

/** Has the time come for which she waited? */
export function isOver({ date, start }: Slot, now: Moment): boolean {
  return !isBefore(now, momentAt(date, start));
}

/** Do two wait for what one of them cannot have beside the other? */
export function isRival(a: Waited, b: Waited): boolean {
  const sameThing = a.resourceId === null || b.resourceId === null || a.resourceId === b.resourceId;
  return a.kind === b.kind && sameThing && overlaps(a, b);
}

/** What there is for one who waits, in the order of the house: whatever a member may book and is free all the time. */
export function freeFor(one: Waited, resources: readonly DayResource[]): DayResource[] {
  return resources.filter(
    ({ id, kind, bookableBy, free }) =>
      kind === one.kind && (one.resourceId ?? id) === id && bookableBy === 'member' && within(one, free),
  );
}

export interface LineFacts {
  now: Moment;
  /** With all that is booked and promised. */
  day: VenueDay;
  /** By member: what she has booked in the venue and is promised there. */
  uses: ReadonlyMap<number, readonly Use[]>;
  /** Needed where somebody of the line wants childcare. */
  care?: LineCare;
}

export interface Promised<T extends Waiting> {
  one: T;
  resourceId: number;
  /** Until then it is held for her; none: it is anybody's, and she is only told. */
  until?: Moment;
}

/**
 * Who is promised what, when so much is free: each in turn the first thing that fits. Who may not have it, because she
 * is over a limit or has one of the kind for that time already, is passed over, and stays in the line; so is who
 * wants a thing and childcare together, unless both can be had.
 * @param line those who wait, in their order.
 */
export function promises<T extends Waiting>(line: readonly T[], facts: LineFacts): Promised<T>[] {
  const { now, day } = facts;
  const uses = new Map(facts.uses);
  let { resources } = day;
  const made: Promised<T>[] = [];
  for (const one of line) {
    const slot = { date: day.date, start: one.start, end: one.end };
    if (whyNoTime(slot, { now, day })) continue;
    const until = heldUntil(slot, day.venue, now);
    if (one.childIds?.length && !facts.care!.fits(one)) continue;
    if (typeof one.bookingId === 'number') {
      made.push({ one, resourceId: one.resourceId!, until });
      if (until) facts.care!.take(one);
      continue;
    }
    const [thing] = freeFor(one, resources);
    if (!thing) continue;
    const use: Use = { ...slot, kinds: [one.kind] };
    const others = uses.get(one.memberId) ?? [];
    if (others.some((other) => isSameTime(other, use))) continue;
    if (whyOverLimit(use, { now, limits: day.venue.bookingLimits, others })) continue;
    made.push({ one, resourceId: thing.id, until });
    if (!until) continue;
    if (one.childIds?.length) facts.care!.take(one);
    uses.set(one.memberId, [...others, use]);
    resources = without(resources, thing, one);
  }
  return made;
}

/** Once it is promised, neither it nor what is inside or around it is free. */
function without(resources: readonly DayResource[], thing: DayResource, stretch: Stretch): DayResource[] {
  const gone = new Set([thing, ...insideOf(thing.id, resources), ...around(thing, resources)].map(({ id }) => id));
  const held = withBuffers(stretch, thing);
  return resources.map((one) => (gone.has(one.id) ? { ...one, free: subtract(one.free, [barredBy(held, one)]) } : one));
}

function isSameTime(a: Use, b: Use): boolean {
  return a.date === b.date && overlaps(a, b) && a.kinds.some((kind) => b.kinds.includes(kind));
}

/** Can a place that is held still be had by the rules of the house, whoever holds it? */
export function isTenable(slot: Slot, resourceId: number, day: VenueDay, now: Moment): boolean {
  const thing = day.resources.find(({ id }) => id === resourceId);
  return thing?.bookableBy === 'member' && within(slot, thing.open) && !whyNoTime(slot, { now, day });
}

/**
 * Why somebody cannot wait for this.
 * @param waiting in how many lines she stands
 * @param careLacks she wants childcare with it, and there is none left
 */
export function whyNotWait(
  wanted: Waited & { date: DateText },
  { now, day, waiting, careLacks }: { now: Moment; day: VenueDay; waiting: number; careLacks?: boolean },
): Refused | undefined {
  const noTime = whyNoTime(wanted, { now, day });
  if (noTime) return noTime;
  const isWanted = ({ id, kind, bookableBy }: DayResource): boolean =>
    kind === wanted.kind && (wanted.resourceId ?? id) === id && bookableBy === 'member';
  if (!day.resources.some(isWanted)) return invalid('what', 'bookings.nothing_to_wait_for');
  if (!careLacks && freeFor(wanted, day.resources).length > 0) return conflict('what', 'bookings.free_now');
  if (isOver(wanted, now)) return invalid('start', 'bookings.too_late_to_wait');
  return waiting >= MOST_WAITING ? invalid('what', 'bookings.too_many_waits', { max: MOST_WAITING }) : undefined;
}

export function isBefore(a: Moment, b: Moment): boolean {
  return a.epochMilliseconds < b.epochMilliseconds;
}

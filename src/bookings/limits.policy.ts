import { invalid, type Refused } from '../platform/errors.js';
import { addDays, momentAt, weekdayOf, type DateText, type Minute, type Moment, type Slot } from '../platform/time.js';
import type { ResourceKind } from '../venues/resource.entity.js';
import type { BookingLimit } from '../venues/venue-rules.js';
import { durationPhrase } from './phrases.js';

/** A booking as the limits count it: one kind for each of its resources. */
export interface Use extends Slot {
  kinds: readonly ResourceKind[];
}

export interface LimitFacts {
  now: Moment;
  limits: readonly BookingLimit[];
  /** The member's other bookings in the venue that are not cancelled. */
  others: readonly Use[];
  /** What the booking was before, where it is being changed. */
  before?: Use;
}

/**
 * Limits by kind of resource: bookings not yet over, hours a day, hours from Monday to Sunday. Hours count once for each
 * resource: two desks for two hours are four hours of desks. A change that makes nothing worse is let through, even where
 * the limits have become narrower since.
 */
export function whyOverLimit(wanted: Use, facts: LimitFacts): Refused | undefined {
  const after = [...facts.others, wanted];
  const before = facts.before ? [...facts.others, facts.before] : facts.others;
  const exceeds = (max: number | null, count: (uses: readonly Use[]) => number): max is number =>
    max !== null && count(after) > max && count(after) > count(before);

  for (const { kind, maxOpen, maxMinutesDay, maxMinutesWeek } of facts.limits) {
    if (!wanted.kinds.includes(kind)) continue;
    const named = { kind: { key: `bookings:kind.${kind}` } };
    const open = (uses: readonly Use[]): number => openBookings(uses, kind, facts.now);
    if (exceeds(maxOpen, open)) {
      return invalid('resourceIds', 'bookings.too_many_open', { ...named, max: maxOpen, held: open(facts.others) });
    }
    const onDay = (uses: readonly Use[]): Minute => minutes(uses, kind, wanted.date, wanted.date);
    if (exceeds(maxMinutesDay, onDay)) {
      return invalid('end', 'bookings.too_long_day', { ...named, ...hours(maxMinutesDay, onDay, facts.others, after) });
    }
    const [monday, sunday] = weekOf(wanted.date);
    const inWeek = (uses: readonly Use[]): Minute => minutes(uses, kind, monday, sunday);
    if (exceeds(maxMinutesWeek, inWeek)) {
      const week = { monday, sunday, ...hours(maxMinutesWeek, inWeek, facts.others, after) };
      return invalid('end', 'bookings.too_long_week', { ...named, ...week });
    }
  }
  return undefined;
}

/** Monday and Sunday of the week of a date. */
export function weekOf(date: DateText): [DateText, DateText] {
  const monday = addDays(date, 1 - weekdayOf(date));
  return [monday, addDays(monday, 6)];
}

function openBookings(uses: readonly Use[], kind: ResourceKind, now: Moment): number {
  const isOpen = ({ date, end }: Slot): boolean => now.epochMilliseconds < momentAt(date, end).epochMilliseconds;
  return uses.filter((use) => use.kinds.includes(kind) && isOpen(use)).length;
}

function minutes(uses: readonly Use[], kind: ResourceKind, from: DateText, to: DateText): Minute {
  return uses
    .filter(({ date }) => from <= date && date <= to)
    .reduce((sum, { start, end, kinds }) => sum + (end - start) * kinds.filter((one) => one === kind).length, 0);
}

function hours(
  max: Minute,
  count: (uses: readonly Use[]) => Minute,
  others: readonly Use[],
  after: readonly Use[],
): object {
  return { max: durationPhrase(max), held: durationPhrase(count(others)), over: durationPhrase(count(after) - max) };
}

import { momentAt, type Moment, type Slot } from '../platform/time.js';
import type { Venue } from './venue.entity.js';

/** From so many minutes before the start nothing is held any more: what is free then goes to whoever is first. */
const HELD_UNTIL_BEFORE = 60;

/** Milliseconds. */
const HOUR = 3_600_000;

/** Until when a place that is free now is held; nothing where the start is so near that it goes to all. */
export function heldUntil(
  slot: Pick<Slot, 'date' | 'start'>,
  { offerHours }: Pick<Venue, 'offerHours'>,
  now: Moment,
): Moment | undefined {
  const last = momentAt(slot.date, slot.start).subtract({ minutes: HELD_UNTIL_BEFORE });
  if (now.epochMilliseconds >= last.epochMilliseconds) return undefined;
  const usual = now.add({ hours: offerHours });
  return usual.epochMilliseconds < last.epochMilliseconds ? usual : last;
}

/**
 * Is she to be reminded now of what is held for her? When a third of the time is left, but an hour at least. Not of what is
 * held so shortly that the news of it has only just gone out.
 */
export function isWorthReminding(offer: { createdAt: Moment; expiresAt: Moment }, now: Moment): boolean {
  const left = offer.expiresAt.epochMilliseconds - now.epochMilliseconds;
  const whole = offer.expiresAt.epochMilliseconds - offer.createdAt.epochMilliseconds;
  return whole >= 2 * HOUR && left > 0 && left <= Math.max(whole / 3, HOUR);
}

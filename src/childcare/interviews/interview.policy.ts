import type { Code } from '../../platform/errors.js';
import { type Minute, type Moment, momentAt, type Slot } from '../../platform/time.js';

/** More in one go is a slip of the hand. */
export const MOST_SLOTS = 24;

/** A stretch cut into slots of so many minutes; what is left at the end is none. */
export function cutInto(start: Minute, end: Minute, minutes: number): { start: Minute; end: Minute }[] {
  const count = Math.floor((end - start) / minutes);
  return Array.from({ length: Math.max(0, count) }, (_, at) => ({
    start: start + at * minutes,
    end: start + (at + 1) * minutes,
  }));
}

/** What has begun can be neither booked, changed nor given up any more. */
export function hasBegun(slot: Slot, now: Moment): boolean {
  return momentAt(slot.date, slot.start).epochMilliseconds <= now.epochMilliseconds;
}

/** Why a guardian cannot have this slot. @param taken by another child */
export function whyNotBookable(slot: Slot & { closed: boolean; taken: boolean }, now: Moment): Code | undefined {
  if (slot.closed) return 'childcare.slot_gone';
  if (hasBegun(slot, now)) return 'childcare.slot_over';
  return slot.taken ? 'childcare.slot_taken' : undefined;
}

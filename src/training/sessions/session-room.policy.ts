import type { Code } from '../../platform/errors.js';
import { overlaps } from '../../platform/time.js';
import { around, insideOf } from '../../venues/nesting.policy.js';
import type { Occupant } from '../../venues/occupants.js';
import { subtract } from '../../venues/stretches.policy.js';
import type { DayResource, VenueDay } from '../../venues/venue-day.policy.js';
import type { Stretch } from '../../venues/venue-rules.js';

export interface RoomRefusal {
  code: Code;
  /** What stands in the way; nothing where it is no use, but the time to make ready. */
  there: Occupant[];
}

/**
 * Why a room cannot be had for a session on a day; nothing where it can. The house must be open on that day, but a session
 * may begin before its hours and end after them: seminars are held in the evening.
 * @param occupants of the venue on that day
 */
export function whyNotHere(
  roomId: number,
  wanted: Stretch,
  { opening, resources }: VenueDay,
  occupants: readonly Occupant[],
): RoomRefusal | undefined {
  if (opening.stretches.length === 0) return { code: 'training.day_shut', there: [] };
  const room = resources.find(({ id }) => id === roomId);
  if (!room) return { code: 'training.room_out_of_use', there: [] };
  if ([...opening.partly, ...room.closed].some((closed) => overlaps(closed, wanted))) {
    return { code: 'training.room_closed', there: [] };
  }
  const taken = [...room.used, ...subtract(room.open, room.free)];
  if (!taken.some((one) => overlaps(one, wanted))) return undefined;
  const near = relativesOf(room, resources);
  const there = occupants.filter((one) => overlaps(one, wanted) && one.resourceIds.some((id) => near.has(id)));
  return { code: there.length > 0 ? 'training.room_taken' : 'training.room_not_ready', there };
}

/** Itself, what it stands in, and what stands in it. */
function relativesOf(room: DayResource, resources: readonly DayResource[]): Set<number> {
  return new Set([room, ...around(room, resources), ...insideOf(room.id, resources)].map(({ id }) => id));
}

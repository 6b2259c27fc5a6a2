import { type Code } from '../../platform/errors.js';
import { overlaps } from '../../platform/time.js';
import { subtract } from '../../venues/stretches.policy.js';
import type { VenueDay } from '../../venues/venue-day.policy.js';
import type { Stretch } from '../../venues/venue-rules.js';

/**
 * Why a room cannot be had for childcare on a day; nothing where it can. The house must be open on that day, but care may
 * begin before its hours and end after them: children come before their mothers sit down.
 */
export function whyNotInRoom(roomId: number, wanted: Stretch, { opening, resources }: VenueDay): Code | undefined {
  if (opening.stretches.length === 0) return 'childcare.day_shut';
  const room = resources.find(({ id }) => id === roomId);
  if (!room) return 'childcare.room_out_of_use';
  if ([...opening.partly, ...room.closed].some((closed) => overlaps(closed, wanted))) return 'childcare.room_closed';
  const taken = [...room.used, ...subtract(room.open, room.free)];
  return taken.some((one) => overlaps(one, wanted)) ? 'childcare.room_taken' : undefined;
}

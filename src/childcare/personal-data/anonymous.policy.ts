import type { DateText } from '../../platform/time.js';
import type { EventData } from '../day/presence.policy.js';
import { BAND_BASES, bandOn } from '../staffing/age.policy.js';

/**
 * The first of the month in which a child was born, if she is counted in the same bands on all these days; else the day
 * itself, which without a name tells little.
 */
export function blurredBirth(birthDate: DateText, days: readonly DateText[]): DateText {
  const blurred = `${birthDate.slice(0, 8)}01`;
  const same = days.every((day) =>
    BAND_BASES.every((basis) => bandOn(birthDate, day, basis) === bandOn(blurred, day, basis)),
  );
  return same ? blurred : birthDate;
}

/** A line of a child's day without health, names and words. The times that are counted stay. */
export function blankLine({ what, at }: EventData): EventData {
  return { ...(what ? { what } : {}), ...(at === undefined ? {} : { at }) };
}

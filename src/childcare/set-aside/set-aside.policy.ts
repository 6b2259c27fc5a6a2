import { addMonths, type DateText } from '../../platform/time.js';
import type { Stretch } from '../../venues/venue-rules.js';
import { bandOn } from '../staffing/age.policy.js';
import type { CareRules } from '../staffing/care-rules.policy.js';
import { firstLack, type Stay } from '../staffing/sweep.policy.js';
import { type CareFor, sameSource, type Standing, stayIn } from '../places/stay.policy.js';

/** Places of a slot that are kept for those who come to one thing. */
export interface KeptPlaces extends Stay {
  for: CareFor;
  places: number;
}

/** What decides in a slot how many places can be kept. */
interface Slot extends Stretch {
  id: number;
  date: DateText;
  places: number;
  minAgeMonths: number;
  roster: Parameters<typeof firstLack>[2]['roster'];
  setAside: readonly KeptPlaces[];
}

/** So many places are kept at the same time, at most: so many fewer are for everybody. */
export function mostKeptAtOnce(kept: readonly (Stretch & { places: number })[]): number {
  const at = (minute: number): number =>
    kept.reduce((sum, { start, end, places }) => sum + (start <= minute && minute < end ? places : 0), 0);
  return Math.max(0, ...kept.map(({ start }) => at(start)));
}

/** Somebody in the slot, as far as it matters here. */
type There = Pick<Standing, 'share'>;

/**
 * How each of the places kept for a thing counts: as the longest stay, of the child for whom most staff is needed. So whoever
 * of its people comes takes no more than was kept for her.
 */
export function keptStay(slot: Omit<Slot, 'setAside' | 'roster'>, during: Stretch, rules: CareRules): Stay {
  const youngest = addMonths(slot.date, -slot.minAgeMonths);
  return { ...stayIn(slot, during, rules, []), band: bandOn(youngest, slot.date, rules.basis) };
}

/**
 * Stays that nobody has yet, but which are kept in a slot: each thing's places less those that its people have there.
 * @param there who is in the slot
 * @param own whose own places do not stand in the way: somebody who comes to this asks
 */
export function keptFree({ setAside }: Pick<Slot, 'setAside'>, there: readonly There[], own?: CareFor): Stay[] {
  return setAside
    .filter((one) => !sameSource(one.for, own))
    .flatMap((one) => Array.from({ length: Math.max(0, one.places - taken(there, one.for)) }, () => one));
}

/**
 * How many places can be kept for a thing, up to a number: beside everybody who is there and what is kept for others. Those
 * that its people have taken are among them.
 */
export function mostKept(
  slot: Slot,
  there: readonly (Stay & There)[],
  wish: { for: CareFor; places: number; during: Stretch },
  rules: CareRules,
): number {
  const stay = keptStay(slot, wish.during, rules);
  const has = taken(there, wish.for);
  const others = [...there, ...keptFree(slot, there, wish.for)];
  const fits = (count: number): boolean => {
    const more = Array.from({ length: count - has }, () => stay);
    return count <= has || !firstLack(stay, [...others, ...more], { ...slot, rules });
  };
  let count = Math.min(wish.places, slot.places);
  while (count > 0 && !fits(count)) count -= 1;
  return count;
}

function taken(there: readonly There[], source: CareFor): number {
  return there.filter(({ share }) => sameSource(share, source)).length;
}

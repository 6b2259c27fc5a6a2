import type { DateText } from '../../platform/time.js';
import type { Stretch } from '../../venues/venue-rules.js';
import type { CareRules } from '../staffing/care-rules.policy.js';
import type { Stay } from '../staffing/sweep.policy.js';

/** What a guardian does while her child is in care: childcare knows no more of it than this. */
export interface CareFor {
  kind: string;
  id: number;
}

export function sameSource(a: CareFor | undefined, b: CareFor | undefined): boolean {
  return a !== undefined && b !== undefined && a.kind === b.kind && a.id === b.id;
}

/** A place that is held. */
export interface Standing extends Stay {
  /** None: given in the same breath. */
  placeId: number | null;
  slotId: number;
  childId: number;
  date: DateText;
  for: CareFor | undefined;
  /** Of what larger thing that is a part: places may be set aside for it. */
  share?: CareFor;
  /** What the guardian does meanwhile; the stay is that and some minutes around it. */
  core: Stretch;
}

/**
 * The stay of a child in a slot: from some minutes before what the guardian does until some minutes after, as far as the
 * slot goes and no other stay of the child is in the way.
 *
 * @param own other places of the child on that day, none at the time itself
 */
export function stayIn(
  slot: Stretch,
  core: Stretch,
  { minutesBefore, minutesAfter }: Pick<CareRules, 'minutesBefore' | 'minutesAfter'>,
  own: readonly Stretch[],
): Stretch {
  const ends = own.filter(({ end }) => end <= core.start).map(({ end }) => end);
  const starts = own.filter(({ start }) => start >= core.end).map(({ start }) => start);
  return {
    start: Math.max(slot.start, core.start - minutesBefore, ...ends),
    end: Math.min(slot.end, core.end + minutesAfter, ...starts),
  };
}

/**
 * Where a guardian does one thing right after the other, the child simply stays: of two places that touch, each gives up
 * the minutes around it that lie within the other. What the guardian does herself is never cut.
 */
export function yieldTo<S extends Standing>(
  wish: Stretch & { date: DateText },
  childIds: readonly number[],
  standing: readonly S[],
): S[] {
  return standing.map((one) => {
    if (one.date !== wish.date || !childIds.includes(one.childId)) return one;
    if (one.core.end <= wish.start) return one.end <= wish.start ? one : { ...one, end: wish.start };
    return one.start >= wish.end ? one : { ...one, start: wish.end };
  });
}

import type { Minute } from '../../platform/time.js';
import type { Stretch } from '../../venues/venue-rules.js';
import type { Band } from './age.policy.js';
import { headCount, type Heads, neededQualified, neededStaff, noHeads, type StaffingRules } from './staffing.policy.js';

/** A child in care. */
export interface Stay extends Stretch {
  band: Band;
}

/** Somebody on the roster who has not been withdrawn. */
export interface Duty extends Stretch {
  qualified: boolean;
}

/** A stretch during which nobody comes or goes. */
export interface Step extends Stretch {
  heads: Heads;
  children: number;
  needed: number;
  staff: number;
  neededQualified: number;
  qualified: number;
}

/**
 * Children and staff through a stretch, in order and without gaps: cut wherever anybody comes or goes. Half-open, as
 * everywhere: who leaves at 10:00 does not count with who comes at 10:00.
 */
export function stepsThrough(
  { start, end }: Stretch,
  stays: readonly Stay[],
  roster: readonly Duty[],
  rules: StaffingRules,
): Step[] {
  const cuts = new Set<Minute>([start, end]);
  for (const one of [...stays, ...roster]) {
    for (const minute of [one.start, one.end]) if (start < minute && minute < end) cuts.add(minute);
  }
  const edges = [...cuts].toSorted((a, b) => a - b);
  return edges.slice(1).map((until, index) => ({
    start: edges[index]!,
    end: until,
    ...at(edges[index]!, stays, roster, rules),
  }));
}

function at(
  minute: Minute,
  stays: readonly Stay[],
  roster: readonly Duty[],
  rules: StaffingRules,
): Omit<Step, keyof Stretch> {
  const heads = noHeads();
  for (const stay of stays) if (isIn(stay, minute)) heads[stay.band] += 1;
  const onDuty = roster.filter((duty) => isIn(duty, minute));
  const needed = neededStaff(heads, rules);
  return {
    heads,
    children: headCount(heads),
    needed,
    staff: onDuty.length,
    neededQualified: neededQualified(needed, rules.qualified),
    qualified: onDuty.filter(({ qualified }) => qualified).length,
  };
}

const isIn = ({ start, end }: Stretch, minute: Minute): boolean => start <= minute && minute < end;

export function isShort({ staff, needed, qualified, neededQualified: least }: Step): boolean {
  return staff < needed || qualified < least;
}

/** Which rule of a slot is broken first within a stretch, and when. */
export interface Lack extends Step {
  what: 'full' | 'short_staffed' | 'unqualified';
}

/** What decides in one slot whether a child can be taken. */
export interface SlotFacts {
  places: number;
  roster: readonly Duty[];
  rules: StaffingRules;
}

/**
 * Where within a stretch there are more children than places, or fewer staff than they need; nothing where it suffices at
 * every moment. Counted over stays that overlap, not over the slot as a whole.
 */
export function firstLack(
  within: Stretch,
  stays: readonly Stay[],
  { places, roster, rules }: SlotFacts,
): Lack | undefined {
  for (const step of stepsThrough(within, stays, roster, rules)) {
    if (step.children > places) return { ...step, what: 'full' };
    if (step.staff < step.needed) return { ...step, what: 'short_staffed' };
    if (isShort(step)) return { ...step, what: 'unqualified' };
  }
  return undefined;
}

/** Places that stand or fall together: the children of one source. In the order in which they were reserved. */
export interface Kept<T extends Stay> {
  kept: T[][];
  lost: T[][];
}

/**
 * Who can stay when a slot has less room or fewer staff: who reserved first keeps the place, so the latest go first. A
 * group of stays is kept as a whole or not at all; nobody goes whose going would not be needed by those before her.
 *
 * @param groups the earliest reserved first
 * @param opening what is left of the slot; who does not lie within it cannot be kept
 */
export function whoCanStay<T extends Stay>(
  groups: readonly (readonly T[])[],
  opening: Stretch | undefined,
  facts: SlotFacts,
): Kept<T> {
  const result: Kept<T> = { kept: [], lost: [] };
  for (const group of groups) {
    const stays = [...result.kept.flat(), ...group];
    const fits =
      opening !== undefined &&
      group.every((stay) => opening.start <= stay.start && stay.end <= opening.end) &&
      group.every((stay) => !firstLack(stay, stays, facts));
    (fits ? result.kept : result.lost).push([...group]);
  }
  return result;
}

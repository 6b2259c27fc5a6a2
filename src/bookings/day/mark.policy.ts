import type { DateText, Minute } from '../../platform/time.js';
import { around } from '../../venues/nesting.policy.js';
import { closedHours, type ClosureFacts, isActive, type Opening } from '../../venues/opening.policy.js';
import type { Resource } from '../../venues/resource.entity.js';
import { subtract } from '../../venues/stretches.policy.js';
import type { Stretch } from '../../venues/venue-rules.js';

/** What a day is in one word. `past` also: today, after the last hour; `later`: not open for booking yet. */
export type DayMark = 'free' | 'few' | 'full' | 'closed' | 'past' | 'later';

/** Below this share of the desks' open minutes, what is left is few. */
const FEW = 1 / 5;

export interface MarkFacts {
  date: DateText;
  today: DateText;
  /** The last day that can be booked. */
  lastDay: DateText;
  isOpen: boolean;
  /** Minutes that the members' desks are open that day, all together; of today, those still to come. */
  openMinutes: Minute;
  /** How many of them are taken. */
  takenMinutes: Minute;
}

/**
 * By minutes, not by slots, so that a month costs one statement: full is a day of whose desk minutes none is left. A desk
 * that is blocked only by a PC upon it still counts as free here; the day itself tells.
 */
export function markOf(facts: MarkFacts): DayMark {
  if (!facts.isOpen) return 'closed';
  if (facts.date < facts.today || (facts.date === facts.today && facts.openMinutes <= 0)) return 'past';
  if (facts.date > facts.lastDay) return 'later';
  const left = facts.openMinutes - facts.takenMinutes;
  if (left <= 0) return 'full';
  return left < facts.openMinutes * FEW ? 'few' : 'free';
}

/** Counts the minutes that the members' desks of a venue are open, all together, on one date after the other. */
export function deskMinutes(
  resources: readonly Resource[],
  closures: readonly ClosureFacts[],
): (date: DateText, opening: Opening, from: Minute) => Minute {
  const desks = resources
    .filter(({ kind, bookableBy }) => kind === 'desk' && bookableBy === 'member')
    .map((desk) => [desk, ...around(desk, resources)]);
  const ofResources = closures.filter(({ resourceId }) => resourceId !== null);
  return (date, opening, from) => {
    const past = [{ start: 0, end: from }];
    const open = subtract(opening.stretches, past);
    const shut = ofResources.flatMap((closure) =>
      closedHours(date, closure).map((hours) => ({ ...hours, resourceId: closure.resourceId })),
    );
    const inUse = desks.filter((chain) => chain.every((one) => isActive(one, date)));
    return inUse
      .map((chain) => shut.filter(({ resourceId }) => chain.some(({ id }) => id === resourceId)))
      .reduce((sum, hours) => sum + minutesOf(hours.length === 0 ? open : subtract(open, hours)), 0);
  };
}

function minutesOf(stretches: readonly Stretch[]): Minute {
  return stretches.reduce((sum, { start, end }) => sum + end - start, 0);
}

import { z } from 'zod';
import { optionalLine, repeated } from '../../platform/web/form-fields.js';
import type { Occupant } from '../occupants.js';

/** What a manager can do with bookings that a change of the rules collides with. */
const WAYS = ['keep', 'cancel'] as const;

/** Beside the fields of every form that changes the rules; empty the first time. */
export const decisionFields = {
  decision: z.enum(WAYS).optional().catch(undefined),
  /** Exactly those that were shown (`markOf`). */
  shown: repeated(z.string().max(80)),
  /** Told to the people whose bookings end. */
  cancelReason: optionalLine(200),
};

export interface Decision {
  decision?: (typeof WAYS)[number];
  shown: string[];
  cancelReason: string | null;
}

export function decisionOf({ decision, shown, cancelReason }: Decision): Decision {
  return { decision, shown, cancelReason };
}

/** The form behind a button: nothing but, perhaps, the decision. */
export const bareForm = z
  .object(decisionFields)
  .nullish()
  .transform((form): Decision => (form ? decisionOf(form) : { shown: [], cancelReason: null }));

/** An occupant as it was shown: one that was moved since has another mark. */
export function markOf({ kind, id, date, start, end }: Occupant): string {
  return `${kind} ${id} ${date} ${start} ${end}`;
}

/** The change collides with these, and the manager has not said what is to become of them: she is asked (collisions.filter.ts). */
export class CollisionsFound extends Error {
  constructor(
    readonly occupants: readonly Occupant[],
    readonly why: 'undecided' | 'others_came' | 'reason_missing',
    /** Names of what stands in the venue. */
    readonly names: ReadonlyMap<number, string>,
  ) {
    super('the change collides with bookings');
  }
}

/** @throws CollisionsFound unless the decision covers all of them. */
export function mustBeDecided(
  found: readonly Occupant[],
  decision: Decision,
  names: ReadonlyMap<number, string>,
): void {
  if (found.length === 0) return;
  if (!decision.decision) throw new CollisionsFound(found, 'undecided', names);
  const shown = new Set(decision.shown);
  if (!found.every((one) => shown.has(markOf(one)))) throw new CollisionsFound(found, 'others_came', names);
  if (decision.decision === 'cancel' && !decision.cancelReason) {
    throw new CollisionsFound(found, 'reason_missing', names);
  }
}

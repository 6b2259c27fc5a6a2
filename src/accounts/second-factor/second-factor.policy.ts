import type { Moment } from '../../platform/time.js';
import { STAFF_ROLES } from '../roles.policy.js';
import type { Role } from '../../platform/web/roles.js';

export interface Facts {
  roles: readonly Role[];
  /** A passkey or an authenticator app. */
  hasFactor: boolean;
  /** When she was first asked for one. */
  askedAt: Moment | null;
  now: Moment;
  /** Days that staff has from then on; nothing: nobody has to. */
  graceDays: number | undefined;
}

/** Until when somebody of the staff has to set up a second factor, and whether that is over. Nothing: she need not. */
export function whatIsDue(facts: Facts): { due: Moment; overdue: boolean } | undefined {
  const { roles, hasFactor, askedAt, now, graceDays } = facts;
  if (graceDays === undefined || hasFactor || !roles.some((role) => STAFF_ROLES.includes(role))) return undefined;
  const due = (askedAt ?? now).add({ hours: 24 * graceDays });
  return { due, overdue: askedAt !== null && due.epochMilliseconds <= now.epochMilliseconds };
}

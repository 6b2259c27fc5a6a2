import type { Role } from '../../platform/web/roles.js';

/** What the audit trail tells of somebody's standing. Times are milliseconds since 1970. */
export interface StandingEvent {
  at: number;
  kind: 'role_granted' | 'role_revoked' | 'deactivated' | 'reactivated';
  /** Of the first two. */
  role?: Role;
}

/**
 * The roles that somebody held at any time between two moments. In doubt she held one: a grant from before the trail stands
 * in none of its entries.
 * @param held those that she holds today, with since when
 */
export function rolesBetween(
  held: readonly { role: Role; since: number }[],
  events: readonly StandingEvent[],
  from: number,
  to: number,
): Role[] {
  const roles = new Set(held.filter(({ since }) => since <= to).map(({ role }) => role));
  for (const { kind, role, at } of events) {
    if (kind !== 'role_revoked' || !role || at < from) continue;
    const granted = events.findLast((one) => one.kind === 'role_granted' && one.role === role && one.at < at);
    if (!granted || granted.at <= to) roles.add(role);
  }
  return [...roles];
}

/** Whether she could come in at any time in between. @param deactivatedAt as it stands today */
export function couldComeIn(
  deactivatedAt: number | null,
  events: readonly StandingEvent[],
  from: number,
  to: number,
): boolean {
  if (deactivatedAt !== null && deactivatedAt < from) return false;
  const standing = events.filter(({ kind }) => kind === 'deactivated' || kind === 'reactivated');
  const shut = standing.findLast(({ at }) => at < from)?.kind === 'deactivated';
  return !shut || standing.some(({ kind, at }) => kind === 'reactivated' && at >= from && at <= to);
}

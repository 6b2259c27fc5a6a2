import { type Role, ROLES } from '../platform/web/roles.js';

/** Somebody whose account is looked at or changed, or who does it. */
export interface Holder {
  id: number;
  roles: readonly Role[];
}

/** Members sign up by themselves. */
export const STAFF_ROLES: readonly Role[] = ROLES.filter((role) => role !== 'member');
/** Those who run the house: only administrators make or unmake them. */
const ABOVE_MANAGERS: ReadonlySet<Role> = new Set(['manager', 'admin']);

/** The roles to which somebody with these roles may invite. */
export function invitableBy(roles: readonly Role[]): readonly Role[] {
  if (roles.includes('admin')) return STAFF_ROLES;
  if (roles.includes('manager')) return STAFF_ROLES.filter((role) => !ABOVE_MANAGERS.has(role));
  return [];
}

/** @param otherAdmins administrators beside this person who can sign in. */
export function whyNotRevoke(
  role: Role,
  holder: Holder,
  otherAdmins: number,
): 'role_not_held' | 'last_admin' | undefined {
  if (!holder.roles.includes(role)) return 'role_not_held';
  if (role === 'admin' && otherAdmins === 0) return 'last_admin';
  return undefined;
}

/** @param otherAdmins administrators beside the holder who can sign in. */
export function whyNotDeactivate(
  actor: Holder,
  holder: Holder,
  otherAdmins: number,
): 'own_account' | 'admins_only' | 'last_admin' | undefined {
  if (holder.roles.includes('admin') && otherAdmins === 0) return 'last_admin';
  if (actor.id === holder.id) return 'own_account';
  if (!actor.roles.includes('admin') && holder.roles.some((role) => ABOVE_MANAGERS.has(role))) return 'admins_only';
  return undefined;
}

import type { Role } from '../platform/web/roles.js';

/** The word for a role. */
export function roleLabel(role: Role): { key: string } {
  return { key: `accounts:roles.${role}` };
}

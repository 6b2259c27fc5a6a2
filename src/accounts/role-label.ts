import type { Phrase } from '../platform/views/phrase.js';
import type { Role } from '../platform/web/roles.js';

/** The word for a role. */
export function roleLabel(role: Role): { key: string } {
  return { key: `accounts:roles.${role}` };
}

/** The words for several, as the language lists things. */
export function roleList(roles: readonly Role[]): Phrase {
  return { key: 'accounts:role_list', roles: roles.map(roleLabel) };
}

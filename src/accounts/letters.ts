import type { Letter, Recipient } from '../platform/mail/letter.js';
import { paths } from '../platform/paths.js';
import type { Role } from '../platform/web/roles.js';
import { roleList } from './role-label.js';
import type { User } from './user.entity.js';

/** What this room writes to people. Each is words of accounts.json below `letters`. */

/** Somebody whose address is confirmed, or who was sent a mail before. */
export function recipient(user: Pick<User, 'email' | 'name' | 'language'>): Recipient {
  return { address: user.email, name: user.name, language: user.language };
}

function letter(name: string, rest: Partial<Letter> & { hours?: number } = {}): Letter {
  const { hours, ...more } = rest;
  const words = `accounts:letters.${name}`;
  return {
    name: `accounts.${name}`,
    subject: `${words}.subject`,
    paragraphs: [{ key: `${words}.text`, hours }],
    closing: [`${words}.closing`],
    ...more,
  };
}

/** To an address of which nobody knows yet whose it is: no name, which could be anything that a stranger typed. */
export function confirmAddress(token: string, hours: number): Letter {
  const action = { label: 'accounts:letters.confirm_address.action', path: paths.emailConfirmation(token) };
  return letter('confirm_address', { action, hours });
}

export function alreadyRegistered(): Letter {
  return letter('already_registered', {
    action: { label: 'accounts:letters.already_registered.action', path: paths.signIn() },
  });
}

export function resetPassword(token: string, hours: number): Letter {
  const action = { label: 'accounts:letters.reset_password.action', path: paths.passwordChoice(token) };
  return letter('reset_password', { action, hours });
}

/** To somebody who asked for a new password with an address that has no account: as much work as for one that has. */
export function noAccount(): Letter {
  return letter('no_account', { action: { label: 'accounts:letters.no_account.action', path: paths.signUp() } });
}

export function passwordChanged(): Letter {
  return letter('password_changed', {
    action: { label: 'accounts:letters.password_changed.action', path: paths.passwordReset() },
  });
}

/** To the old address. */
export function addressChanged(): Letter {
  return letter('address_changed');
}

/** To somebody whom the staff has entered: she chooses a password, which opens her account. */
export function welcome(token: string, days: number): Letter {
  return letter('welcome', {
    paragraphs: [{ key: 'accounts:letters.welcome.text', days }],
    action: { label: 'accounts:letters.welcome.action', path: paths.passwordChoice(token) },
  });
}

/** @param from who invites */
export function invitation(token: string, days: number, from: string, roles: readonly Role[]): Letter {
  return letter('invitation', {
    paragraphs: [{ key: 'accounts:letters.invitation.text', from, days }],
    facts: [{ label: 'accounts:letters.invitation.roles', value: roleList(roles) }],
    action: { label: 'accounts:letters.invitation.action', path: paths.invitation(token) },
  });
}

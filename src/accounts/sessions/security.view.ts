import { paths } from '../../platform/paths.js';
import type { Moment } from '../../platform/time.js';
import type { Phrase } from '../../platform/views/phrase.js';
import type { OpenSession } from '../../platform/web/session-store.js';
import type { Authenticator } from '../second-factor/authenticator.entity.js';
import type { Passkey } from '../second-factor/passkey.entity.js';
import { deviceLabel } from './device-label.js';

interface Found {
  passkeys: Passkey[];
  authenticator: Authenticator | undefined;
  /** How many still work. */
  recoveryCodes: number;
  sessions: OpenSession[];
  /** The id of the session at hand. */
  here: string;
}

export interface SecurityView {
  title: Phrase;
  passkeys: { href: string; name: string; text: Phrase }[];
  /** Since when there is one. */
  authenticator?: Moment;
  /** Only beside a passkey or an app. */
  recoveryCodes?: { text: Phrase; few: boolean };
  sessions: { device: Phrase; text: Phrase; here: boolean; ending: string }[];
  others: boolean;
}

/** From here on a person is told to make new ones. */
const FEW = 3;

export function securityView({ passkeys, authenticator, recoveryCodes, sessions, here }: Found): SecurityView {
  const hasFactor = passkeys.length > 0 || authenticator !== undefined;
  return {
    title: 'security:title',
    passkeys: passkeys.map(({ id, name, createdAt, usedAt }) => ({
      href: paths.passkey(id),
      name,
      text: usedAt
        ? { key: 'security:passkeys.used', at: createdAt, used: usedAt }
        : { key: 'security:passkeys.unused', at: createdAt },
    })),
    authenticator: authenticator?.createdAt,
    recoveryCodes: hasFactor
      ? { text: { key: 'security:recovery.left', left: recoveryCodes }, few: recoveryCodes <= FEW }
      : undefined,
    sessions: sessions.map(({ id, createdAt, seenAt, session }) => ({
      device: deviceLabel(session.device),
      text: session.network
        ? { key: 'security:sessions.facts', at: createdAt, seen: seenAt, network: session.network }
        : { key: 'security:sessions.facts_unplaced', at: createdAt, seen: seenAt },
      here: id === here,
      ending: paths.sessionEnding(id),
    })),
    others: sessions.length > 1,
  };
}

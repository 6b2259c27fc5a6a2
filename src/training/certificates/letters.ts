import { recipient } from '../../accounts/letters.js';
import type { User } from '../../accounts/user.entity.js';
import type { Letter, Recipient } from '../../platform/mail/letter.js';
import { paths } from '../../platform/paths.js';

/** What is written to members about their certificates. */

export function issuedLetter(user: User, { title }: { title: string }): [Recipient, Letter] {
  return [recipient(user), letterOf('issued', { title })];
}

export function revokedLetter(user: User, { title }: { title: string }, reason: string): [Recipient, Letter] {
  return [recipient(user), letterOf('revoked', { title, reason })];
}

function letterOf(name: string, params: object): Letter {
  const words = `certificates:letters.${name}`;
  return {
    name: `certificates.${name}`,
    subject: { ...params, key: `${words}.subject` },
    paragraphs: [{ ...params, key: `${words}.text` }],
    action: { label: 'certificates:letters.action', path: paths.ownCertificates() },
  };
}

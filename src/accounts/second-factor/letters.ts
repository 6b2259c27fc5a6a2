import type { Letter } from '../../platform/mail/letter.js';
import { verbatim } from '../../platform/mail/letter.js';
import { paths } from '../../platform/paths.js';
import type { Moment } from '../../platform/time.js';
import type { Phrase } from '../../platform/views/phrase.js';

/** What can happen to somebody's second factor. Each is told to her by mail: if it was not she, she learns of it. */
export type FactorChange =
  | 'passkey_added'
  | 'passkey_removed'
  | 'authenticator_added'
  | 'authenticator_removed'
  | 'recovery_codes_made'
  | 'recovery_code_used'
  | 'factors_reset';

/** To whom it happened, whoever did it. */
export function factorChanged(change: FactorChange): Letter {
  return {
    name: `accounts.${change}`,
    subject: 'security:letters.changed.subject',
    paragraphs: [`security:letters.changed.${change}`],
    action: { label: 'security:letters.changed.action', path: paths.security() },
    closing: ['security:letters.changed.closing'],
  };
}

/** Somebody has signed in from where nobody has before. */
export function newDevice(at: Moment, device: Phrase, network: string): Letter {
  return {
    name: 'accounts.new_device',
    subject: 'security:letters.new_device.subject',
    paragraphs: ['security:letters.new_device.text'],
    facts: [
      { label: 'security:letters.new_device.when', value: { key: 'security:at', at } },
      { label: 'security:letters.new_device.device', value: device },
      { label: 'security:letters.new_device.network', value: verbatim(network) },
    ],
    action: { label: 'security:letters.changed.action', path: paths.security() },
    closing: ['security:letters.new_device.closing'],
  };
}

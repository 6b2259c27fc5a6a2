import { verbatim } from '../../platform/mail/letter.js';
import type { Phrase } from '../../platform/views/phrase.js';

/** @param device as deviceOf gives it */
export function deviceLabel(device: string | undefined): Phrase {
  return device ? verbatim(device) : 'security:unknown_device';
}

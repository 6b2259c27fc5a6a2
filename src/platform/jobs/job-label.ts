import type { Phrase } from '../views/phrase.js';
import { isKnown } from '../views/words.js';

/** What a job is called on screens: the words of jobs.json under `names`, else its own name. */
export function jobLabel(name: string): Phrase {
  const key = `jobs:names.${name}`;
  return isKnown(key) ? key : { key: 'mails:verbatim', text: name };
}

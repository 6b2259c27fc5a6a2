import type { Language } from '../../platform/time.format.js';
import type { DateText } from '../../platform/time.js';
import { type Passage, say } from '../../platform/views/words.js';

/**
 * The version of the terms of childcare to which a guardian agrees for each child: the day from which it holds. It changes
 * with the words in views/locales/<language>/childcare.json (`terms`); cards that agreed to an older one are incomplete.
 */
export const CARE_TERMS_VERSION: DateText = '2026-11-21';

/** The words of the terms. */
export function careTerms(language: Language): Passage[] {
  const word = (name: string): string => say(language, `childcare:terms.${name}`);
  return [
    { heading: word('care'), items: ['while', 'fever', 'pickup'].map(word) },
    { heading: word('data'), items: ['readers', 'changes'].map(word) },
  ];
}

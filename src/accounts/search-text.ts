import { katakanaOf } from './normalise.policy.js';

/** What is compared in a search: width, case, kana and spaces make no difference. */
export function folded(text: string): string {
  return katakanaOf(text.normalize('NFKC').toLowerCase()).replace(/\s+/g, '');
}

/** The searchable words of a person; a space divides them, so that nobody is found across two of them. */
export function searchTextOf(person: { name: string; kana: string; email: string }): string {
  return [person.name, person.kana, person.email].map(folded).join(' ');
}

/** A LIKE pattern (with `ESCAPE '!'`) for everybody in whose words the text stands. */
export function searchPattern(text: string): string {
  return `%${folded(text).replace(/[!%_]/g, '!$&')}%`;
}

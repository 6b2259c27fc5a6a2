import { say } from '../platform/views/words.js';
import { LANGUAGES } from '../platform/time.format.js';
import { foldHeading } from './columns.policy.js';
import type { ImportKindName } from './import.entity.js';

/** Several words for one thing stand in views/locales with a bar between them. */
const both = (key: string): string[] => LANGUAGES.flatMap((language) => say(language, key).split('|'));

/** What a heading may be called, in every language; the first is the Japanese one, as the template has it. */
export function headingsFor(kind: ImportKindName, field: string): string[] {
  return [...both(`imports:columns.${kind}.${field}`), ...both(`imports:other_names.${kind}.${field}`), field];
}

/** Which of our values a word in a cell stands for. Width, case and spaces make no difference. */
export function meanings<T>(values: readonly (readonly [T, ...string[]])[]): (text: string) => T | undefined {
  const known = new Map(
    values.flatMap(([value, ...keys]) => keys.flatMap(both).map((word) => [foldHeading(word), value] as const)),
  );
  return (text) => known.get(foldHeading(text));
}

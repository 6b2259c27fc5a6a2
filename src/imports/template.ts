import { say } from '../platform/views/words.js';
import type { Language } from '../platform/time.format.js';
import type { Column } from './columns.policy.js';
import type { ImportKindName } from './import.entity.js';

/** A table with the headings and one row as an example, for people to fill in. */
export function templateOf(kind: ImportKindName, columns: readonly Column[], language: Language): Buffer {
  const words = (section: string): string[] =>
    columns.map(({ field }) => say(language, `imports:${section}.${kind}.${field}`).split('|')[0]!);
  const lines = [words('columns'), words('examples')].map((cells) => cells.map(quoted).join(','));
  return Buffer.from(`\ufeff${lines.join('\r\n')}\r\n`);
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

import type { Language } from '../../platform/time.format.js';
import { say } from '../../platform/views/words.js';
import { harmless } from '../../platform/documents/csv.js';
import type { MonthList } from './fee-pages.js';

/** A member a line, with the mark in front that lets Excel see that it is UTF-8. */
export function feesCsv({ month, venue, rows }: MonthList, language: Language): Buffer {
  const where = venue?.name ?? say(language, 'usage:all_venues');
  const heads = ['month', 'venue', 'name', 'kana', 'count', 'due', 'tax', 'paid', 'open'];
  const lines: (string | number)[][] = [
    heads.map((name) => say(language, `fees:csv.${name}`)),
    ...rows.map((row) => [
      month,
      where,
      row.person.name,
      row.person.kana,
      row.count,
      row.due,
      row.tax,
      row.paid,
      row.open,
    ]),
  ];
  // Amounts below zero are numbers; what people typed may only look like one.
  const cell = (value: string | number): string => (typeof value === 'number' ? String(value) : harmless(value));
  return Buffer.from(`\ufeff${lines.map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`);
}

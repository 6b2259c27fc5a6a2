import type { Svg } from '../../platform/documents/chart.js';
import type { DateText } from '../../platform/time.js';
import type { Language } from '../../platform/time.format.js';
import type { Phrase } from '../../platform/views/phrase.js';
import { say } from '../../platform/views/words.js';

/**
 * How a number is printed. `hours`: the number is minutes. `percent`: tenths of a per cent. A `change` has its sign in front.
 */
export type NumberKind = 'count' | 'hours' | 'percent' | 'change' | 'change_hours';

/** Where the rows behind a figure are to be seen. */
export type RowsLink =
  | { of: 'target'; id: number; month?: boolean }
  | { of: 'course'; id: number }
  | { of: 'session'; id: number; courseId: number; date: DateText }
  | { of: 'bookings' | 'care' | 'incidents' | 'sessions' };

/** One cell of a report's tables: words (`dataOnly`: not where people read), what people typed, a number, or nothing to say. */
export type Cell = { say: Phrase; dataOnly?: boolean } | { text: string } | NumberCell | { none: true };

export interface NumberCell {
  number: number;
  as: NumberKind;
  /** For the page. */
  rows?: RowsLink;
}

export interface ReportTable {
  /** Its name in addresses and tests. */
  key: string;
  title?: Phrase;
  note?: Phrase;
  head: Phrase[];
  rows: Cell[][];
  /** Read across and down alike: it is not taken apart on a phone. */
  grid?: boolean;
  /** Columns of `rows` that are summed up in a last row. */
  sums?: number[];
}

export interface ReportSection {
  key: string;
  title: Phrase;
  tables: ReportTable[];
  charts?: ReportChart[];
  /** In place of tables: there is nothing to tell. */
  empty?: Phrase;
  /** What the manager wrote; null: nothing yet. */
  text?: string | null;
  /** After all that was written, on pages of their own. */
  annex?: boolean;
}

/** A picture beside the tables, whose figures stand in one of them. */
export interface ReportChart {
  draw: (language: Language, on: 'page' | 'paper') => Svg;
  /** What it shows. */
  alt: Phrase;
  /** So wide that it stands alone. */
  wide?: boolean;
}

export const count = (number: number, rows?: RowsLink): Cell => ({ number, as: 'count', ...(rows && { rows }) });
export const hours = (minutes: number, rows?: RowsLink): Cell => ({
  number: minutes,
  as: 'hours',
  ...(rows && { rows }),
});
/** To one decimal, rounded half up; nothing where there is nothing to divide by. */
export const percent = (part: number, whole: number): Cell =>
  whole === 0 ? NONE : { number: Math.round((part * 1000) / whole), as: 'percent' };
/** Printed per cents have their sign beside the number. */
export const unitOf = (unit: string): Cell => ({ say: `reports:units.${unit}`, dataOnly: unit === 'percent' });
export const NONE: Cell = { none: true };

export function isNumber(cell: Cell | undefined): cell is NumberCell {
  return cell !== undefined && 'number' in cell;
}

/** The row of sums: words in the first column, nothing where nothing is summed. */
export function sumRow({ rows, sums }: ReportTable): Cell[] | undefined {
  if (!sums || rows.length === 0) return undefined;
  return rows[0]!.map((_, column): Cell => {
    if (column === 0) return { say: 'reports:sum' };
    const numbers = rows.map((row) => row[column]!).filter((cell) => isNumber(cell));
    if (!sums.includes(column) || numbers.length === 0) return { text: '' };
    return { number: numbers.reduce((sum, { number }) => sum + number, 0), as: numbers[0]!.as };
  });
}

/** As people read it, in all outputs alike. */
export function printCell(cell: Cell, language: Language): string {
  if ('say' in cell) return say(language, cell.say);
  if ('text' in cell) return cell.text;
  if ('none' in cell) return '–';
  return printNumber(cell);
}

export function printNumber({ number, as }: { number: number; as: NumberKind }): string {
  if (as === 'count') return grouped(number);
  if (as === 'percent') return `${(number / 10).toFixed(1)}%`;
  const size = as === 'change' ? grouped(Math.abs(number)) : inHours(Math.abs(number));
  if (as === 'hours') return size;
  return `${number > 0 ? '+' : '−'}${size}`;
}

/** To one decimal, rounded half up. */
function inHours(minutes: number): string {
  const tenths = Math.round(minutes / 6);
  return `${grouped(Math.floor(tenths / 10))}.${tenths % 10}`;
}

function grouped(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',');
}

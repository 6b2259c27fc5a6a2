import type { Phrase } from '../../../platform/views/phrase.js';
import { type Cell, isNumber, type ReportSection, sumRow } from '../report-cells.js';

/** Where a figure of a report stands: its table, its row and its column, from 0. */
export interface Place {
  table: string;
  row: number | 'sum';
  column: number;
}

/** A figure, and what it is called. */
export interface Figure {
  section: string;
  part: Phrase;
  row: Cell;
  column: Phrase;
  cell: Cell;
}

/** `summary.3.1`, `bands.sum.2` */
export function figureName({ table, row, column }: Place): string {
  return `${table}.${row}.${column}`;
}

export function isFigureName(text: string): boolean {
  return /^[a-z_]{1,30}\.(\d{1,4}|sum)\.\d{1,2}$/.test(text);
}

/** Only numbers are figures; nothing where there is none of that name. */
export function figureNamed(sections: readonly ReportSection[], name: string): Figure | undefined {
  const [key, row, column] = name.split('.');
  for (const section of sections) {
    const table = section.tables.find((one) => one.key === key);
    const cells = row === 'sum' ? table && sumRow(table) : table?.rows[Number(row)];
    const [cell, head] = [cells?.[Number(column)], table?.head[Number(column)]];
    if (!table || !cells || !head || !isNumber(cell)) continue;
    return { section: section.key, part: table.title ?? section.title, row: cells[0]!, column: head, cell };
  }
  return undefined;
}

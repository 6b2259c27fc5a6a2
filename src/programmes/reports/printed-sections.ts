import type { Svg } from '../../platform/documents/chart.js';
import type { Language } from '../../platform/time.format.js';
import { say } from '../../platform/views/words.js';
import type { Place } from './comments/figure.policy.js';
import type { RowsOnPage } from './rows-on-page.js';
import { type Cell, isNumber, printCell, type ReportSection, type ReportTable, sumRow } from './report-cells.js';

export interface PrintedCell {
  text: string;
  /** Stands to the right. */
  number: boolean;
  /** What its column is called, where it may stand alone. */
  label?: string;
}

/** What a page does other than paper, which has the figures alone and every row. */
export interface OnPage {
  /** What stands beside a figure. */
  beside?: (place: Place, cell: Cell) => object | undefined;
  /** Which rows of a table stand there; none: all. */
  rowsOf?: (table: string, count: number) => RowsOnPage | undefined;
}

export interface PrintedTable {
  key: string;
  title?: string;
  note?: string;
  head: PrintedCell[];
  rows: PrintedCell[][];
  /** Of all rows, those of other pages too. */
  sum?: PrintedCell[];
  /** The way to the other rows, where the page has not all of them. */
  pager?: RowsOnPage;
  /** Wider than a phone. */
  wide: boolean;
  /** Which shows its rows one below the other, then. */
  stacks: boolean;
}

export interface PrintedSection {
  key: string;
  title: string;
  tables: PrintedTable[];
  charts: { svg: Svg; alt: string; wide: boolean }[];
  empty?: string;
  text?: string[];
  annex: boolean;
}

/** The words and numbers of a report as they stand on paper and on the page. */
export function printSections(
  sections: readonly ReportSection[],
  language: Language,
  onPage?: OnPage,
): PrintedSection[] {
  return sections.map(({ key, title, tables, charts = [], empty, text, annex = false }) => ({
    key,
    title: say(language, title),
    tables: tables.map((table) => printTable(table, language, onPage)),
    charts: charts.map(({ draw, alt, wide = false }) => ({
      svg: draw(language, onPage ? 'page' : 'paper'),
      alt: say(language, alt),
      wide,
    })),
    ...(empty && { empty: say(language, empty) }),
    ...(text !== undefined && { text: (text ?? say(language, 'reports:empty.words')).split('\n') }),
    annex,
  }));
}

function printTable(table: ReportTable, language: Language, { beside, rowsOf }: OnPage = {}): PrintedTable {
  const { key, title, note, head, rows, grid = false } = table;
  const wide = head.length > 4;
  const stacks = wide && !grid;
  const sum = sumRow(table);
  const numeric = head.map((_, column) => rows.some((row) => isNumber(row[column])));
  const print = (cell: Cell, column: number, row: Place['row']): PrintedCell => ({
    text: 'say' in cell && cell.dataOnly ? '' : printCell(cell, language),
    number: numeric[column]!,
    ...(stacks && { label: say(language, head[column]!) }),
    ...(isNumber(cell) && beside?.({ table: key, row, column }, cell)),
  });
  const pager = rowsOf?.(key, rows.length);
  const first = pager?.first ?? 0;
  return {
    key,
    ...(title && { title: say(language, title) }),
    ...(note && { note: say(language, note) }),
    head: head.map((one, column) => ({ text: say(language, one), number: numeric[column]! })),
    rows: rows.slice(first, pager?.end).map((row, at) => row.map((cell, column) => print(cell, column, first + at))),
    ...(pager && { pager }),
    wide,
    stacks,
    ...(sum && { sum: sum.map((cell, column) => print(cell, column, 'sum')) }),
  };
}

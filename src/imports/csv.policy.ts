import { Readable } from 'node:stream';
import { setImmediate as breath } from 'node:timers/promises';
import { parse } from 'csv-parse';

export interface CsvRow {
  /** As a spreadsheet numbers it. */
  row: number;
  cells: string[];
}

/** A quote that is opened and never closed: from there on nothing can be told apart. */
export class Unclosed extends Error {
  constructor(readonly row: number) {
    super('a quote is not closed');
  }
}

/** A cell that is larger than anything we take comes from a quote that was never closed, or is no table. */
const LARGEST_RECORD = 200_000;
const PIECE = 32_768;
const ROWS_A_BREATH = 200;

/**
 * Rows of a table, without those that are empty; each keeps its number. Piece by piece, so that the process goes on
 * answering meanwhile. Rows may be of different lengths. Line ends within quotes belong to the cell.
 * @throws Unclosed
 */
export async function* rowsOf(text: string, delimiter: string): AsyncGenerator<CsvRow> {
  const parser = parse({
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    max_record_size: LARGEST_RECORD,
  });
  const source = Readable.from(pieces(text), { objectMode: false });
  let row = 0;
  try {
    for await (const record of source.pipe(parser)) {
      row += 1;
      if (row % ROWS_A_BREATH === 0) await breath();
      const cells = record as string[];
      if (cells.some((cell) => cell.trim() !== '')) yield { row, cells };
    }
  } catch (error) {
    const { code, records } = error as { code?: string; records?: number };
    if (code?.startsWith('CSV_')) throw new Unclosed((records ?? row) + 1);
    throw error;
  }
}

/** No letter of two halves is cut in two. */
function* pieces(text: string): Generator<string> {
  for (let at = 0, to; at < text.length; at = to) {
    to = at + PIECE;
    if (/[\ud800-\udbff]/.test(text[to - 1] ?? '')) to += 1;
    yield text.slice(at, to);
  }
}

/** What divides the cells, by the first line with anything in it: the comma, unless there are only tabs or semicolons. */
export function delimiterOf(text: string): ',' | '\t' | ';' {
  const first = /[^\r\n]*\S[^\r\n]*/.exec(text.slice(0, PIECE))?.[0] ?? '';
  if (first.includes(',')) return ',';
  return first.includes('\t') ? '\t' : first.includes(';') ? ';' : ',';
}

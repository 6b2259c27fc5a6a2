import type { Code } from '../platform/errors.js';
import { type Column, type Headings, readHeadings, readRow, type ReadRow } from './columns.policy.js';
import { delimiterOf, rowsOf, Unclosed } from './csv.policy.js';
import { decode, type Encoding, encodingOf, whatElse } from './encoding.policy.js';
import type { FileProblem } from './report.js';

/** So many rows below the headings, and so many bytes, are taken in one go. */
export const MOST_ROWS = 10_000;
export const MOST_MEGABYTES = 5;

/** A file, read: each row in its shape or with what is wrong with it. Whether it fits what is there already is asked later. */
export interface Sheet {
  encoding: Encoding;
  fileProblem?: FileProblem;
  headings: Headings;
  rows: ReadRow[];
  sample: string[][];
}

const SAMPLE_ROWS = 3;
const SAMPLE_LETTERS = 40;

/** @param tell how many rows are read so far */
export async function readSheet(
  content: Buffer,
  columns: readonly Column[],
  encoding: Encoding | null,
  tell: (rows: number) => Promise<void>,
): Promise<Sheet> {
  const sheet: Sheet = {
    encoding: encoding ?? encodingOf(content),
    headings: { fields: [], ignored: [] },
    rows: [],
    sample: [],
  };
  const other = whatElse(content);
  if (other) return { ...sheet, fileProblem: { code: `imports.${other}` } };
  const text = decode(content, sheet.encoding);
  let headed = false;
  try {
    for await (const line of rowsOf(text, delimiterOf(text))) {
      if (sheet.sample.length <= SAMPLE_ROWS)
        sheet.sample.push(line.cells.map((cell) => cell.slice(0, SAMPLE_LETTERS)));
      if (!headed) {
        headed = true;
        const headings = readHeadings(line.cells, columns);
        if ('code' in headings) return { ...sheet, fileProblem: headings };
        sheet.headings = headings;
      } else if (sheet.rows.length === MOST_ROWS) return tooLong(sheet);
      else {
        sheet.rows.push(readRow(line, sheet.headings));
        if (sheet.rows.length % 1000 === 0) await tell(sheet.rows.length);
      }
    }
  } catch (error) {
    if (error instanceof Unclosed) return { ...sheet, fileProblem: unclosed(error) };
    throw error;
  }
  return sheet.rows.length > 0 ? sheet : { ...sheet, fileProblem: { code: 'imports.no_rows' } };
}

function tooLong(sheet: Sheet): Sheet {
  return { ...sheet, rows: [], fileProblem: { code: 'imports.too_many_rows', params: { maximum: MOST_ROWS } } };
}

function unclosed({ row }: Unclosed): FileProblem {
  return { code: 'imports.quote_not_closed' satisfies Code, params: { row } };
}

import type { z } from 'zod';
import { refusedBy } from '../platform/web/form-problems.js';
import type { CsvRow } from './csv.policy.js';
import { isUnreadable } from './encoding.policy.js';
import type { FileProblem, Finding } from './report.js';

/** One column that we know. */
export interface Column {
  field: string;
  /** Its names, the one of the template first; compared folded. */
  names: readonly string[];
  required: boolean;
  /** Brings a cell into its shape, or says what is wrong with it. */
  schema: z.ZodType;
  /** What an empty cell stands for. */
  empty: unknown;
}

/** Width, case and spaces make no difference, nor does a remark behind the name: `氏名（必須）`, `e-mail *`. */
export function foldHeading(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\([^)]*\)$|[*※]+$/g, '')
    .replace(/[\s_]+/g, '');
}

export interface Headings {
  /** By place in the row: what stands there. */
  fields: (Column | undefined)[];
  ignored: string[];
}

/** Which column stands where. Any order; what nobody knows is left out. */
export function readHeadings(cells: readonly string[], columns: readonly Column[]): Headings | FileProblem {
  const known = new Map(columns.flatMap((column) => column.names.map((name) => [foldHeading(name), column])));
  const fields = cells.map((cell) => known.get(foldHeading(cell)));
  const twice = fields.find((column, at) => column && fields.indexOf(column) !== at);
  if (twice) return { code: 'imports.heading_twice', params: { heading: twice.names[0] } };
  const missing = columns.filter((column) => column.required && !fields.includes(column));
  if (missing.length > 0)
    return { code: 'imports.headings_missing', params: { headings: missing.map(({ names }) => names[0]) } };
  const ignored = cells.filter((cell, at) => !fields[at] && cell.trim() !== '').map((cell) => cell.trim().slice(0, 40));
  return { fields, ignored };
}

export interface ReadRow {
  row: number;
  values: Record<string, unknown>;
  problems: Finding[];
}

/** One row in its shape, with all that is wrong with it. A column that is not in the file leaves its value out. */
export function readRow({ row, cells }: CsvRow, { fields }: Headings): ReadRow {
  const values: Record<string, unknown> = {};
  const problems: Finding[] = [];
  for (const [at, column] of fields.entries()) {
    if (!column) continue;
    const text = (cells[at] ?? '').trim();
    if (text === '' && !column.required) values[column.field] = column.empty;
    else if (isUnreadable(text)) problems.push({ row, field: column.field, code: 'imports.unreadable_letters' });
    else {
      const read = column.schema.safeParse(text);
      if (read.success) values[column.field] = read.data;
      else problems.push({ row, field: column.field, ...problemOf(read.error.issues) });
    }
  }
  if (cells.slice(fields.length).some((cell) => cell.trim() !== ''))
    problems.push({ row, field: null, code: 'imports.too_many_cells', params: { cells: fields.length } });
  return { row, values, problems };
}

function problemOf(issues: readonly z.core.$ZodIssue[]): Pick<Finding, 'code' | 'params'> {
  const [{ code, params } = { code: 'platform.malformed' as const, params: {} }] = refusedBy(issues).problems;
  return { code, params };
}

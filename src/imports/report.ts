import type { Code } from '../platform/errors.js';
import type { Encoding } from './encoding.policy.js';

/** Something about one row. `row` counts as a spreadsheet does: the first line is 1, and a cell may hold several lines. */
export interface Finding {
  row: number;
  /** Nothing: it is about the row as a whole. */
  field: string | null;
  code: Code;
  params?: Record<string, unknown>;
}

/** What would be done with a row: add, update, skip; or it is wrong. */
export type Deed = 'a' | 'u' | 's' | 'x';

/** Why a file cannot be read at all. */
export interface FileProblem {
  code: Code;
  params?: Record<string, unknown>;
}

export interface Report {
  encoding: Encoding;
  fileProblem?: FileProblem;
  rows: number;
  add: number;
  update: number;
  skip: number;
  wrong: number;
  /** The first of them; `problemsInAll` says how many there are. */
  problems: Finding[];
  problemsInAll: number;
  warnings: Finding[];
  warningsInAll: number;
  /** Headings that we do not know. */
  ignored: string[];
  /** The first rows as we read them, under their headings: to see at a glance whether the letters are right. */
  sample: string[][];
  /** Something has changed since it was shown before. */
  changed?: boolean;
  /** How many were sent a link; once it is done. */
  notified?: number;
}

/** So many findings of each sort are kept: nobody mends more of them in one go. */
export const MOST_FINDINGS = 1000;

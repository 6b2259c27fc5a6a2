import { csv } from '../../platform/documents/csv.js';
import type { Language } from '../../platform/time.format.js';
import { say } from '../../platform/views/words.js';
import { type Cell, isNumber, printCell, type ReportTable, sumRow } from './report-cells.js';
import type { ReportContent } from './report-content.js';
import { sectionsOf } from './report-sections.js';

/** A figure a line: the month, where it stands in the report, and the bare number. Hours and per cent have one decimal. */
export function reportCsv(content: ReportContent, language: Language): Buffer {
  const words = (key: string): string => say(language, `reports:csv.${key}`);
  const lines = sectionsOf(content).flatMap(({ title, tables }) =>
    tables.flatMap((table) => {
      const part = say(language, table.title ?? title);
      const sum = sumRow(table);
      return [...table.rows, ...(sum ? [sum] : [])].flatMap((row) =>
        row.flatMap((cell, column): string[][] => {
          if (!isNumber(cell)) return [];
          return [[content.month, part, nameOf(row, language), headOf(table, column, language), bare(cell)]];
        }),
      );
    }),
  );
  return csv([['month', 'part', 'row', 'column', 'value'].map(words), ...lines]);
}

/** The words of a row, which stand before and between its numbers. */
function nameOf(row: readonly Cell[], language: Language): string {
  return row
    .filter((cell) => !isNumber(cell) && !('none' in cell))
    .map((cell) => printCell(cell, language))
    .filter((words) => words !== '')
    .join(' ');
}

function headOf({ head }: ReportTable, column: number, language: Language): string {
  return say(language, head[column]!);
}

function bare({ number, as }: { number: number; as: string }): string {
  if (as === 'percent') return (number / 10).toFixed(1);
  return as === 'hours' || as === 'change_hours' ? (Math.round(number / 6) / 10).toFixed(1) : String(number);
}

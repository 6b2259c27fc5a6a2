import { columnName, xlsx, type XlsxCell, type XlsxSheet } from '../../platform/documents/xlsx.js';
import type { Language } from '../../platform/time.format.js';
import { say } from '../../platform/views/words.js';
import { coverLines } from './cover.js';
import { isNumber, type NumberKind, printCell, type ReportSection, type ReportTable, sumRow } from './report-cells.js';
import type { ReportContent } from './report-content.js';
import { sectionsOf } from './report-sections.js';

const FORMATS: Record<NumberKind, string> = {
  count: '#,##0',
  hours: '#,##0.0',
  percent: '0.0%',
  change: '+#,##0;−#,##0;0',
  change_hours: '+#,##0.0;−#,##0.0;0',
};

type Row = (XlsxCell | undefined)[];

/** The workbook: a cover with the words, then a sheet for each part with figures. Sums are formulas. */
export function reportXlsx(content: ReportContent, language: Language): Promise<Buffer> {
  const sections = sectionsOf(content);
  const parts = sections.filter(({ tables }) => tables.length > 0);
  return xlsx([cover(content, sections, language), ...parts.map((section) => sheetOf(section, language))]);
}

function cover(content: ReportContent, sections: readonly ReportSection[], language: Language): XlsxSheet {
  const lines = coverLines(content);
  const fact = (key: string, value: string | null): Row[] =>
    value === null
      ? []
      : [
          [
            { value: say(language, `reports:cover.${key}`), head: true },
            { value, border: true },
          ],
        ];
  const words = sections.flatMap(({ title, text }): Row[] =>
    text === undefined
      ? []
      : [
          [],
          [{ value: say(language, title), bold: true, span: 2 }, undefined],
          [{ value: text ?? '', span: 2 }, undefined],
        ],
  );
  return {
    name: say(language, 'reports:xlsx.cover'),
    columns: [24, 66],
    rows: [
      [{ value: say(language, lines.title), bold: true, size: 16, span: 2 }, undefined],
      [undefined, { value: `${say(language, lines.number)}  ${lines.date}`, align: 'right' }],
      ...lines.addressee.map((value): Row => [{ value: value!, span: 2 }, undefined]),
      ...lines.operator.flatMap((value): Row[] => (value === null ? [] : [[undefined, { value, align: 'right' }]])),
      [],
      ...fact('programme', lines.programme),
      ...fact('month', lines.month),
      ...fact('contract_number', lines.contractNumber),
      ...fact('responsible', lines.responsible),
      ...fact('reason', lines.reason),
      ...words,
    ],
  };
}

function sheetOf({ title, tables, annex = false }: ReportSection, language: Language): XlsxSheet {
  const rows: Row[] = [[{ value: say(language, title), bold: true, size: 14 }], []];
  for (const table of tables) {
    if (table.title) rows.push([{ value: say(language, table.title), bold: true }]);
    rows.push(...tableRows(table, rows.length, language));
    if (table.note) rows.push([{ value: say(language, table.note), span: table.head.length }]);
    rows.push([]);
  }
  const width = Math.max(...tables.map(({ head }) => head.length));
  const columns = Array.from({ length: width }, (_, column) => widthOf(tables, column, language));
  const repeats = annex || (tables.length === 1 && !tables[0]!.title);
  return { name: say(language, title), columns, rows, landscape: width > 6, ...(repeats && { headRows: 3 }) };
}

/** @param above rows of the sheet that stand above it */
function tableRows(table: ReportTable, above: number, language: Language): Row[] {
  const { head, rows } = table;
  const sum = sumRow(table);
  const [first, last] = [above + 2, above + 1 + rows.length];
  return [
    head.map((one) => ({ value: say(language, one), head: true })),
    ...rows.map((row) =>
      row.map((cell): XlsxCell => {
        if (!isNumber(cell)) return { value: printCell(cell, language), border: true };
        return { value: bare(cell), format: FORMATS[cell.as], border: true };
      }),
    ),
    ...(sum
      ? [
          sum.map((cell, column): XlsxCell => {
            if (!isNumber(cell)) return { value: printCell(cell, language), bold: true, border: true };
            const range = `${columnName(column)}${first}:${columnName(column)}${last}`;
            const shown = { format: FORMATS[cell.as], bold: true, border: true };
            return { formula: `SUM(${range})`, value: bare(cell), ...shown };
          }),
        ]
      : []),
  ];
}

/** Hours and shares of a whole as Excel counts them; not rounded, so that sums agree. */
function bare({ number, as }: { number: number; as: NumberKind }): number {
  if (as === 'percent') return number / 1000;
  return as === 'hours' || as === 'change_hours' ? number / 60 : number;
}

/** In characters: as wide as the longest of a column, within reason. Letters of Japanese are two wide. */
function widthOf(tables: readonly ReportTable[], column: number, language: Language): number {
  const texts = tables.flatMap(({ head, rows }) => {
    const cells = rows.flatMap((row) => (row[column] ? [printCell(row[column], language)] : []));
    return head[column] ? [say(language, head[column]), ...cells] : cells;
  });
  const wide = (text: string): number =>
    [...text].reduce((sum, one) => sum + (one.codePointAt(0)! > 0x2e80 ? 2 : 1), 0);
  return Math.min(36, Math.max(9, ...texts.map(wide)) + 2);
}

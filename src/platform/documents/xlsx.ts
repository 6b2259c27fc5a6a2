import type { Blob } from 'node:buffer';
import type Stream from 'node:stream';
import writeXlsx, { type CellObject, type Feature, type Sheet as WrittenSheet } from 'write-excel-file/node';

/** What the library can take pictures from. */
type Content = Stream | Buffer | Blob;

export interface XlsxCell {
  value?: string | number;
  /** `SUM(B2:B9)`, without a sign in front; `value` is what it comes to, for readers that do not calculate. */
  formula?: string;
  /** Of numbers, as Excel writes it: `#,##0`, `0.0`, `0.0"%"`. */
  format?: string;
  bold?: boolean;
  /** The head of a table: bold on grey. */
  head?: boolean;
  /** Lines around it. */
  border?: boolean;
  align?: 'left' | 'center' | 'right';
  /** So many columns wide. */
  span?: number;
  size?: number;
}

/** One sheet, made to be printed on A4 as wide as the page, with its number on each. */
export interface XlsxSheet {
  name: string;
  /** Widths in characters. */
  columns: readonly number[];
  rows: readonly (readonly (XlsxCell | undefined)[])[];
  /** So many rows on top come back on each page, and stay in sight. */
  headRows?: number;
  landscape?: boolean;
}

/** A workbook of A4 sheets. Texts are texts: nothing that somebody typed is taken for a formula. */
export function xlsx(sheets: readonly XlsxSheet[]): Promise<Buffer> {
  const written = sheets.map(({ name, columns, rows, headRows = 0 }): WrittenSheet<Content> => ({
    sheet: name,
    columns: columns.map((width) => ({ width })),
    data: rows.map((row) => row.map((cell) => cell && cellOf(cell))),
    ...(headRows > 0 && { stickyRowsCount: headRows }),
  }));
  return writeXlsx(written, { features: [printed(sheets)] }).toBuffer();
}

function cellOf({ value, formula, format, bold, head, border, align, span, size }: XlsxCell): CellObject {
  return {
    ...(formula === undefined ? { value } : { type: 'Formula' as const, value: formula }),
    ...(format && { format }),
    ...((bold || head) && { fontWeight: 'bold' as const }),
    ...(head && { backgroundColor: '#eeeeee' }),
    ...((border || head) && { borderStyle: 'thin' as const }),
    ...(align && { align }),
    ...(span && { columnSpan: span }),
    ...(size && { fontSize: size }),
    ...(typeof value === 'string' && { wrap: true, alignVertical: 'top' as const }),
  };
}

/** What the library leaves to its users: print area, head rows on each page, page numbers, and what formulas come to. */
function printed(sheets: readonly XlsxSheet[]): Feature<Content> {
  const names = sheets.flatMap(({ name, columns, rows, headRows = 0 }, sheet) => {
    const quoted = `'${name.replaceAll("'", "''")}'`;
    const area = `${quoted}!$A$1:$${columnName(columns.length - 1)}$${rows.length}`;
    const titles = headRows > 0 ? [definedName('Print_Titles', sheet, `${quoted}!$1:$${headRows}`)] : [];
    return [definedName('Print_Area', sheet, area), ...titles];
  });
  return {
    files: {
      transform: {
        'xl/workbook.xml': {
          transform: (xml) =>
            xml.replace(/<definedNames\s*\/>|(?=<calcPr)/, () => `<definedNames>${names.join('')}</definedNames>`),
        },
        'xl/worksheets/sheet{id}.xml': {
          transform: (xml, _, { sheetIndex }) => withResults(forPaper(xml, sheets[sheetIndex]!), sheets[sheetIndex]!),
        },
      },
    },
  };
}

function definedName(name: string, sheet: number, range: string): string {
  return `<definedName name="_xlnm.${name}" localSheetId="${sheet}">${escaped(range)}</definedName>`;
}

/** Nothing of ours stands after the page in a sheet. */
function forPaper(xml: string, { landscape }: XlsxSheet): string {
  const page = [
    '<pageMargins left="0.6" right="0.6" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>',
    `<pageSetup paperSize="9" orientation="${landscape ? 'landscape' : 'portrait'}" fitToWidth="1" fitToHeight="0"/>`,
    '<headerFooter><oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter>',
  ];
  return xml
    .replace(/<page(Margins|Setup)[^>]*\/>/g, '')
    .replace(/(<worksheet[^>]*>)/, '$1<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>')
    .replace('</worksheet>', `${page.join('')}</worksheet>`);
}

function withResults(xml: string, { rows }: XlsxSheet): string {
  return xml.replace(
    /<c r="([A-Z]+)(\d+)"([^>]*)>(<f>[^<]*<\/f>)/g,
    (all, column: string, row: string, rest, formula) => {
      const value = rows[Number(row) - 1]?.[columnNumber(column)]?.value;
      return value === undefined ? all : `<c r="${column}${row}"${rest}>${formula}<v>${escaped(String(value))}</v>`;
    },
  );
}

/** 0 → A, 26 → AA. */
export function columnName(index: number): string {
  const [before, letter] = [Math.floor(index / 26), String.fromCharCode(65 + (index % 26))];
  return before === 0 ? letter : columnName(before - 1) + letter;
}

function columnNumber(name: string): number {
  return [...name].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

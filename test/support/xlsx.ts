import { inflateRawSync } from 'node:zlib';
import { load } from 'cheerio';

export interface ReadSheet {
  name: string;
  /** What stands in a cell, by address: `B3`. Of a formula, what it comes to when it is calculated here. */
  cells: Map<string, string | number>;
  /** By address; calculated here they must come to what is kept beside them. */
  formulas: Map<string, string>;
  kept: Map<string, number>;
  formats: Map<string, string>;
  printArea?: string;
  printTitles?: string;
  paper: Record<string, string>;
}

/** A workbook as a program reads it, with sums calculated anew. */
export function readXlsx(file: Buffer): ReadSheet[] {
  const parts = unzip(file);
  const xml = (path: string): ReturnType<typeof load> => load(parts.get(path)!.toString(), { xml: true });
  const strings = xml('xl/sharedStrings.xml');
  const texts = strings('si')
    .toArray()
    .map((one) => strings(one).text());
  const formats = formatsOf(xml('xl/styles.xml'));
  const workbook = xml('xl/workbook.xml');
  const named = (name: string, sheet: number): string | undefined =>
    workbook(`definedName[name="_xlnm.${name}"][localSheetId="${sheet}"]`).text() || undefined;
  return workbook('sheet')
    .toArray()
    .map((one, index) => {
      const $ = xml(`xl/worksheets/sheet${index + 1}.xml`);
      const sheet: ReadSheet = {
        name: workbook(one).attr('name')!,
        cells: new Map(),
        formulas: new Map(),
        kept: new Map(),
        formats: new Map(),
        printArea: named('Print_Area', index),
        printTitles: named('Print_Titles', index),
        paper: {
          ...$('pageSetup').attr(),
          footer: $('oddFooter').text(),
          fit: $('pageSetUpPr').attr('fitToPage') ?? '',
        },
      };
      for (const cell of $('c').toArray()) {
        const [at, value] = [$(cell).attr('r')!, $(cell).find('v').text()];
        const formula = $(cell).find('f').text();
        const format = formats[Number($(cell).attr('s') ?? 0)];
        if (format) sheet.formats.set(at, format);
        if (formula) sheet.formulas.set(at, formula);
        if (formula && value) sheet.kept.set(at, Number(value));
        else if (value) sheet.cells.set(at, $(cell).attr('t') === 's' ? texts[Number(value)]! : Number(value));
      }
      for (const [at, formula] of sheet.formulas) sheet.cells.set(at, sumOf(formula, sheet.cells));
      return sheet;
    });
}

/** The only formula that we write: `SUM(B2:B9)`. */
function sumOf(formula: string, cells: ReadonlyMap<string, string | number>): number {
  const [, column, from, , to] = /^SUM\(([A-Z]+)(\d+):([A-Z]+)(\d+)\)$/.exec(formula)!;
  let sum = 0;
  for (let row = Number(from); row <= Number(to); row += 1) sum += Number(cells.get(`${column}${row}`) ?? 0);
  return sum;
}

function formatsOf($: ReturnType<typeof load>): (string | undefined)[] {
  const codes = new Map(
    $('numFmt')
      .toArray()
      .map((one) => [$(one).attr('numFmtId'), $(one).attr('formatCode')]),
  );
  return $('cellXfs xf')
    .toArray()
    .map((one) => codes.get($(one).attr('numFmtId')));
}

/** The files of a zip, by its central directory. */
function unzip(file: Buffer): Map<string, Buffer> {
  const end = file.lastIndexOf(Buffer.from('PK\u0005\u0006'));
  let at = file.readUInt32LE(end + 16);
  const files = new Map<string, Buffer>();
  for (let count = file.readUInt16LE(end + 10); count > 0; count -= 1) {
    const [method, size, nameLength] = [
      file.readUInt16LE(at + 10),
      file.readUInt32LE(at + 20),
      file.readUInt16LE(at + 28),
    ];
    const start = file.readUInt32LE(at + 42);
    const from = start + 30 + file.readUInt16LE(start + 26) + file.readUInt16LE(start + 28);
    const packed = file.subarray(from, from + size);
    files.set(file.toString('utf8', at + 46, at + 46 + nameLength), method === 0 ? packed : inflateRawSync(packed));
    at += 46 + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
  return files;
}

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { z } from 'zod';
import { type Column, type Headings, readHeadings, readRow } from '../../src/imports/columns.policy.js';
import { type CsvRow, delimiterOf, rowsOf } from '../../src/imports/csv.policy.js';
import { decode, encodingOf, isUnreadable, whatElse } from '../../src/imports/encoding.policy.js';
import { cp932 } from '../support/tables.js';

const read = async (text: string): Promise<CsvRow[]> => {
  const rows: CsvRow[] = [];
  for await (const row of rowsOf(text, delimiterOf(text))) rows.push(row);
  return rows;
};

test.each<[string, string, [row: number, ...cells: string[]][]]>([
  [
    'lines of Windows, Unix and the old Mac',
    'a,b\r\n1,2\n3,4\r5,6',
    [
      [1, 'a', 'b'],
      [2, '1', '2'],
      [3, '3', '4'],
      [4, '5', '6'],
    ],
  ],
  [
    'a line end within quotes',
    'a,b\r\n"x\r\ny",2\r\n3,4',
    [
      [1, 'a', 'b'],
      [2, 'x\r\ny', '2'],
      [3, '3', '4'],
    ],
  ],
  [
    'quotes and commas within quotes',
    'a\r\n"say ""no"", please"',
    [
      [1, 'a'],
      [2, 'say "no", please'],
    ],
  ],
  [
    'a quote in the middle of a cell',
    'a,b\n5" disk,2',
    [
      [1, 'a', 'b'],
      [2, '5" disk', '2'],
    ],
  ],
  [
    'rows of different lengths',
    'a,b\n1\n1,2,3',
    [
      [1, 'a', 'b'],
      [2, '1'],
      [3, '1', '2', '3'],
    ],
  ],
  [
    'empty rows, which count',
    'a,b\n\n1,2\n,\n  \n3,4\n\n',
    [
      [1, 'a', 'b'],
      [3, '1', '2'],
      [6, '3', '4'],
    ],
  ],
  [
    'tabs',
    'a\tb\n1,5\t2',
    [
      [1, 'a', 'b'],
      [2, '1,5', '2'],
    ],
  ],
  [
    'semicolons',
    'a;b\n1;2',
    [
      [1, 'a', 'b'],
      [2, '1', '2'],
    ],
  ],
  [
    'NUL',
    'a\n1\0 2',
    [
      [1, 'a'],
      [2, '1\0 2'],
    ],
  ],
  ['nothing', '', []],
])('%s are read as a spreadsheet reads them', async (_, text, expected) => {
  expect((await read(text)).map(({ row, cells }) => [row, ...cells])).toEqual(expected);
});

test('a quote that is never closed is told with its row', async () => {
  await expect(read('a,b\n1,2\n"3,4\n5,6\n')).rejects.toMatchObject({ row: 3 });
});

test('whatever was written comes back, wherever a piece of the text ends', async () => {
  const cell = fc.string({ unit: 'binary', maxLength: 40 }).map((text) => text.replace(/[\r\n]/g, '') || 'x');
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(table, fc.nat(33_000), async (rows, fill) => {
      const all = [
        ['𠮷'.repeat(fill), 'b'],
        ...rows.map((row) => row.map((text) => (text.trim() === '' ? 'x' : text))),
      ];
      const text = all.map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(',')).join('\r\n');
      const back: string[][] = [];
      for await (const { cells } of rowsOf(text, ',')) back.push(cells);
      expect(back).toEqual(all);
    }),
    { numRuns: 12 },
  );
});

const WORDS = '①㈱髙﨑～ⅣⅨ℡ｶﾅ纊德"￥\\';

test.each<[string, Buffer, string]>([
  ['UTF-8', Buffer.from(WORDS), 'utf-8'],
  ['UTF-8 with its mark', Buffer.from(`\ufeff${WORDS}`), 'utf-8'],
  ['CP932', cp932(WORDS), 'shift_jis'],
  ['UTF-16 with its mark', Buffer.from(`\ufeff${WORDS}`, 'utf16le'), 'utf-16le'],
  ['plain ASCII', Buffer.from('name,kana'), 'utf-8'],
])('%s is told by its bytes and read without loss', (name, content, encoding) => {
  expect(encodingOf(content)).toBe(encoding);
  expect(decode(content, encodingOf(content))).toBe(name === 'plain ASCII' ? 'name,kana' : WORDS);
});

test('the letters that Excel writes beyond JIS have the bytes of CP932', () => {
  expect(decode(Buffer.from('8740878afbfcfab18160', 'hex'), 'shift_jis')).toBe('①㈱髙﨑～');
  expect(cp932('①㈱髙﨑～').toString('hex')).toBe('8740878afbfcfab18160');
});

test('letters that nobody else can show are known: of another encoding, or of one computer', () => {
  expect(isUnreadable(decode(cp932('山田'), 'utf-8'))).toBe(true);
  expect(isUnreadable(decode(Buffer.from('f040', 'hex'), 'shift_jis'))).toBe(true);
  expect(isUnreadable('𠮷野 髙﨑')).toBe(false);
});

test('a workbook and a picture are known as what they are', () => {
  expect(whatElse(Buffer.from('PK\u0003\u0004xl'))).toBe('workbook');
  expect(whatElse(Buffer.from('%PDF-1.7'))).toBe('no_text');
  expect(whatElse(Buffer.from('氏名'))).toBeUndefined();
});

const column = (field: string, names: string[], required: boolean): Column => ({
  field,
  names,
  required,
  schema: z.string().max(3, 'imports.yes_or_no'),
  empty: null,
});
const COLUMNS = [
  column('name', ['氏名', '名前', 'Name'], true),
  column('email', ['メールアドレス', 'E-mail'], true),
  column('phone', ['電話番号'], false),
];

test.each([
  ['in Japanese', ['氏名', 'メールアドレス', '電話番号'], ['name', 'email', 'phone']],
  ['in English', ['e-mail', 'NAME'], ['email', 'name']],
  ['in any order, width and case', ['電話番号', 'Ｅ-ＭＡＩＬ', ' 名 前 '], ['phone', 'email', 'name']],
  ['with half-width kana', ['ﾒｰﾙｱﾄﾞﾚｽ', '氏名'], ['email', 'name']],
  ['with remarks', ['氏名（必須）', 'E-mail *', '備考'], ['name', 'email', undefined]],
])('headings are recognised %s', (_, cells, fields) => {
  const headings = readHeadings(cells, COLUMNS) as Headings;
  expect(headings.fields.map((one) => one?.field)).toEqual(fields);
  expect(headings.ignored).toEqual(cells.includes('備考') ? ['備考'] : []);
});

test('headings that are missing or twice there are named', () => {
  expect(readHeadings(['電話番号'], COLUMNS)).toEqual({
    code: 'imports.headings_missing',
    params: { headings: ['氏名', 'メールアドレス'] },
  });
  expect(readHeadings(['氏名', '名前', 'e-mail'], COLUMNS)).toEqual({
    code: 'imports.heading_twice',
    params: { heading: '氏名' },
  });
});

test('a row tells all that is wrong with it, each at its column', () => {
  const headings = readHeadings(['氏名', 'E-mail', '電話番号'], COLUMNS) as Headings;
  const codes = (...cells: string[]) =>
    readRow({ row: 7, cells }, headings).problems.map(({ row, field, code }) => [row, field, code]);
  expect(codes('花', 'a@b', '')).toEqual([]);
  expect(codes('花花花花', '\ufffd', '1', '', 'x')).toEqual([
    [7, 'name', 'imports.yes_or_no'],
    [7, 'email', 'imports.unreadable_letters'],
    [7, null, 'imports.too_many_cells'],
  ]);
  expect(readRow({ row: 2, cells: ['花', 'a'] }, headings).values).toEqual({ name: '花', email: 'a', phone: null });
});

import { expect, test } from '@jest/globals';
import { columnName, xlsx } from '../../src/platform/documents/xlsx.js';
import { readXlsx } from '../support/xlsx.js';

const head = (value: string) => ({ value, head: true });

test('what is written is read back: texts, numbers with their format, sums, and the paper', async () => {
  const file = await xlsx([
    {
      name: "9月の'表'",
      columns: [20, 8],
      headRows: 1,
      rows: [
        [head('講座'), head('人数')],
        [
          { value: '=1+1 <入門> & 応用', border: true },
          { value: 12, format: '#,##0', border: true },
        ],
        [{ value: '文章' }, { value: 30.5, format: '0.0' }],
        [
          { value: '計', bold: true },
          { formula: 'SUM(B2:B3)', value: 42.5, format: '0.0' },
        ],
      ],
    },
    { name: '横', columns: [10, 10, 10], landscape: true, rows: [[{ value: 'a', span: 3 }, undefined, undefined]] },
  ]);
  const [first, second] = readXlsx(file);
  expect(Object.fromEntries(first!.cells)).toEqual({
    A1: '講座',
    B1: '人数',
    A2: '=1+1 <入門> & 応用',
    B2: 12,
    A3: '文章',
    B3: 30.5,
    A4: '計',
    B4: 42.5,
  });
  expect(Object.fromEntries(first!.formulas)).toEqual({ B4: 'SUM(B2:B3)' });
  expect(first!.kept.get('B4')).toBe(42.5);
  expect([first!.formats.get('B2'), first!.formats.get('B3')]).toEqual(['#,##0', '0.0']);
  expect(first).toMatchObject({
    name: "9月の'表'",
    printArea: "'9月の''表'''!$A$1:$B$4",
    printTitles: "'9月の''表'''!$1:$1",
    paper: {
      paperSize: '9',
      orientation: 'portrait',
      fitToWidth: '1',
      fitToHeight: '0',
      footer: '&C&P / &N',
      fit: '1',
    },
  });
  expect(second).toMatchObject({ name: '横', printArea: "'横'!$A$1:$C$1", paper: { orientation: 'landscape' } });
  expect(second!.printTitles).toBeUndefined();
});

test.each([
  [0, 'A'],
  [25, 'Z'],
  [26, 'AA'],
  [701, 'ZZ'],
  [702, 'AAA'],
])('column %i is called %s', (index, name) => expect(columnName(index)).toBe(name));

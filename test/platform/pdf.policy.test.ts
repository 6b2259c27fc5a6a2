import { expect, test } from '@jest/globals';
import { pdf, pdfFrom } from '../../src/platform/documents/pdf.js';
import { isTagged } from '../support/pdf.js';

test('a document is a PDF with its fonts in it, and what people typed is no markup', () => {
  const source = '#import "lib.typ": data, sheet\n#show: sheet.with(title: data.title)\n= #data.title';
  const made = pdfFrom(source, { title: '日報 #strong[太字] *x* $1$ 𠮷田' });
  expect(made.subarray(0, 5).toString()).toBe('%PDF-');
  expect(made.includes('NotoSansJP')).toBe(true);
});

const PAPER = [
  '#import "lib.typ": data, head, main-title, sheet',
  '#show: sheet.with(title: data.title)',
  '#main-title(16pt, data.title)',
  '#table(columns: 2, head([月], [人数]), [10月], [20])',
].join('\n');

test('a document is tagged, in its language and with its title, so that it can be read out', () => {
  const made = pdfFrom(PAPER, { title: '日報' });
  expect(isTagged(made)).toBe(true);
  const inside = made.toString('latin1');
  for (const one of ['/Lang (ja', '/DisplayDocTitle true', '/H1', '/THead', '/TH']) expect(inside).toContain(one);
});

test('a letter that the font does not have keeps no paper from being printed, with its tags', () => {
  const made = pdfFrom(PAPER, { title: '\u{2b73f} \u{1f9ff}' }).toString('latin1');
  expect([made.includes('/MarkInfo'), made.includes('pdfuaid')]).toEqual([true, false]);
});

test('a template that cannot be set says which and why', () => {
  expect(() => pdf('no-such-document', {})).toThrow(/no-such-document/);
});

import { expect, test } from '@jest/globals';
import { pdf, pdfFrom } from '../../src/platform/documents/pdf.js';

test('a document is a PDF with its fonts in it, and what people typed is no markup', () => {
  const source = '#import "lib.typ": data, sheet\n#show: sheet.with(title: data.title)\n= #data.title';
  const made = pdfFrom(source, { title: '日報 #strong[太字] *x* $1$ 𠮷田' });
  expect(made.subarray(0, 5).toString()).toBe('%PDF-');
  expect(made.includes('NotoSansJP')).toBe(true);
});

test('a template that cannot be set says which and why', () => {
  expect(() => pdf('no-such-document', {})).toThrow(/no-such-document/);
});

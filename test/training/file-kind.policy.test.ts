import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { attachment, kindOfFile, savedName } from '../../src/training/materials/file-kind.policy.js';
import { png } from '../support/pictures.js';

/** The central directory of an archive with files of these names. */
function archive(...names: string[]): Buffer {
  const entries = names.map((name) => {
    const entry = Buffer.alloc(46 + Buffer.byteLength(name));
    entry.write('PK\x01\x02', 0, 'latin1');
    entry.writeUInt16LE(Buffer.byteLength(name), 28);
    entry.write(name, 46);
    return entry;
  });
  const head = Buffer.from('PK\x03\x04 content', 'latin1');
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(names.length, 10);
  end.writeUInt32LE(head.length, 16);
  return Buffer.concat([head, ...entries, end]);
}

const TYPES = '[Content_Types].xml';

test.each<[string, Buffer, string | undefined]>([
  ['a PDF', Buffer.from('%PDF-1.4 …'), 'pdf'],
  ['a picture', png(3, 4), 'png'],
  ['Word', archive(TYPES, 'word/document.xml'), 'docx'],
  ['Excel', archive('_rels/.rels', TYPES, 'xl/workbook.xml'), 'xlsx'],
  ['PowerPoint', archive(TYPES, 'ppt/presentation.xml'), 'pptx'],
  ['Excel with macros', archive(TYPES, 'xl/workbook.xml', 'xl/vbaProject.bin'), undefined],
  ['any archive', archive('a.exe'), undefined],
  ['a broken archive', archive(TYPES, 'word/document.xml').subarray(0, 40), undefined],
  ['text', Buffer.from('\ufeffこんにちは\r\n'), 'txt'],
  ['a page, as text', Buffer.from('<html>'), 'txt'],
  ['text in another writing', Buffer.from([0x82, 0xb1, 0x82, 0xf1]), undefined],
  ['a program', Buffer.from('MZ\x00\x01', 'latin1'), undefined],
  ['nothing', Buffer.alloc(0), undefined],
])('%s is told by its content', (_, file, ending) => {
  expect(kindOfFile(file)?.ending).toBe(ending);
});

test('no file breaks the reading', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(60), (noise, at) => {
      const file = archive(TYPES, 'word/document.xml');
      file.set(noise.subarray(0, Math.max(0, file.length - at)), Math.min(at, file.length));
      kindOfFile(file);
      kindOfFile(Buffer.from(noise));
    }),
  );
});

test('the name of a file is harmless, whatever it was, and has the ending of what it is', () => {
  expect(savedName('C:\\秘密\\第1回 資料.docx', 'pdf')).toBe('第1回 資料.pdf');
  expect(savedName('../../.htaccess', 'txt')).toBe('htaccess.txt');
  expect(savedName('', 'pdf')).toBe('file.pdf');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (given) => {
      const name = savedName(given, 'pdf');
      expect(name).toMatch(/^[^\p{Cc}<>:"/\\|?*]+\.pdf$/u);
      expect(attachment(name)).toMatch(/^attachment; filename="[\x20-\x7e]+"; filename\*=UTF-8''[\w.~%-]+$/);
    }),
  );
});

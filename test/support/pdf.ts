import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Can it be read out: does it say that it is PDF/UA-1, with marks and their structure in it? */
export function isTagged(pdf: Buffer): boolean {
  return ['/MarkInfo', '/StructTreeRoot', 'pdfuaid:part'].every((part) => pdf.includes(part));
}

/** The words of a PDF as its readers find them, without spaces: typesetting adds some. Nothing where no such program is. @throws Error for one that cannot be read out */
export function textOfPdf(pdf: Buffer): string | undefined {
  if (!isTagged(pdf)) throw new Error('this paper is not tagged');
  const folder = mkdtempSync(join(tmpdir(), 'tsudoi-pdf-'));
  const file = join(folder, 'paper.pdf');
  writeFileSync(file, pdf);
  try {
    const text = execFileSync('pdftotext', ['-layout', file, '-']).toString();
    return text.normalize('NFKC').replace(/\s+/g, '');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

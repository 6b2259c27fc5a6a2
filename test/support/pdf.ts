import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The words of a PDF as its readers find them, without spaces: typesetting adds some. Nothing where no such program is. */
export function textOfPdf(pdf: Buffer): string | undefined {
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

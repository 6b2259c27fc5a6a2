import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from '@jest/globals';
import { projectRoot } from '../../src/platform/project-root.js';

/**
 * Compares with a file below test/ that somebody has read and approved. `GOLDEN=write` writes it anew, for the diff to be
 * read; without it a missing file is a failure.
 */
export function golden(path: string, actual: string): void {
  const file = join(projectRoot, 'test', path);
  if (process.env.GOLDEN === 'write') {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, actual);
  }
  expect(existsSync(file) ? readFileSync(file, 'utf8') : `missing: ${path}`).toBe(actual);
}

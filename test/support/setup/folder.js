import { mkdtempSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where there is room, the run keeps its databases in memory: it commits some ten thousand times. */
const MEMORY = '/dev/shm';
const ROOM = 4_000_000_000;

function roomiest() {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize > ROOM ? MEMORY : tmpdir();
  } catch {
    return tmpdir();
  }
}

/** The folder of this run, which tear-down.js takes away. */
export function runFolder() {
  process.env.TEST_DATABASES ??= mkdtempSync(join(roomiest(), 'tsudoi-test-'));
  return process.env.TEST_DATABASES;
}

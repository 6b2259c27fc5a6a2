import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runBench, SIZES, TINY } from './bench.js';

/**
 * `npm run bench`: the app against a floor, in one run, on a fresh database with 100,000 past bookings and on one with
 * 1,000,000. `-- --json` prints the rows alone on stdout; `-- --only 100k` (or `1M`) measures one of the two,
 * `tiny` only tries whether all is answered. These machines
 * are noisy: read the ratios.
 */
const [, , ...words] = process.argv;
const only = words.includes('--only') ? words[words.indexOf('--only') + 1] : undefined;
const known = only === undefined ? SIZES : [...SIZES, TINY];
const sizes = known.filter(({ name }) => only === undefined || name === only);
if (sizes.length === 0) throw new Error(`--only takes ${known.map(({ name }) => name).join(' or ')}`);

const folder = mkdtempSync(join(tmpdir(), 'tsudoi-bench-'));
try {
  const rows = await runBench(folder, sizes, (line) => console.error(line));
  if (words.includes('--json')) console.log(JSON.stringify({ rows }));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

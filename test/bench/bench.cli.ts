import 'reflect-metadata';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Clock } from '../../src/platform/clock.js';
import { projectRoot } from '../../src/platform/project-root.js';
import { todayAt } from '../../src/platform/time.js';
import { measure, type Row } from './measure.js';
import { buildWorld } from './world.js';

/**
 * `npm run bench` (or `npm run bench -- --json`): the app against a floor, in one run, on a fresh database with 100,000 past
 * bookings and then with 1,000,000. These machines are noisy: read the ratios.
 */
const json = process.argv.includes('--json');
const sizes = [
  { past: 100_000, suffix: '' },
  { past: 1_000_000, suffix: ' @1M' },
];

function print(row: Row): void {
  const figures = [row.rps, row.floorRps, row.p50, row.p99, row.statements].map((value) =>
    String(Math.round(value)).padStart(8),
  );
  console.log(`${row.name.padEnd(20)}${figures.join('')}${row.ratio.toFixed(2).padStart(8)}`);
}

const folder = mkdtempSync(join(tmpdir(), 'tsudoi-bench-'));
const rows: Row[] = [];
try {
  if (!json)
    console.log(
      `${''.padEnd(20)}${['req/s', 'floor', 'p50 ms', 'p99 ms', 'SQL', 'ratio'].map((word) => word.padStart(8)).join('')}`,
    );
  for (const { past, suffix } of sizes) {
    const world = await buildWorld(join(folder, `world-${past}.sqlite`), past, todayAt(new Clock().now()));
    const floorFile = join(folder, `floor-${past}.sqlite`);
    copyFileSync(world.file, floorFile);
    const found = await measure(world, floorFile, join(projectRoot, 'dist'));
    for (const row of found.rows.map((one) => ({ ...one, name: one.name + suffix }))) {
      rows.push(row);
      if (!json) print(row);
    }
    const memory = found.memory.map(({ requests, resident }) => `${Math.round(resident)} (${requests})`);
    if (!json) console.log(`resident memory in MB, after so many requests: ${memory.join(' → ')}`);
  }
  if (json) console.log(JSON.stringify({ rows }));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

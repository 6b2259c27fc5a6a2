import { copyFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { Clock } from '../../src/platform/clock.js';
import { todayAt } from '../../src/platform/time.js';
import { measure, type Row, type Side } from './measure.js';
import { residentMemory } from './memory.js';
import { startServer, type Server } from './servers.js';
import { countStatements } from './statements.js';
import { buildWorld } from './world.js';

export interface Size {
  name: string;
  pastBookings: number;
  /** Of the names of its rows. */
  suffix: string;
}

export const SIZES: readonly Size[] = [
  { name: '100k', pastBookings: 100_000, suffix: '' },
  { name: '1M', pastBookings: 1_000_000, suffix: ' @1M' },
];

type Tell = (line: string) => void;

/** Measures apps and floors of all sizes side by side, then the memory of the first app. */
export async function runBench(folder: string, sizes: readonly Size[], tell: Tell): Promise<Row[]> {
  const servers: Server[] = [];
  try {
    const sides: Side[] = [];
    for (const { pastBookings, suffix } of sizes) {
      const world = await buildWorld(
        join(folder, `app-${pastBookings}.sqlite`),
        pastBookings,
        todayAt(new Clock().now()),
      );
      const floorFile = join(folder, `floor-${pastBookings}.sqlite`);
      copyFileSync(world.file, floorFile);
      const statements = await countStatements(world);
      const app = await startServer('src/main.js', world, world.file);
      servers.push(app);
      const floor = await startServer('test/bench/floor.js', world, floorFile);
      servers.push(floor);
      sides.push({ world, suffix, statements, app, floor });
    }
    tell(headline());
    const rows: Row[] = [];
    for await (const row of measure(sides)) {
      rows.push(row);
      tell(lineOf(row, rows));
    }
    const memory = await residentMemory(sides[0]!);
    tell(`resident memory in MB (after so many requests): ${memory.join(', ')}`);
    tell(
      `load average ${loadavg()
        .map((load) => load.toFixed(1))
        .join(' ')}`,
    );
    return rows;
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
  }
}

const COLUMNS = ['req/s', 'floor', 'p50 ms', 'p99 ms', 'SQL', 'ratio', 'of 100k'];

function headline(): string {
  return `${''.padEnd(22)}${COLUMNS.map((word) => word.padStart(9)).join('')}`;
}

/** The last column: its speed as a part of the same row's with 100,000. */
function lineOf({ name, rps, floorRps, p50, p99, statements, ratio }: Row, rows: readonly Row[]): string {
  const smaller = rows.find((row) => name === `${row.name} @1M`);
  const figures = [rps, floorRps, p50, p99, statements].map((value) => String(Math.round(value)));
  const ratios = [ratio, ...(smaller ? [rps / smaller.rps] : [])].map((value) => value.toFixed(2));
  return `${name.padEnd(22)}${[...figures, ...ratios].map((figure) => figure.padStart(9)).join('')}`;
}

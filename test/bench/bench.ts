import { copyFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { Clock } from '../../src/platform/clock.js';
import { todayAt } from '../../src/platform/time.js';
import { BOOKING_TASKS, measure, type Pace, ROOM_TASKS, type Row, type Side, type Task } from './measure.js';
import { residentMemory } from './memory.js';
import { startServer, type Server } from './servers.js';
import { countStatements } from './statements.js';
import { buildWorld, type Rooms } from './world.js';

export interface Size {
  name: string;
  pastBookings: number;
  /** Of the names of its rows. */
  suffix: string;
  /** Childcare and trainings; none: they are not measured in it. */
  rooms?: Rooms;
  pace: Pace;
}

const PACE: Pace = { turns: 7, warming: 3, seconds: 0.5, least: 2 };

export const SIZES: readonly Size[] = [
  {
    name: '100k',
    pastBookings: 100_000,
    suffix: '',
    rooms: { care: { today: 24, days: 599 }, trainings: { years: 5, attendances: 20_000, ahead: 360, today: 300 } },
    pace: PACE,
  },
  { name: '1M', pastBookings: 1_000_000, suffix: ' @1M', pace: PACE },
];

/** So small and short that it proves that all is answered, and nothing about how fast. */
export const TINY: Size = {
  name: 'tiny',
  pastBookings: 500,
  suffix: '',
  rooms: { care: { today: 3, days: 7 }, trainings: { years: 5, attendances: 50, ahead: 12, today: 20 } },
  pace: { turns: 1, warming: 0, seconds: 0.01, least: 0.1 },
};

type Tell = (line: string) => void;

/** Measures apps and floors of all sizes side by side, the memory of the first app, then childcare and trainings. */
export async function runBench(folder: string, sizes: readonly Size[], tell: Tell): Promise<Row[]> {
  const servers: Server[] = [];
  try {
    const sides: Side[] = [];
    for (const { pastBookings, suffix, rooms } of sizes) {
      const world = await buildWorld(
        join(folder, `app-${pastBookings}.sqlite`),
        pastBookings,
        todayAt(new Clock().now()),
        rooms,
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
    const { pace } = sizes[0]!;
    const found = async (these: readonly Side[], tasks: readonly Task[]): Promise<void> => {
      for await (const row of measure(these, tasks, pace)) {
        rows.push(row);
        tell(lineOf(row, rows));
      }
    };
    await found(sides, BOOKING_TASKS);
    const memory = pace === TINY.pace ? [] : await residentMemory(sides[0]!);
    await found(
      sides.filter(({ world }) => world.care),
      ROOM_TASKS,
    );
    tell(`resident memory in MB (after so many requests): ${memory.join(', ')}`);
    tell(`after childcare and trainings: ${Math.round(sides[0]!.app.memory())} (${sides[0]!.app.served})`);
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

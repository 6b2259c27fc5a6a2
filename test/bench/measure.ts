import { join } from 'node:path';
import { bookings, cancellations, readings } from './calls.js';
import { load, type Call, type Load } from './load.js';
import { startServer, type Server } from './servers.js';
import { countStatements } from './statements.js';
import type { BenchWorld } from './world.js';

export interface Row {
  name: string;
  /** Requests a second. */
  rps: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
  /** SQL statements of one request, sessions and viewer included. */
  statements: number;
  floorRps: number;
  /** Of the app's requests a second to the floor's. */
  ratio: number;
}

/** Resident memory of the app, MB, after so many requests. */
export interface Memory {
  requests: number;
  resident: number;
}

const CLIENTS = 50;
/** The two take turns, so that a slow moment of the machine meets both. */
const TURNS = 4;
/** Requests to the app in all turns of all rows. */
const MEASURED = TURNS * (4 * 1000 + 400);

/** Day view, my page, booking and cancelling: app and floor in turns. */
export async function measure(
  world: BenchWorld,
  floorFile: string,
  built: string,
): Promise<{ rows: Row[]; memory: Memory[] }> {
  const statements = await countStatements(world);
  const app = await startServer(join(built, 'src/main.js'), world, world.file);
  const floor = await startServer(join(built, 'test/bench/floor.js'), world, floorFile);
  try {
    const memory = [{ requests: 0, resident: app.memory() }];
    const day = readings(world, `/bookings?date=${world.day}`, 1000);
    const rows = [
      rowOf('day view', statements.day, await inTurns(app, floor, CLIENTS, () => day)),
      rowOf('my page', statements.me, await inTurns(app, floor, CLIENTS, () => readings(world, '/me', 1000))),
    ];
    const one = await inTurns(app, floor, 1, (turn) => bookings(world, 100_000 + turn * 400, 400));
    rows.push(rowOf('book (1 client)', statements.book, one));
    const many = await inTurns(app, floor, CLIENTS, (turn) => bookings(world, turn * 1000, 1000));
    rows.push(rowOf('book', statements.book, many));
    const booked = (side: 'app' | 'floor', turn: number): Call[] => cancellations(many[side][turn]!.locations);
    rows.push(
      rowOf('cancel', statements.cancel, await inTurns(app, floor, CLIENTS, (turn, side) => booked(side, turn))),
    );
    // Four readings from here on: does it stay where it is?
    for (let requests = MEASURED; requests <= MEASURED + 15_000; requests += 5000) {
      memory.push({ requests, resident: app.memory() });
      for (let nth = 0; nth < 5; nth += 1) await load(app.port, CLIENTS, day);
    }
    return { rows, memory };
  } finally {
    await Promise.all([app.stop(), floor.stop()]);
  }
}

interface Turns {
  app: Load[];
  floor: Load[];
}

async function inTurns(
  app: Server,
  floor: Server,
  clients: number,
  callsOf: (turn: number, side: 'app' | 'floor') => Call[],
): Promise<Turns> {
  const turns: Turns = { app: [], floor: [] };
  for (let turn = 0; turn < TURNS; turn += 1) {
    turns.floor.push(await load(floor.port, clients, callsOf(turn, 'floor')));
    turns.app.push(await load(app.port, clients, callsOf(turn, 'app')));
  }
  return turns;
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** The first turn warms up and does not count. */
function rowOf(name: string, statements: number, turns: Turns): Row {
  const [app, floor] = [turns.app.slice(1), turns.floor.slice(1)];
  for (const { statuses } of [...turns.app, ...turns.floor]) {
    const other = Object.keys(statuses).filter((status) => status !== '200' && status !== '303');
    if (other.length > 0) throw new Error(`${name}: unexpected answers ${JSON.stringify(statuses)}`);
  }
  return {
    name,
    rps: median(app.map((one) => one.rps)),
    p50: median(app.map((one) => one.p50)),
    p99: median(app.map((one) => one.p99)),
    statements,
    floorRps: median(floor.map((one) => one.rps)),
    ratio: median(app.map((one, turn) => one.rps / floor[turn]!.rps)),
  };
}

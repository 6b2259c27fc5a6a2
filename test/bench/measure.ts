import { bookings, cancellations, readings } from './calls.js';
import { load, type Call, type Load } from './load.js';
import type { Server } from './servers.js';
import type { Statements } from './statements.js';
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

/** The app and the floor on databases of the same content, each its own. */
export interface Side {
  world: BenchWorld;
  suffix: string;
  statements: Statements;
  app: Server;
  floor: Server;
}

export const CLIENTS = 50;
/** Short ones, and many: a slow moment of the machine meets app and floor alike, or is left out as the worst of its turns. */
const TURNS = 7;
/** Turns before those, which do not count. */
const WARMING = 3;
/** How long a turn is to last: it has as many calls as its server answered in that time when it was last asked. */
const SECONDS = 0.5;
const FIRST_CALLS = 200;

interface Task {
  name: string;
  counted: keyof Statements;
  clients: number;
  /** So many calls, fewer where there are no more. */
  calls(world: BenchWorld, server: Server, count: number): Call[];
}

/** Day view, my page, booking and cancelling; all sides in turns. */
export async function* measure(sides: readonly Side[]): AsyncGenerator<Row> {
  const booking = (name: string, clients: number): Task => ({ name, counted: 'book', clients, calls: nextBookings });
  const tasks: Task[] = [
    { name: 'day view', counted: 'day', clients: CLIENTS, calls: dayViews },
    { name: 'my page', counted: 'me', clients: CLIENTS, calls: myPages },
    booking('book', CLIENTS),
    booking('book (1 client)', 1),
    { name: 'cancel', counted: 'cancel', clients: CLIENTS, calls: nextCancellations },
  ];
  for (const task of tasks) {
    const found = await inTurns(sides, task);
    for (const side of sides) yield rowOf(task, side, found);
  }
}

const dayViews = (world: BenchWorld, _: Server, count: number): Call[] =>
  readings(world, `/bookings?date=${world.day}`, count);
const myPages = (world: BenchWorld, _: Server, count: number): Call[] => readings(world, '/me', count);
/** Before anything is cancelled. */
const nextBookings = (world: BenchWorld, server: Server, count: number): Call[] =>
  bookings(world, server.booked.length, count);
/** Cancelling is quicker than booking: of what is left never all. */
const nextCancellations = (_: BenchWorld, server: Server, count: number): Call[] =>
  cancellations(server.booked.splice(0, Math.min(count, Math.ceil(server.booked.length / 5))));

async function inTurns(sides: readonly Side[], task: Task): Promise<Map<Server, Load[]>> {
  const found = new Map(sides.flatMap(({ app, floor }) => [app, floor]).map((server) => [server, [] as Load[]]));
  for (let turn = 0; turn < WARMING + TURNS; turn += 1) {
    for (const { world, app, floor } of sides) {
      for (const server of turn % 2 === 0 ? [app, floor] : [floor, app]) {
        const lately = found.get(server)!.at(-1)?.rps ?? FIRST_CALLS / SECONDS;
        const count = Math.max(2 * task.clients, Math.ceil(lately * SECONDS));
        found.get(server)!.push(await load(server, task.clients, task.calls(world, server, count)));
      }
    }
  }
  return found;
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

function rowOf({ name, counted }: Task, side: Side, found: Map<Server, Load[]>): Row {
  const [app, floor] = [found.get(side.app)!.slice(WARMING), found.get(side.floor)!.slice(WARMING)];
  return {
    name: name + side.suffix,
    rps: median(app.map((one) => one.rps)),
    p50: median(app.map((one) => one.p50)),
    p99: median(app.map((one) => one.p99)),
    statements: side.statements[counted],
    floorRps: median(floor.map((one) => one.rps)),
    ratio: median(app.map((one, turn) => one.rps / floor[turn]!.rps)),
  };
}

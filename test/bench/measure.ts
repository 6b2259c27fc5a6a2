import {
  bookings,
  bookingsWithChildren,
  cancellations,
  carePath,
  COUNT_PATH,
  dayPath,
  enrolments,
  readings,
  reportPath,
  staffReadings,
  taps,
} from './calls.js';
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
const GUESS = 400;

export interface Pace {
  /** Short ones, and many: a slow moment of the machine meets app and floor alike, or is left out as the worst of its turns. */
  turns: number;
  /** Turns before those, which do not count. */
  warming: number;
  /** How long a turn is to last: it has as many calls as its server answered in that time when it was last asked. */
  seconds: number;
  /** Each client sends at least so many calls a turn. */
  least: number;
}

export interface Task {
  name: string;
  counted: keyof Statements;
  clients: number;
  /** Calls a second, as long as nothing is known of a server. */
  guess?: number;
  /** So many calls, fewer where there are no more. */
  calls(world: BenchWorld, server: Server, count: number): Call[];
}

const booking = (name: string, clients: number): Task => ({ name, counted: 'book', clients, calls: nextBookings });

/** Day view, my page, booking and cancelling. */
export const BOOKING_TASKS: readonly Task[] = [
  {
    name: 'day view',
    counted: 'day',
    clients: CLIENTS,
    calls: (world, _, count) => readings(world, dayPath(world), count),
  },
  { name: 'my page', counted: 'me', clients: CLIENTS, calls: (world, _, count) => readings(world, '/me', count) },
  booking('book', CLIENTS),
  booking('book (1 client)', 1),
  { name: 'cancel', counted: 'cancel', clients: CLIENTS, calls: nextCancellations },
];

/** Childcare, trainings and the monthly report: they do not grow with past bookings, so they are measured in one world. */
export const ROOM_TASKS: readonly Task[] = [
  {
    name: 'care day',
    counted: 'care',
    clients: CLIENTS,
    calls: (world, _, count) => staffReadings(world, carePath(world), count),
  },
  { name: 'book with 2 children', counted: 'bookCare', clients: CLIENTS, calls: following(bookingsWithChildren) },
  {
    name: 'trainings',
    counted: 'trainings',
    clients: CLIENTS,
    calls: (world, _, count) => readings(world, '/trainings', count),
  },
  { name: 'enrol', counted: 'enrol', clients: CLIENTS, calls: following(enrolments) },
  { name: 'attendance tap', counted: 'tap', clients: CLIENTS, calls: following(taps) },
  {
    name: 'count of 5 years',
    counted: 'count',
    clients: 1,
    guess: 4,
    calls: (world, _, count) => staffReadings(world, COUNT_PATH, count),
  },
  reporting('monthly report', ''),
  reporting('report as PDF', '.pdf'),
  reporting('report as xlsx', '.xlsx'),
];

/** A draft: each is compiled from the rows. */
function reporting(name: string, form: '' | '.pdf' | '.xlsx'): Task {
  return {
    name,
    counted: `report${form}`,
    clients: 1,
    guess: 4,
    calls: (world, _, count) => staffReadings(world, reportPath(world, form), count),
  };
}

/** All sides in turns. */
export async function* measure(sides: readonly Side[], tasks: readonly Task[], pace: Pace): AsyncGenerator<Row> {
  for (const task of tasks) {
    const found = await inTurns(sides, task, pace);
    for (const side of sides) yield rowOf(task, side, found, pace);
  }
}

/** Calls that go on where those before them ended. */
function following(make: (world: BenchWorld, from: number, count: number) => Call[]): Task['calls'] {
  return (world, server, count) => {
    const from = server.sent.get(make.name) ?? 0;
    server.sent.set(make.name, from + count);
    return make(world, from, count);
  };
}

/** Before anything is cancelled. */
function nextBookings(world: BenchWorld, server: Server, count: number): Call[] {
  return bookings(world, server.booked.length, count);
}

/** Cancelling is quicker than booking: of what is left never all. */
function nextCancellations(_: BenchWorld, server: Server, count: number): Call[] {
  return cancellations(server.booked.splice(0, Math.min(count, Math.ceil(server.booked.length / 5))));
}

async function inTurns(
  sides: readonly Side[],
  task: Task,
  { turns, warming, seconds, least }: Pace,
): Promise<Map<Server, Load[]>> {
  const found = new Map(sides.flatMap(({ app, floor }) => [app, floor]).map((server) => [server, [] as Load[]]));
  for (let turn = 0; turn < warming + turns; turn += 1) {
    for (const { world, app, floor } of sides) {
      for (const server of turn % 2 === 0 ? [app, floor] : [floor, app]) {
        const lately = found.get(server)!.at(-1)?.rps ?? task.guess ?? GUESS;
        const count = Math.ceil(Math.max(least * task.clients, lately * seconds));
        found.get(server)!.push(await load(server, task.clients, task.calls(world, server, count)));
      }
    }
  }
  return found;
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

function rowOf({ name, counted }: Task, side: Side, found: Map<Server, Load[]>, { warming }: Pace): Row {
  const [app, floor] = [found.get(side.app)!.slice(warming), found.get(side.floor)!.slice(warming)];
  return {
    name: name + side.suffix,
    rps: median(app.map((one) => one.rps)),
    p50: median(app.map((one) => one.p50)),
    p99: median(app.map((one) => one.p99)),
    statements: side.statements[counted]!,
    floorRps: median(floor.map((one) => one.rps)),
    ratio: median(app.map((one, turn) => one.rps / floor[turn]!.rps)),
  };
}

import { loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Clock } from '../../src/platform/clock.js';
import { todayAt } from '../../src/platform/time.js';
import {
  bookings,
  bookingsWithChildren,
  cancellations,
  carePath,
  dayPath,
  enrolments,
  readings,
  staffReadings,
} from './calls.js';
import { type Call, load, type Load } from './load.js';
import { SIZES } from './bench.js';
import { startServer, type Server } from './servers.js';
import { buildWorld, type BenchWorld } from './world.js';

/** Seven of ten only look. */
const WRITES = 0.3;
const CLIENTS = 20;
const PEAK_SECONDS = 10;

interface Minute extends Load {
  /** Resident, MB. */
  memory: number;
}

/**
 * Mixed traffic at half of what the server can do, for so long; any error ends it. Tells each minute (or sixth, of a short
 * one), then the last against the first: neither the slowest hundredth nor the memory may grow.
 */
export async function soak(folder: string, seconds: number, tell: (line: string) => void): Promise<void> {
  const { pastBookings, rooms } = SIZES[0]!;
  const world = await buildWorld(join(folder, 'soak.sqlite'), pastBookings, todayAt(new Clock().now()), rooms);
  const server = await startServer('src/main.js', world, world.file);
  try {
    await mixed(world, server, 400); // warming
    const peak = await peakOf(world, server);
    tell(`peak of mixed traffic: ${Math.round(peak)} requests/s; half of it for ${seconds} s`);
    const parts = Math.max(6, Math.round(seconds / 60));
    const minutes: Minute[] = [];
    for (let nth = 0; nth < parts; nth += 1) {
      const found = await atRate(world, server, peak / 2, seconds / parts);
      minutes.push({ ...found, memory: server.memory() });
      tell(`${String(nth + 1).padStart(3)}  ${lineOf(minutes.at(-1)!)}`);
    }
    const [first, last] = [minutes[0]!, minutes.at(-1)!];
    const ratio = (of: (minute: Minute) => number): string => (of(last) / Math.max(of(first), 0.1)).toFixed(2);
    tell(
      `last against first: p50 ${ratio((m) => m.p50)}, p99 ${ratio((m) => m.p99)}, memory ${ratio((m) => m.memory)}`,
    );
    tell(`${server.served} requests, no error; load average ${loadavg()[0]!.toFixed(1)}`);
  } finally {
    await server.stop();
  }
}

const lineOf = ({ rps, p50, p99, memory }: Minute): string =>
  `${Math.round(rps)} requests/s, p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms, ${Math.round(memory)} MB`;

async function peakOf(world: BenchWorld, server: Server): Promise<number> {
  const until = performance.now() + PEAK_SECONDS * 1000;
  const found: number[] = [];
  while (performance.now() < until) found.push((await mixed(world, server, 400)).rps);
  return found.toSorted((a, b) => a - b)[Math.floor(found.length / 2)]!;
}

/** Second after second, so that a slow one does not let the next ones pile up. */
async function atRate(world: BenchWorld, server: Server, rate: number, seconds: number): Promise<Load> {
  const found: Load[] = [];
  const begun = performance.now();
  for (let second = 0; second < seconds; second += 1) {
    found.push(await mixed(world, server, Math.ceil(rate), rate));
    await pause(Math.max(0, begun + (second + 1) * 1000 - performance.now()));
  }
  const took = (performance.now() - begun) / 1000;
  const median = (of: (one: Load) => number): number =>
    found.map(of).toSorted((a, b) => a - b)[Math.floor(found.length / 2)]!;
  return {
    rps: (found.length * Math.ceil(rate)) / took,
    p50: median(({ p50 }) => p50),
    p99: median(({ p99 }) => p99),
  };
}

async function mixed(world: BenchWorld, server: Server, count: number, rate?: number): Promise<Load> {
  const writes = writesOf(world, server, Math.round(count * WRITES));
  const looks = looksOf(world, count - writes.length);
  const calls = [...writes, ...looks].map((call, nth) => ({ call, at: (nth * 7919) % 10_007 }));
  return load(
    server,
    CLIENTS,
    calls.toSorted((a, b) => a.at - b.at).map(({ call }) => call),
    rate,
  );
}

function looksOf(world: BenchWorld, count: number): Call[] {
  const of = (part: number): number => Math.floor(count * part);
  const rest = count - of(0.2) * 2 - of(0.05);
  return [
    ...readings(world, dayPath(world), rest),
    ...readings(world, '/me', of(0.2)),
    ...readings(world, '/trainings', of(0.2)),
    ...staffReadings(world, carePath(world), of(0.05)),
  ];
}

/** As much is cancelled as is booked, so that the house does not fill up. */
function writesOf(world: BenchWorld, server: Server, count: number): Call[] {
  const next = (
    name: string,
    most: number,
    make: (world: BenchWorld, from: number, count: number) => Call[],
  ): Call[] => {
    const from = server.sent.get(name) ?? 0;
    server.sent.set(name, from + most);
    return make(world, from, most);
  };
  const third = Math.floor(count / 3);
  const cancelled = cancellations(server.booked.splice(0, third));
  const cared = next('care', Math.min(1, third), bookingsWithChildren);
  const enrolled = next('enrol', Math.min(1, third), enrolments);
  const booked = next('book', count - cancelled.length - cared.length - enrolled.length, bookings);
  return [...cancelled, ...cared, ...enrolled, ...booked];
}

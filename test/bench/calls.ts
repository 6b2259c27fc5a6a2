import { addDays, clockText } from '../../src/platform/time.js';
import type { Call } from './load.js';
import type { Booked } from './servers.js';
import { MEMBERS, RESOURCES, type BenchWorld } from './world.js';

const cookieOf = (world: BenchWorld, nth: number): string => world.cookies[nth % MEMBERS]!;

export function readings(world: BenchWorld, path: string, count: number): Call[] {
  return Array.from({ length: count }, (_, nth) => ({ method: 'GET', path, cookie: cookieOf(world, nth) }));
}

/** Bookings of half an hour, none of which is in the way of another; `from` tells those of one run from the next. */
export function bookings(world: BenchWorld, from: number, count: number): Call[] {
  return Array.from({ length: count }, (_, index) => {
    const nth = from + index;
    const [resource, step] = [(nth % RESOURCES) + 1, Math.floor(nth / RESOURCES)];
    const start = 540 + 30 * (step % 16);
    const date = addDays(world.day, 1 + Math.floor(step / 16));
    const body = new URLSearchParams({
      date,
      start: clockText(start),
      end: clockText(start + 30),
      resourceIds: String(resource),
    });
    return { method: 'POST', path: '/bookings', cookie: cookieOf(world, nth), body: body.toString() };
  });
}

/** Cancels what was booked. */
export function cancellations(booked: readonly Booked[]): Call[] {
  return booked.map(({ location, call }) => ({
    method: 'POST',
    path: `${location}/cancellation`,
    cookie: call.cookie,
    body: '',
  }));
}

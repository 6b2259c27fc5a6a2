import { addDays, clockText } from '../../src/platform/time.js';
import type { Call } from './load.js';
import type { Booked } from './servers.js';
import { MEMBERS, RESOURCES } from './world-base.js';
import type { BenchWorld } from './world.js';

const cookieOf = (world: BenchWorld, nth: number): string => world.cookies[nth % MEMBERS]!;

export const dayPath = (world: BenchWorld): string => `/bookings?date=${world.day}`;
export const carePath = (world: BenchWorld): string => `/care?date=${world.today}`;
export const COUNT_PATH = '/manage/trainings/count';
export const reportPath = (world: BenchWorld, form: '' | '.pdf' | '.xlsx'): string =>
  `/reports/${world.report!.month}${form}`;

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

/** A page as somebody of the staff opens it. */
export function staffReadings(world: BenchWorld, path: string, count: number): Call[] {
  return Array.from({ length: count }, () => ({ method: 'GET', path, cookie: world.staffCookie }));
}

/** An hour at a desk, with both children in childcare: some on each of the days ahead, as it is in a small house. */
export function bookingsWithChildren(world: BenchWorld, from: number, count: number): Call[] {
  const { from: first, days } = world.care!;
  return Array.from({ length: count }, (_, index) => {
    const nth = from + index;
    const [place, mother] = [Math.floor(nth / days), (nth % MEMBERS) + 1];
    const start = 540 + 60 * (place % 8);
    const body = new URLSearchParams({
      date: addDays(first, nth % days),
      start: clockText(start),
      end: clockText(start + 60),
      resourceIds: String((Math.floor(place / 8) % RESOURCES) + 1),
    });
    for (const child of [2 * mother - 1, 2 * mother]) body.append('childIds', String(child));
    return { method: 'POST', path: '/bookings', cookie: cookieOf(world, nth), body: body.toString() };
  });
}

/** Each member in one session after the other, all members spread over all sessions. */
export function enrolments(world: BenchWorld, from: number, count: number): Call[] {
  const { ahead } = world.trainings!;
  return Array.from({ length: count }, (_, index) => {
    const nth = from + index;
    const { courseId, sessionId } = ahead[(Math.floor(nth / MEMBERS) + (nth % MEMBERS)) % ahead.length]!;
    const body = new URLSearchParams({ sessionId: String(sessionId) }).toString();
    return { method: 'POST', path: `/trainings/${courseId}/enrolments`, cookie: cookieOf(world, nth), body };
  });
}

/** Says of one after the other that she is there, in all sessions of today; then that she came late, and so on. */
export function taps(world: BenchWorld, from: number, count: number): Call[] {
  const { rolls } = world.trainings!;
  return Array.from({ length: count }, (_, index) => {
    const nth = from + index;
    const { sessionId, userIds } = rolls[nth % rolls.length]!;
    const turn = Math.floor(nth / rolls.length);
    const round = Math.floor(turn / userIds.length);
    const statuses = round % 2 === 0 ? ['present', 'late'] : ['late', 'present'];
    const body = new URLSearchParams({
      who: `member:${userIds[turn % userIds.length]}`,
      status: statuses[0]!,
      from: round === 0 ? 'none' : statuses[1]!,
      key: `bench-tap-${nth}`,
    }).toString();
    return { method: 'POST', path: `/sessions/${sessionId}/attendance`, cookie: world.staffCookie, body };
  });
}

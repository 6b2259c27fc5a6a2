import { type DateText, type Minute, momentAt } from '../../src/platform/time.js';

export const RESOURCES = 60;
export const MEMBERS = 300;
/** Somebody of the staff: manager, and on duty in childcare. */
export const STAFF = MEMBERS + 1;

/** better-sqlite3 binds numbers as floating point, which divides otherwise. */
export function integers<K extends string>(values: Record<K, number>): Record<K, bigint> {
  return Object.fromEntries(Object.entries<number>(values).map(([name, value]) => [name, BigInt(value)])) as never;
}

/** A moment as SQLite keeps it. */
export function stored(date: DateText, minute: Minute): string {
  return momentAt(date, minute).toString({ smallestUnit: 'millisecond' }).replace('T', ' ').replace('Z', '');
}

import type { Wanted } from './booking.policy.js';

/** The same resources for the same stretch? */
export function isSame(a: Wanted, b: Wanted): boolean {
  const ids = (wanted: Wanted): string => wanted.resourceIds.toSorted((x, y) => x - y).join();
  return a.date === b.date && a.start === b.start && a.end === b.end && ids(a) === ids(b);
}

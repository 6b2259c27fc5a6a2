import type { Minute } from '../platform/time.js';
import type { Stretch } from './venue-rules.js';

/** Sorted, without overlaps; stretches that touch become one. */
export function merge(stretches: readonly Stretch[]): Stretch[] {
  const merged: Stretch[] = [];
  for (const { start, end } of stretches.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else if (start < end) merged.push({ start, end });
  }
  return merged;
}

/** What is left of `from` where none of `holes` is; sorted. */
export function subtract(from: readonly Stretch[], holes: readonly Stretch[]): Stretch[] {
  let left = merge(from);
  for (const hole of holes) {
    left = left.flatMap((piece) =>
      [
        { start: piece.start, end: Math.min(piece.end, hole.start) },
        { start: Math.max(piece.start, hole.end), end: piece.end },
      ].filter(({ start, end }) => start < end),
    );
    if (left.length === 0) break;
  }
  return merge(left);
}

/** Is all of the stretch within one of those? */
export function within(stretch: Stretch, those: readonly Stretch[]): boolean {
  return those.some(({ start, end }) => start <= stretch.start && stretch.end <= end);
}

/** Minutes between two stretches of the same day; 0 where they touch or overlap. */
export function distance(a: Stretch, b: Stretch): Minute {
  return Math.max(0, a.start - b.end, b.start - a.end);
}

/**
 * The stretches of the given length that start on the grid and lie within free time, those nearest to `wanted` first
 * (by how far the start moves; earlier before later).
 */
export function nearestFree(wanted: Stretch, free: readonly Stretch[], grid: Minute, most: number): Stretch[] {
  const length = wanted.end - wanted.start;
  const found: Stretch[] = [];
  for (const piece of free) {
    for (let start = Math.ceil(piece.start / grid) * grid; start + length <= piece.end; start += grid) {
      found.push({ start, end: start + length });
    }
  }
  const away = (stretch: Stretch): number => Math.abs(stretch.start - wanted.start);
  return found.toSorted((a, b) => away(a) - away(b) || a.start - b.start).slice(0, most);
}

import type { Minute } from '../../platform/time.js';
import type { Stretch } from '../../venues/venue-rules.js';

/**
 * What a stretch of a row is to the person who looks. `taken` says no more than that; `buffer` is kept free to make
 * ready; `own` and `other` are laid over it
 * for those who may know whose it is; `wanted` is the part of a free stretch that was asked for.
 */
export type RunState = 'free' | 'wanted' | 'taken' | 'buffer' | 'closed' | 'past' | 'own' | 'other';

export interface Run extends Stretch {
  state: RunState;
  /** Why it is closed, in the words of the place; none: outside the opening hours. */
  reason?: string;
  /** Whose it is. */
  booking?: { id: number; memberName: string };
}

/** Lays runs over others, the later over the earlier; all that lies outside of the others is cut off. */
export function paint(runs: readonly Run[], over: readonly Run[]): Run[] {
  const [from, to] = [runs[0]!.start, runs.at(-1)!.end];
  const layers = [...runs, ...over];
  const boundaries = new Set(layers.flatMap(({ start, end }) => [start, end]));
  const marks = [...boundaries].filter((mark) => from <= mark && mark <= to).toSorted((a, b) => a - b);
  const top = (minute: Minute): Run => layers.findLast(({ start, end }) => start <= minute && minute < end)!;
  return join(marks.slice(0, -1).map((start, index) => ({ ...top(start), start, end: marks[index + 1]! })));
}

/** The part that lies within the extent; none where nothing does. */
export function clip<T extends Stretch>(stretch: T, extent: Stretch): T | undefined {
  const [start, end] = [Math.max(stretch.start, extent.start), Math.min(stretch.end, extent.end)];
  return start < end ? { ...stretch, start, end } : undefined;
}

/** The part that starts and ends on the grid, which is counted from midnight. */
export function onGrid(stretch: Stretch, grid: Minute): Stretch | undefined {
  const [start, end] = [Math.ceil(stretch.start / grid) * grid, Math.floor(stretch.end / grid) * grid];
  return start < end ? { start, end } : undefined;
}

/** Neighbours that say the same become one. */
function join(runs: readonly Run[]): Run[] {
  const joined: Run[] = [];
  for (const run of runs) {
    const last = joined.at(-1);
    const same = last && last.state === run.state && last.reason === run.reason && last.booking?.id === run.booking?.id;
    if (same) joined[joined.length - 1] = { ...last, end: run.end };
    else joined.push(run);
  }
  return joined;
}

import type { Minute } from '../platform/time.js';
import { nearestFree, subtract, within } from '../venues/stretches.policy.js';
import type { DayResource } from '../venues/venue-day.policy.js';
import type { Stretch } from '../venues/venue-rules.js';

/** What could be had in place of what is taken. */
export interface Alternative extends Stretch {
  resourceIds: number[];
}

interface Asked extends Stretch {
  resourceIds: readonly number[];
}

/** So many of each sort. */
const MOST = 3;

/**
 * The nearest that is free on the same day: other things of the same kinds for the same stretch, then the same things
 * earlier or later, then, where that gives nothing, other things of the same kinds earlier or later. What is free of the
 * things wanted is kept.
 * @param offered those that this person may book, free from now on only.
 */
export function alternativesTo(asked: Asked, offered: readonly DayResource[], grid: Minute): Alternative[] {
  const wanted = asked.resourceIds.flatMap((id) => offered.filter((one) => one.id === id));
  if (wanted.length === 0 || wanted.length < asked.resourceIds.length || asked.end <= asked.start) return [];
  const found = [...sameTime(asked, wanted, offered), ...sameThings(asked, wanted, grid)];
  return found.length > 0 ? found : anyOfTheKind(asked, wanted, offered, grid);
}

function sameTime(asked: Asked, wanted: readonly DayResource[], offered: readonly DayResource[]): Alternative[] {
  const sets: Alternative[] = [];
  let left = offered;
  for (let set = replaced(asked, wanted, left); set && sets.length < MOST; set = replaced(asked, wanted, left)) {
    sets.push({ start: asked.start, end: asked.end, resourceIds: set });
    const used = set;
    left = left.filter(({ id }) => !used.includes(id) || asked.resourceIds.includes(id));
  }
  return sets;
}

/** Each thing itself where it is free, else another of its kind; nothing where there is none. */
function replaced(
  stretch: Stretch,
  wanted: readonly DayResource[],
  offered: readonly DayResource[],
): number[] | undefined {
  const isFree = (one: DayResource): boolean => within(stretch, one.free);
  if (wanted.every(isFree)) return undefined;
  const set: number[] = [];
  const own = new Set(wanted.map(({ id }) => id));
  for (const thing of wanted) {
    const other = (one: DayResource): boolean =>
      one.kind === thing.kind && isFree(one) && !own.has(one.id) && !set.includes(one.id);
    const taken = isFree(thing) ? thing : offered.find(other);
    if (!taken) return undefined;
    set.push(taken.id);
  }
  return set;
}

function sameThings(asked: Asked, wanted: readonly DayResource[], grid: Minute): Alternative[] {
  const free = wanted.map((one) => one.free).reduce(common);
  return nearestFree(asked, free, grid, MOST).map((stretch) => ({ ...stretch, resourceIds: [...asked.resourceIds] }));
}

function anyOfTheKind(
  asked: Asked,
  wanted: readonly DayResource[],
  offered: readonly DayResource[],
  grid: Minute,
): Alternative[] {
  const all = nearestFree(asked, [{ start: 0, end: 1440 }], grid, Infinity);
  const found: Alternative[] = [];
  for (const stretch of all) {
    const set = replaced(stretch, wanted, offered);
    if (set) found.push({ ...stretch, resourceIds: set });
    if (found.length === MOST) break;
  }
  return found;
}

function common(a: readonly Stretch[], b: readonly Stretch[]): Stretch[] {
  return subtract(a, subtract([{ start: 0, end: 1440 }], b));
}

import { groupBy } from '../../platform/group-by.js';
import type { Nested } from '../nesting.policy.js';

/** A thing with how deep it stands: 0 for what stands in nothing. */
export type InTree<T> = T & { depth: number };

/** In the order in which they stand: each followed by what is inside it. Siblings keep the order given. */
export function inTree<T extends Nested>(all: readonly T[]): InTree<T>[] {
  const known = new Set(all.map(({ id }) => id));
  const childrenOf = groupBy(all, ({ parentId }) => (parentId !== null && known.has(parentId) ? parentId : null));
  const walk = (parentId: number | null, depth: number): InTree<T>[] =>
    (childrenOf.get(parentId) ?? []).flatMap((one) => [{ ...one, depth }, ...walk(one.id, depth + 1)]);
  return walk(null, 0);
}

export type Direction = 'up' | 'down';

/** Puts one before or after the sibling beside it; at the end of the row nothing changes. */
export function moved<T extends Nested>(all: readonly T[], id: number, direction: Direction): T[] {
  const one = all.find((each) => each.id === id);
  const siblings = all.filter(({ parentId }) => parentId === one?.parentId);
  const other = siblings[siblings.findIndex((each) => each.id === id) + (direction === 'up' ? -1 : 1)];
  if (!one || !other) return [...all];
  return all.map((each) => (each === one ? other : each === other ? one : each));
}

/** For a list to choose from: names indented as deep as they stand. */
export function placesToChoose<T extends Nested & { name: string }>(
  all: readonly T[],
): { id: number; label: string }[] {
  return inTree(all).map(({ id, name, depth }) => ({ id, label: '　'.repeat(depth) + name }));
}

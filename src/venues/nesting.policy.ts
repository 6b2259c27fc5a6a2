/** A thing that may stand inside another: a desk in a room, a PC on a desk. */
export interface Nested {
  id: number;
  parentId: number | null;
}

/** Everything inside, at any depth, without the thing itself. */
export function insideOf<T extends Nested>(id: number, all: readonly T[]): T[] {
  const children = all.filter(({ parentId }) => parentId === id);
  return children.flatMap((child) => [child, ...insideOf(child.id, all)]);
}

/** What it stands in, from the nearest outwards. */
export function around<T extends Nested>(thing: Nested, all: readonly T[]): T[] {
  const parent = all.find(({ id }) => id === thing.parentId);
  return parent ? [parent, ...around(parent, all)] : [];
}

/** Would it make a circle, to put `id` into `parentId`? */
export function wouldCircle(id: number, parentId: number, all: readonly Nested[]): boolean {
  return id === parentId || insideOf(id, all).some((inside) => inside.id === parentId);
}

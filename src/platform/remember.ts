/** What people send may be in a key, and may be large: longer ones are not kept. */
const LONGEST_KEY = 1000;

/**
 * Remembers what was made for a key, and makes it once. Beyond `most` it forgets the oldest; for things that never change
 * for their key.
 * @param longest letters of a key that is kept
 */
export function remember<T>(most: number, longest = LONGEST_KEY): (key: string, make: () => T) => T {
  const made = new Map<string, T>();
  return (key, make) => {
    if (key.length > longest) return make();
    const known = made.get(key);
    if (known !== undefined) return known;
    const fresh = make();
    if (made.size >= most) made.delete(made.keys().next().value!);
    made.set(key, fresh);
    return fresh;
  };
}

/**
 * Remembers one thing for a key, as long as its stamp is the same: with another stamp it is made anew and takes the place of
 * the old. Beyond `most` keys it forgets the oldest.
 */
export function rememberWhile<T>(most: number): (key: string, stamp: string, make: () => Promise<T>) => Promise<T> {
  const made = new Map<string, { stamp: string; value: T }>();
  return async (key, stamp, make) => {
    const known = made.get(key);
    if (known?.stamp === stamp) return known.value;
    const value = await make();
    if (made.size >= most && !made.has(key)) made.delete(made.keys().next().value!);
    made.set(key, { stamp, value });
    return value;
  };
}

/** Remembers what was made of a thing, once for each key, as long as the thing itself is there. For things that never change. */
export function rememberOf<K extends object, T>(): (thing: K, key: string, make: () => T) => T {
  const made = new WeakMap<K, Map<string, T>>();
  return (thing, key, make) => {
    const of = made.get(thing) ?? new Map<string, T>();
    if (of.size === 0) made.set(thing, of);
    if (!of.has(key)) of.set(key, make());
    return of.get(key)!;
  };
}

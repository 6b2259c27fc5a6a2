/**
 * Remembers what was made for a key, and makes it once. Beyond `most` it forgets the oldest; for things that never change
 * for their key.
 */
export function remember<T>(most: number): (key: string, make: () => T) => T {
  const made = new Map<string, T>();
  return (key, make) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const fresh = make();
    if (made.size >= most) made.delete(made.keys().next().value!);
    made.set(key, fresh);
    return fresh;
  };
}

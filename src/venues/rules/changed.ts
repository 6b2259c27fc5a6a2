/** What became different, and how it was: for the audit trail. */
export function changed<T extends object>(before: T, after: Partial<T>): { before: Partial<T>; after: Partial<T> } {
  const keys = (Object.keys(after) as (keyof T)[]).filter(
    (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  );
  const only = (of: Partial<T>): Partial<T> => Object.fromEntries(keys.map((key) => [key, of[key]])) as Partial<T>;
  return { before: only(before), after: only(after) };
}

/** So many lines stand on one page; a longer roll comes in parts. A line on which something can be put right is longer. */
const MOST = { tapped: 60, corrected: 30 };
const PER_PART = 30;

export interface RollPart<T> {
  number: number;
  people: readonly T[];
}

/** A roll in parts, in its order; one part, where it fits. */
export function partsOf<T>(people: readonly T[], kind: keyof typeof MOST): RollPart<T>[] {
  const size = people.length <= MOST[kind] ? Math.max(1, people.length) : PER_PART;
  const count = Math.max(1, Math.ceil(people.length / size));
  return Array.from({ length: count }, (_, at) => {
    return { number: at + 1, people: people.slice(at * size, (at + 1) * size) };
  });
}

/** From whom to whom: the family names, as they are read. */
export function spanOf(people: readonly { name: string; kana: string | null }[]): string {
  const [first, last] = [people.at(0), people.at(-1)].map((one) => (one?.kana ?? one?.name ?? '').split(/\s/u)[0]!);
  return first === last ? first! : `${first}–${last}`;
}

import type { DateText } from '../../platform/time.js';

/** What a programme has for its period. */
export interface Holding {
  title: string;
  from: DateText;
  to: DateText;
  venueIds: readonly number[];
  courseIds: readonly number[];
}

export interface Clash {
  field: 'venueIds' | 'courseIds';
  /** Of the venue or course. */
  id: number;
  /** The programme that has it. */
  holder: string;
}

/** On no day does a venue or a course belong to two programmes: each figure is counted for one contract. */
export function clashesOf(wish: Holding, others: readonly Holding[]): Clash[] {
  return others
    .filter(({ from, to }) => from <= wish.to && wish.from <= to)
    .flatMap((other) =>
      (['venueIds', 'courseIds'] as const).flatMap((field) =>
        wish[field].filter((id) => other[field].includes(id)).map((id) => ({ field, id, holder: other.title })),
      ),
    );
}

import { z } from 'zod';
import { type Moment, minuteOf, momentAt } from '../../platform/time.js';
import { searchDay, searchWords } from '../../platform/web/search-fields.js';

const time = (otherwise: string) =>
  z
    .string()
    .refine((text) => minuteOf(text) !== undefined)
    .catch(otherwise);

export const breachQuery = z.object({
  /** Number or e-mail address. */
  account: searchWords(254),
  from: searchDay,
  fromTime: time('00:00'),
  to: searchDay,
  toTime: time('23:59'),
});
export type BreachQuery = z.infer<typeof breachQuery>;

/** The last minute is taken whole. Nothing: not all was said, or the end stands before the beginning. */
export function spanOf({ from, fromTime, to, toTime }: BreachQuery): { from: Moment; to: Moment } | undefined {
  if (!from || !to) return undefined;
  const [start, end] = [
    momentAt(from, minuteOf(fromTime)!),
    momentAt(to, minuteOf(toTime)!).add({ milliseconds: 59_999 }),
  ];
  return start.epochMilliseconds < end.epochMilliseconds ? { from: start, to: end } : undefined;
}

import { isDate, minuteOf, clockText, type DateText } from '../../platform/time.js';
import type { Stretch } from '../../venues/venue-rules.js';

/** What is had on a date in place of what the series asks for. */
export interface Moved extends Stretch {
  resourceIds: number[];
}

const SHAPE = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2})-(\d{2}:\d{2}) (\d{1,9}(?:\.\d{1,9}){0,9})$/;

/** `2026-12-01 10:00-12:00 3.4`: how the choice stands in a form. */
export function movedText(occurrence: DateText, { start, end, resourceIds }: Readonly<Moved>): string {
  return `${occurrence} ${clockText(start)}-${clockText(end)} ${resourceIds.join('.')}`;
}

/** By date of the rule; what is no such choice is left out. */
export function movedOf(texts: readonly string[]): Map<DateText, Moved> {
  return new Map(
    texts.flatMap((text): [DateText, Moved][] => {
      const [, date, from, to, ids] = SHAPE.exec(text) ?? [];
      if (!date || !isDate(date)) return [];
      const [start, end] = [minuteOf(from!), minuteOf(to!)];
      if (start === undefined || end === undefined) return [];
      return [[date, { start, end, resourceIds: [...new Set(ids!.split('.').map(Number))] }]];
    }),
  );
}

import { groupBy } from '../group-by.js';
import type { DateText } from '../time.js';

/** Something, such as a venue, on its days; both taken. */
export interface Span {
  id: number;
  from: DateText;
  to: DateText;
}

/** Several things on the same days; both taken. */
export interface Part {
  ids: readonly number[];
  from: DateText;
  to: DateText;
}

/** What of these spans lies in a stretch of days: as few parts as there are different days. */
export function partsOf(spans: readonly Span[], from: DateText, to: DateText): Part[] {
  const cut = spans.map((span) => ({
    id: span.id,
    from: span.from > from ? span.from : from,
    to: span.to < to ? span.to : to,
  }));
  const left = groupBy(
    cut.filter((span) => span.from <= span.to),
    (span) => `${span.from} ${span.to}`,
  );
  return [...left.values()].map((of) => ({ ids: of.map(({ id }) => id), from: of[0]!.from, to: of[0]!.to }));
}

export function isWithin(spans: readonly Span[], id: number, date: DateText): boolean {
  return spans.some((span) => span.id === id && span.from <= date && date <= span.to);
}

/** A condition on rows for a query builder: that they belong to one of these parts. */
export function inParts(
  parts: readonly Part[],
  columns: { id: string; date: string },
): [condition: string, parameters: Record<string, unknown>] {
  const filled = parts.filter(({ ids }) => ids.length > 0);
  if (filled.length === 0) return ['1 = 0', {}];
  const any = filled.map(
    (_, at) => `(${columns.id} IN (:...ids${at}) AND ${columns.date} >= :from${at} AND ${columns.date} <= :to${at})`,
  );
  const parameters = filled.flatMap(({ ids, from, to }, at) => [
    [`ids${at}`, ids],
    [`from${at}`, from],
    [`to${at}`, to],
  ]);
  return [`(${any.join(' OR ')})`, Object.fromEntries(parameters) as Record<string, unknown>];
}

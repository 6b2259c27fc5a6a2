import { paths } from '../../platform/paths.js';
import { beforeText } from '../../platform/web/search-fields.js';
import { type LookRow, PAGE_ROWS, type ReadingsQuery } from './reading-trail.js';

export function readingsView(query: ReadingsQuery, rows: readonly LookRow[]): object {
  const { before, ...filter } = query;
  const shown = rows.slice(0, PAGE_ROWS);
  const last = rows.length > shown.length ? shown.at(-1) : undefined;
  return {
    title: 'readings:title',
    query,
    narrowed: Boolean(query.guardian || query.child || query.from || query.to),
    rows: shown.map(({ at, readerId, reader, what, children, childId }) => ({
      at,
      reader,
      readerHref: paths.childReadings({ reader: readerId }),
      what: `readings:what.${what}`,
      children: children > 1 ? children : undefined,
      childId,
      childHref: paths.childReadings({ child: childId }),
    })),
    next: last && paths.childReadings({ ...filter, before: beforeText(last.at, last.readerId) }),
    first: before && paths.childReadings(filter),
  };
}

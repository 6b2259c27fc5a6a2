import { folded } from '../../accounts/search-text.js';
import { paths } from '../../platform/paths.js';
import type { ListQuery } from './fee-forms.js';
import { monthPager, totalFacts } from './fee-month.view.js';
import type { MonthList, MonthRow } from './fee-pages.js';

const PAGE_ROWS = 25;

/** Who owes what in a month: the totals of all, and one page of those who were searched for. */
export function feeList({ month, venues, venue, rows, totals }: MonthList, { q, page: wanted }: ListQuery): object {
  const venueId = venue?.id;
  const found = openFirst(rows.filter(({ person }) => isFound(person, q)));
  const last = Math.max(1, Math.ceil(found.length / PAGE_ROWS));
  const page = Math.min(wanted, last);
  const before = (page - 1) * PAGE_ROWS;
  const shown = found.slice(before, before + PAGE_ROWS);
  const pageAt = (at: number): string =>
    paths.manageFees({ month, venueId, q: q || undefined, page: at > 1 ? at : undefined });
  return {
    title: { key: 'fees:list.title', month: `${month}-01` },
    month,
    venues: venues.length > 1 && venues.map(({ id, name }) => ({ id, name })),
    venueId,
    q,
    anyPriced: venues.some(({ fees }) => fees && !fees.free),
    pager: monthPager(month, (one) => paths.manageFees({ month: one, venueId })),
    csv: paths.manageFeesCsv({ month, venueId }),
    facts: totalFacts(totals),
    isEmpty: rows.length === 0,
    rows: shown.map((row) => ({ ...row, href: paths.memberFees(row.person.id, { month, venueId }) })),
    previous: page > 1 ? pageAt(page - 1) : undefined,
    next: page < last ? pageAt(page + 1) : undefined,
    place: { key: 'fees:list.place', from: before + 1, to: before + shown.length, of: found.length },
  };
}

function isFound({ name, kana }: MonthRow['person'], q: string): boolean {
  const words = folded(q);
  return words === '' || folded(name).includes(words) || folded(kana).includes(words);
}

/** Whoever has something open first; otherwise as they stand, by kana. */
function openFirst(rows: readonly MonthRow[]): MonthRow[] {
  return rows.toSorted((a, b) => Number(b.open !== 0) - Number(a.open !== 0));
}

import { groupBy } from '../../platform/group-by.js';
import { paths } from '../../platform/paths.js';
import { refusalPhrase, type Phrase } from '../../platform/views/phrase.js';
import type { Refused } from '../../platform/errors.js';
import type { ShownBooking } from '../booking.view.js';
import type { RequestRow } from './requests.query.js';

/** One thing to answer: a request, or those of a series together. */
interface Asked extends RequestRow {
  href: string;
  /** How many dates of a series wait; none: it is no series. */
  total?: number;
}

export function requestsPage(rows: readonly RequestRow[]): object {
  const groups = groupBy(rows, ({ id, seriesId }) => (seriesId === null ? `one ${id}` : `all ${seriesId}`));
  return {
    title: 'approval:requests.title',
    requests: [...groups.values()].map((of): Asked => ({
      ...of[0]!,
      href: paths.request(of[0]!.id),
      total: of.length > 1 ? of.length : undefined,
    })),
  };
}

interface Facts {
  booking: ShownBooking;
  /** Why it cannot be answered any more. */
  refused: Refused | undefined;
  /** Of its series, itself among them. */
  open: readonly RequestRow[];
}

export function requestPage({ booking, refused, open }: Facts): object {
  const closed: Phrase | undefined = refused && refusalPhrase(refused.code, refused.params);
  const dates = open.toSorted((a, b) => a.date.localeCompare(b.date) || a.start - b.start);
  return {
    title: { key: 'approval:request.title', date: booking.date },
    booking,
    closed,
    series: dates.length > 1 ? { total: dates.length, dates } : undefined,
  };
}

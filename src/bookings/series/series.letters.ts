import { type Letter, verbatim } from '../../platform/mail/letter.js';
import { paths } from '../../platform/paths.js';
import type { Decision } from '../booking.entity.js';
import type { Slot } from '../../platform/time.js';
import { careWords } from '../phrases.js';
import type { Phrase } from '../../platform/views/phrase.js';

export type SeriesNews = 'booked' | 'changed' | 'cancelled' | 'requested' | Decision;

/** Those that are told otherwise where the staff did it. */
const BY_STAFF = new Set<SeriesNews>(['booked', 'changed', 'cancelled']);

/** What a letter about many bookings at once tells: name, place and times alone. */
export interface SeriesTold {
  id: number;
  venue: { name: string; address: string };
  /** In their order; at least one. */
  slots: readonly (Slot & { names: readonly string[]; careCount?: number })[];
  /** What they come to in all, in yen, tax included; none: nothing that has a price. */
  total?: number;
  /** Why, where the staff did it. */
  reason?: string;
}

/** One letter for all the dates. Where they hold the same, it is said once. @param byStaff not the member herself */
export function seriesLetter(news: SeriesNews, byStaff: boolean, told: SeriesTold): Letter {
  const { id, venue, slots, total, reason } = told;
  const kind = byStaff && BY_STAFF.has(news) ? `${news}_by_staff` : news;
  const words = `series:letters.${kind}`;
  const fact = (name: string, value: Phrase): { label: Phrase; value: Phrase } => ({
    label: `bookings:letters.${name}`,
    value,
  });
  const names = (of: readonly string[], others: readonly Phrase[] = []): Phrase => ({
    key: 'bookings:list',
    names: [...of.map(verbatim), ...others],
  });
  const first = slots[0]!;
  const heldOn = (slot: (typeof slots)[number]): string => [slot.names.join(), slot.careCount ?? 0].join(' ');
  const isSame = slots.every((slot) => heldOn(slot) === heldOn(first));
  return {
    name: `series.${kind}`,
    subject: { key: `${words}.subject`, date: first.date, total: slots.length },
    paragraphs: [{ key: `${words}.body`, total: slots.length }],
    facts: [
      fact('where', { key: 'bookings:letters.where_value', ...venue }),
      ...(isSame
        ? [fact('what', names(first.names)), ...careWords(first.careCount).map((count) => fact('care', count))]
        : []),
      ...(total === undefined
        ? []
        : [fact(news === 'requested' ? 'fee_if_approved' : 'fee', { key: 'series:letters.in_all', amount: total })]),
      ...(reason ? [fact('reason', verbatim(reason))] : []),
      ...slots.map(({ date, start, end, names: of, careCount }) => ({
        label: { key: 'series:date', date },
        value: isSame
          ? { key: 'bookings:stretch', start, end }
          : { key: 'series:letters.slot', start, end, what: names(of, careWords(careCount)) },
      })),
    ],
    action: { label: 'series:letters.look', path: paths.series(id) },
  };
}

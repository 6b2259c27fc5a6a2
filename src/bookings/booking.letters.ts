import { type Letter, verbatim } from '../platform/mail/letter.js';
import { paths } from '../platform/paths.js';
import type { Moment, Slot } from '../platform/time.js';
import type { Phrase } from '../platform/views/phrase.js';
import type { Decision } from './booking.entity.js';
import type { Fee } from './fees/fee.policy.js';
import { careWords } from './phrases.js';
import { feePhrase } from './fees/fee-phrases.js';

/**
 * `requested`: it waits for approval; then it is `approved`, `refused`, or has `lapsed` unanswered. `closed`: cancelled because the place shuts or its
 * rules change; `no_show`: nobody came.
 */
export type BookingNews = 'booked' | 'changed' | 'cancelled' | 'closed' | 'no_show' | 'requested' | Decision;

/** Those that are told otherwise where the staff did it. */
const BY_STAFF = new Set<BookingNews>(['booked', 'changed', 'cancelled']);
/** There is nothing to come to any more. */
const ENDS = new Set<BookingNews>(['cancelled', 'closed', 'no_show', 'refused', 'lapsed']);

/** What a letter about a booking tells. The purpose stays in the house: mails say name, place and time alone. */
export interface BookingTold extends Slot {
  id: number;
  venue: { name: string; address: string };
  resources: readonly string[];
  /** What it costs; none: nothing that has a price. */
  fee?: Fee | null;
  /** Until when a request is answered; none: it is no request. */
  lapsesAt?: Moment | null;
  /** So many children are looked after meanwhile; never who. */
  careCount?: number;
  /** Until when the member can change or cancel, in words. Not in a cancellation. */
  mendable?: Phrase;
  /** Signed code for checking in; none where there is nothing to come to. */
  checkInCode?: string;
  /** Why, where the staff did it. */
  reason?: string;
}

/** @param byStaff the staff did it, not the member herself. */
export function bookingLetter(news: BookingNews, byStaff: boolean, told: BookingTold): Letter {
  const kind = byStaff && BY_STAFF.has(news) ? `${news}_by_staff` : news;
  const words = `bookings:letters.${kind}`;
  const { date, start, end } = told;
  const fact = (name: string, value: Phrase): { label: Phrase; value: Phrase } => ({
    label: `bookings:letters.${name}`,
    value,
  });
  return {
    name: `bookings.${kind}`,
    subject: { key: `${words}.subject`, date, start },
    paragraphs: [`${words}.body`],
    facts: [
      fact('when', { key: 'bookings:letters.when_value', date, start, end }),
      fact('where', { key: 'bookings:letters.where_value', ...told.venue }),
      fact('what', { key: 'bookings:list', names: told.resources.map(verbatim) }),
      ...careWords(told.careCount).map((children) => fact('care', children)),
      ...(told.fee ? [fact(news === 'requested' ? 'fee_if_approved' : 'fee', feePhrase(told.fee))] : []),
      ...(told.lapsesAt ? [fact('answer_by', { key: 'bookings:moment', at: told.lapsesAt })] : []),
      ...(told.reason ? [fact('reason', verbatim(told.reason))] : []),
    ],
    action: ENDS.has(news)
      ? { label: 'bookings:letters.book_again', path: paths.day(date) }
      : { label: 'bookings:letters.look', path: paths.booking(told.id) },
    links: told.checkInCode
      ? [{ label: 'bookings:letters.check_in', path: paths.checkIn(told.checkInCode) }]
      : undefined,
    closing: told.mendable ? [told.mendable] : undefined,
  };
}

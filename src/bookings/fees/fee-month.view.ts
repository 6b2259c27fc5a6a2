import { groupBy } from '../../platform/group-by.js';
import { paths } from '../../platform/paths.js';
import { addDays, addMonths } from '../../platform/time.js';
import type { Phrase } from '../../platform/views/phrase.js';
import type { Venue } from '../../venues/venue.entity.js';
import { feeReasons } from './fee-phrases.js';
import { type Item, markOf, openOf, type Totals, totalsOf } from './items.policy.js';
import type { PaymentRow } from './items.query.js';
import type { ItemAbout } from './payment.entity.js';

interface LineView {
  what: Phrase;
  names: string[];
  why?: Phrase;
  due: number;
  status: { label: Phrase; kind?: string };
  /** Its own page. */
  href?: string;
  /** To be sent when it is paid; none: nothing is open. */
  mark?: string;
}

interface PaymentView {
  href: string;
  what: Phrase;
  state: { label: Phrase; kind?: string };
}

export interface VenueMonth {
  venue: { id: number; name: string };
  lines: LineView[];
  facts: { term: Phrase; value: Phrase }[];
  /** Something can be paid, or given back. */
  open: boolean;
  payments: PaymentView[];
}

/** A member's list of a month, venue by venue; venues with nothing on it are left out. */
export function venueMonths(
  venues: readonly Pick<Venue, 'id' | 'name'>[],
  items: readonly Item[],
  payments: readonly PaymentRow[],
): VenueMonth[] {
  const ofVenue = groupBy(items, ({ venueId }) => venueId);
  return venues
    .map(({ id, name }) => {
      const own = ofVenue.get(id) ?? [];
      const totals = totalsOf(own);
      return {
        venue: { id, name },
        lines: own.map(lineView),
        facts: totalFacts(totals),
        open: own.some((item) => openOf(item) !== 0),
        payments: payments.filter(({ venueId }) => venueId === id).map(paymentView),
      };
    })
    .filter(({ lines, payments: paid }) => lines.length > 0 || paid.length > 0);
}

export function aboutPhrase(about: ItemAbout): Phrase {
  return 'month' in about
    ? { key: 'fees:line.plan', month: `${about.month}-01` }
    : { key: 'fees:line.booking', date: about.date, start: about.start, end: about.end };
}

export function totalFacts({ due, paid, open, tax }: Totals): { term: Phrase; value: Phrase }[] {
  const yen = (amount: number): Phrase => ({ key: 'fees:amount', amount });
  return [
    { term: 'fees:total.due', value: { key: 'fees:total.with_tax', amount: due, tax } },
    { term: 'fees:total.paid', value: yen(paid) },
    { term: open < 0 ? 'fees:total.back' : 'fees:total.open', value: yen(Math.abs(open)) },
  ];
}

/** The months before and after, for the head of a page. */
export function monthPager(month: string, at: (month: string) => string): object {
  const first = `${month}-01`;
  return { first, previous: at(addDays(first, -1).slice(0, 7)), next: at(addMonths(first, 1).slice(0, 7)) };
}

function lineView(item: Item): LineView {
  const open = openOf(item);
  return {
    what: aboutPhrase(item.about),
    names: 'names' in item.about ? item.about.names : [],
    why: whyOf(item),
    due: item.due,
    status: statusOf(item),
    href: item.kind === 'booking' ? paths.booking(item.id) : undefined,
    mark: open === 0 ? undefined : markOf(item),
  };
}

function whyOf({ status, fee }: Item): Phrase | undefined {
  if (status === 'cancelled' || status === 'no_show') return `bookings:state.${status}`;
  if (status === 'ended') return 'fees:state.ended';
  return fee && feeReasons(fee);
}

function statusOf(item: Item): LineView['status'] {
  const open = openOf(item);
  if (open === 0) return item.paid === 0 ? { label: 'fees:state.nothing' } : { label: 'fees:state.paid', kind: 'good' };
  if (item.paid === 0) return { label: 'fees:state.open', kind: 'wait' };
  return { label: { key: open < 0 ? 'fees:state.back' : 'fees:state.more', amount: Math.abs(open) }, kind: 'wait' };
}

export function paymentView({ id, paidOn, method, amount, receipt, voidedAt }: PaymentRow): PaymentView {
  const state = voidedAt
    ? { label: 'fees:state.undone', kind: 'bad' }
    : receipt
      ? { label: 'fees:state.receipted', kind: 'good' }
      : { label: 'fees:state.not_receipted' };
  return { href: paths.payment(id), what: { key: `fees:payment.${method}`, date: paidOn, amount }, state };
}

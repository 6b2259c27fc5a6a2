import { paths } from '../../platform/paths.js';
import type { Phrase } from '../../platform/views/phrase.js';
import { isOne, type Viewer } from '../../platform/web/viewer.js';
import { BOOKING_MANAGERS, DESK } from '../booking-who.policy.js';
import { aboutPhrase } from './fee-month.view.js';
import { receiptNumber, whyNoReceipt } from './receipt.policy.js';
import type { ShownPayment } from './receipts.service.js';

/** One payment: what it covers, its receipt, and what can still be done. */
export function paymentPage({ payment, lines, receipt, venue, member }: ShownPayment, viewer: Viewer): object {
  const { id, memberId, month, paidOn, method, amount, voidedAt, voidReason } = payment;
  const isDesk = isOne(viewer, DESK);
  const facts: { term: Phrase; value?: Phrase; text?: string | null }[] = [
    { term: 'fees:payment.member', text: isDesk ? member.name : undefined },
    { term: 'fees:payment.venue', text: venue.name },
    { term: 'fees:payment.paid_on', value: { key: 'fees:payment.day', date: paidOn } },
    { term: 'fees:member.method', value: `fees:method.${method}` },
    { term: 'fees:payment.amount', value: { key: 'fees:total.with_tax_in', amount } },
    { term: 'fees:payment.undone_at', value: voidedAt ? { key: 'bookings:moment', at: voidedAt } : undefined },
    { term: 'fees:payment.undo_reason', text: isDesk ? voidReason : undefined },
  ];
  return {
    title: { key: 'fees:payment.page', month: `${month}-01` },
    back: isDesk ? paths.memberFees(memberId, { month, venueId: venue.id }) : paths.ownFees({ month }),
    backLabel: isDesk
      ? { key: 'fees:member.title', name: member.name }
      : { key: 'fees:own.title', month: `${month}-01` },
    id,
    facts,
    lines: lines.map((line) => ({
      what: aboutPhrase(line.about),
      names: 'names' in line.about ? line.about.names : [],
      amount: line.amount,
    })),
    isVoid: voidedAt !== null,
    receipt: receipt && {
      number: receiptNumber(receipt),
      addressee: receipt.addressee,
      issuedOn: receipt.issuedOn,
      isVoid: receipt.voidedAt !== null,
    },
    mayIssue: !receipt && !whyNoReceipt(payment, venue.fees),
    missing: receipt ? undefined : missingIn(payment, venue, viewer),
    addressee: member.name,
    mayUndo: voidedAt === null && isOne(viewer, BOOKING_MANAGERS),
  };
}

/** What stands in the way of a receipt, for who can mend it and for who has to ask. */
function missingIn(
  payment: ShownPayment['payment'],
  { id, fees }: ShownPayment['venue'],
  viewer: Viewer,
): { says: Phrase; settings?: string } | undefined {
  const manages = isOne(viewer, BOOKING_MANAGERS);
  const settings = manages ? paths.venueFees(id) : undefined;
  const refused = whyNoReceipt(payment, fees);
  if (refused?.code === 'bookings.fee_no_issuer') {
    const who = manages ? 'manager' : isOne(viewer, DESK) ? 'desk' : 'member';
    return { says: `fees:receipt.no_issuer_${who}`, settings };
  }
  // Without a number it is a receipt all the same, but none that the tax office takes as a qualified invoice.
  const isPlain = !refused && fees!.issuer.registrationNumber === null;
  return isPlain && manages ? { says: 'fees:receipt.no_number', settings } : undefined;
}

import { conflict, type Refused } from '../../platform/errors.js';
import type { Moment } from '../../platform/time.js';
import type { VenueFees } from '../../venues/venue-rules.js';
import type { Payment } from './payment.entity.js';
import type { Receipt } from './receipt.entity.js';

/** A program for reading fetches a PDF more than once: for so long it is the same opening. */
const SAME_OPENING_MINUTES = 10;
/** From this amount without tax on, a receipt on paper for cash bears a revenue stamp (Stamp Tax Act, table 1, No. 17). */
const STAMP_FROM = 50_000;

/** `2026-00012`. */
export function receiptNumber({ fiscalYear, number }: Pick<Receipt, 'fiscalYear' | 'number'>): string {
  return `${fiscalYear}-${String(number).padStart(5, '0')}`;
}

/** Why there is no receipt for a payment. */
export function whyNoReceipt(
  { voidedAt, amount }: Pick<Payment, 'voidedAt' | 'amount'>,
  fees: VenueFees | null,
): Refused | undefined {
  if (voidedAt) return conflict('addressee', 'bookings.fee_payment_void');
  if (amount <= 0) return conflict('addressee', 'bookings.fee_nothing_received');
  if (!fees?.issuer.name) return conflict('addressee', 'bookings.fee_no_issuer');
  return undefined;
}

/** Is it printed once more? */
export function isCopy({ openedAt }: Pick<Receipt, 'openedAt'>, now: Moment): boolean {
  if (!openedAt) return false;
  return now.epochMilliseconds - openedAt.epochMilliseconds > SAME_OPENING_MINUTES * 60_000;
}

/** Does it need a revenue stamp where it is handed over on paper? @param amount yen, tax included */
export function needsStamp({
  method,
  amount,
  tax,
}: {
  method: Payment['method'];
  amount: number;
  tax: number;
}): boolean {
  return method === 'cash' && amount - tax >= STAMP_FROM;
}

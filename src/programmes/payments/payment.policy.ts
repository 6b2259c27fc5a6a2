import { conflict, invalid, type Refused } from '../../platform/errors.js';
import type { ProgrammePayment } from './payment.entity.js';

/** K19: at most twice. */
export const PARTS = [1, 2] as const;
export type Part = (typeof PARTS)[number];

/** The consumption tax on the work (DOMAIN, Money). */
export const TAX_PERCENT = 10;

type Counted = Pick<ProgrammePayment, 'part' | 'amount' | 'status'>;

export interface PaymentFacts<Payment extends Counted = Counted> {
  /** 契約金額 in yen; none: not told. */
  contract: number | null;
  /** All that were ever requested. */
  payments: readonly Payment[];
  /** What the first payment waits for, by the schedule. */
  gates: readonly { title: string; actualTo: string | null }[];
  hasBilling: boolean;
}

export type Missing =
  | { what: 'amount' }
  | { what: 'billing' }
  | { what: 'gates' }
  | { what: 'milestone'; title: string }
  | { what: 'first' };

/** What is still missing before this part may be requested. The first waits for every milestone that the contract names. */
export function missingFor(part: Part, { contract, payments, gates, hasBilling }: PaymentFacts): Missing[] {
  const missing: Missing[] = [];
  if (contract === null) missing.push({ what: 'amount' });
  if (!hasBilling) missing.push({ what: 'billing' });
  if (part === 1 && gates.length === 0) missing.push({ what: 'gates' });
  for (const { title, actualTo } of gates) if (actualTo === null) missing.push({ what: 'milestone', title });
  if (part === 2 && standing(payments).every((one) => one.part !== 1)) missing.push({ what: 'first' });
  return missing;
}

/** What may still be asked for, in yen. */
export function remainingOf({ contract, payments }: Pick<PaymentFacts, 'contract' | 'payments'>): number {
  return Math.max(0, (contract ?? 0) - standing(payments).reduce((sum, { amount }) => sum + amount, 0));
}

/** A contract is for no less than what was asked for by it. @param amount yen; none: not told */
export function whyNotAmount(amount: number | null, payments: readonly Counted[]): Refused | undefined {
  const asked = standing(payments).reduce((sum, one) => sum + one.amount, 0);
  return asked > (amount ?? 0) ? invalid('amount', 'programmes.amount_below_requested', { asked }) : undefined;
}

/** Why this part cannot be asked for. @param amount yen, tax included */
export function whyNotRequest(part: Part, amount: number, facts: PaymentFacts): Refused | undefined {
  if (standing(facts.payments).some((one) => one.part === part)) return conflict('amount', 'programmes.payment_there');
  const [missing] = missingFor(part, facts);
  if (missing) return conflict('amount', `programmes.payment_missing_${missing.what}`, { ...missing });
  const remaining = remainingOf(facts);
  return amount > remaining ? invalid('amount', 'programmes.payment_above', { remaining }) : undefined;
}

/** The tax in a sum with tax, cut to the yen. */
export function taxIn(amount: number, percent: number): number {
  return Math.floor((amount * percent) / (100 + percent));
}

function standing<T extends Pick<ProgrammePayment, 'status'>>(payments: readonly T[]): T[] {
  return payments.filter(({ status }) => status !== 'withdrawn');
}

import { paths } from '../../platform/paths.js';
import type { DateText } from '../../platform/time.js';
import type { Viewer } from '../../platform/web/viewer.js';
import type { Programme } from '../contract/programme.entity.js';
import { mayChange } from '../targets/target.view.js';
import { ACCOUNT_KINDS } from './billing.js';
import type { ProgrammePayment } from './payment.entity.js';
import { missingFor, PARTS, type PaymentFacts, remainingOf, taxIn } from './payment.policy.js';

const STATUS_KIND = { requested: 'wait', paid: 'good', withdrawn: '' } as const;

export function paymentsView(
  programme: Programme,
  facts: PaymentFacts<ProgrammePayment>,
  viewer: Viewer,
  today: DateText,
): object {
  const changes = mayChange(viewer, programme);
  const remaining = remainingOf(facts);
  const asked = new Set(facts.payments.filter(({ status }) => status !== 'withdrawn').map(({ part }) => part));
  const next = PARTS.find((part) => !asked.has(part));
  const missing = next ? missingFor(next, facts) : [];
  return {
    title: { key: 'programmes:payment.title', programme: programme.title },
    programme,
    changes,
    today,
    remaining,
    gates: facts.gates.map(({ title, actualTo }) => ({ title, actualTo })),
    payments: facts.payments.map((one) => ({
      ...one,
      tax: taxIn(one.amount, one.taxPercent),
      statusName: `programmes:payment.statuses.${one.status}`,
      kind: STATUS_KIND[one.status],
      pdf: paths.programmePaymentPdf(programme.id, one.id),
      settles: changes && one.status === 'requested',
    })),
    next: changes && next && remaining > 0 ? next : undefined,
    missing: missing.map((one) => ({ ...one, key: `programmes:payment.missing.${one.what}` })),
    billing: programme.billing,
    kinds: ACCOUNT_KINDS.map((value) => ({ value, label: `programmes:billing.kinds.${value}` })),
    accountKind: programme.billing?.accountKind ?? ACCOUNT_KINDS[0],
  };
}

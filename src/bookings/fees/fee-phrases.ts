import type { Phrase } from '../../platform/views/phrase.js';
import { type Fee, fullPrice } from './fee.policy.js';

/** `600円（席 200円×3時間）`: what it costs, and why. */
export function feePhrase(fee: Fee): Phrase {
  return { key: 'fees:price_because', amount: fee.amount, why: why(fee) };
}

/** The reasons alone. */
export function feeReasons(fee: Fee): Phrase {
  return { key: 'bookings:list', names: why(fee) };
}

function why(fee: Fee): Phrase[] {
  if (fee.parts.length === 0) return [{ key: 'fees:why.nothing' }];
  if (fee.cover === 'programme') return [{ key: 'fees:why.programme' }];
  const rooms = fee.parts.filter(({ kind }) => kind === 'room');
  const paid = fee.cover === 'plan' ? rooms : fee.parts;
  const byPlan: Phrase[] = paid.length < fee.parts.length ? ['fees:why.plan'] : [];
  const byHours = paid.map(({ kind, count, hours, hour }) => ({
    key: count === 1 ? 'fees:why.hours' : 'fees:why.hours_of',
    kind: { key: `bookings:kind.${kind}` },
    hour,
    hours,
    of: count,
  }));
  const isBound = fee.amount < fullPrice({ parts: paid });
  return [...byPlan, ...byHours, ...(isBound ? ['fees:why.day'] : [])].map((one) =>
    typeof one === 'string' ? { key: one } : one,
  );
}

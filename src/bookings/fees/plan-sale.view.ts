import { addMonths, type DateText } from '../../platform/time.js';
import type { Phrase } from '../../platform/views/phrase.js';
import type { Venue } from '../../venues/venue.entity.js';
import { monthOf } from './month.js';
import { MOST_MONTHS } from './plans.service.js';

/** What the form for selling a plan offers. */
export interface PlanSale {
  kinds: { value: string; label: Phrase }[];
  months: { value: string; first: DateText }[];
}

/** None where the venue is free of charge; the plan itself only where it has a price. @param from the first month that can be sold */
export function planSale({ fees }: Pick<Venue, 'fees'>, from: string): PlanSale | undefined {
  if (!fees || fees.free) return undefined;
  const kinds = fees.month === null ? ['programme'] : ['plan', 'programme'];
  const firsts = Array.from({ length: MOST_MONTHS }, (_, ahead) => addMonths(`${from}-01`, ahead));
  return {
    kinds: kinds.map((value) => ({ value, label: { key: `fees:plan.${value}_sold`, price: fees.month ?? 0 } })),
    months: firsts.map((first) => ({ value: monthOf(first), first })),
  };
}

import type { Moment } from '../../platform/time.js';
import { type Standing, standingOf } from '../approval/approval.policy.js';
import type { Phrase } from '../../platform/views/phrase.js';
import type { Booker } from '../booking.service.js';
import { isSame } from '../same-wish.policy.js';
import type { Wanted } from '../booking.policy.js';
import type { SeriesPlan } from './series-plans.js';

export function isRequest({ standing }: { standing: Standing }): boolean {
  return standing.status === 'requested';
}

/** Told as any that is booked: nothing about it is asked anew. */
export const UNASKED: Standing = {
  status: 'booked',
  requestedAt: null,
  lapsesAt: null,
  decidedAt: null,
  decidedBy: null,
  decision: null,
};

/** How each date of a series stands when it is made or moved: booked, or asked for. @param approverId who grants it at once */
export function withStanding<T extends Wanted>(
  placed: readonly T[],
  { venue, days }: Pick<SeriesPlan, 'venue' | 'days'>,
  { approverId, now }: { approverId?: number; now: Moment },
): (T & { standing: Standing })[] {
  return placed.map((one) => {
    const needed = needsApproval(one, days);
    return { ...one, standing: standingOf(one, { needed, approverId, rules: venue, now }) };
  });
}

/** What the form says before any of them is asked for. */
export function asksOf(
  accepted: readonly (Wanted & { before?: Wanted })[],
  { days }: Pick<SeriesPlan, 'days'>,
  { approverId }: Pick<Booker, 'approverId'>,
): Phrase | undefined {
  const asked = accepted.filter((one) => needsApproval(one, days) && !(one.before && isSame(one.before, one)));
  if (approverId !== undefined || asked.length === 0) return undefined;
  return asked[0]!.before ? 'bookings:form.needs_approval_anew' : 'bookings:form.needs_approval';
}

function needsApproval({ date, resourceIds }: Wanted, days: SeriesPlan['days']): boolean {
  return days.get(date)!.resources.some((one) => one.needsApproval && resourceIds.includes(one.id));
}

import { invalid, type Refused } from '../../platform/errors.js';
import type { DateText } from '../../platform/time.js';

/** This one, this and all that follow, all, or those between two dates. */
export const SCOPES = ['one', 'following', 'all', 'range'] as const;

/** Which bookings of a series are meant. Both dates are included. */
export interface Scope {
  scope: (typeof SCOPES)[number];
  from?: DateText;
  to?: DateText;
}

/** Why these bookings cannot be meant. */
export function whyNoScope({ scope, from, to }: Scope): Refused | undefined {
  if (scope === 'all') return undefined;
  if (!from) return invalid('from', 'platform.required');
  if (scope !== 'range') return undefined;
  if (!to) return invalid('to', 'platform.required');
  return to < from ? invalid('to', 'bookings.scope_backwards') : undefined;
}

/** Those that are meant, by the day on which they are. */
export function meant<T extends { date: DateText }>({ scope, from, to }: Scope, all: readonly T[]): T[] {
  const first = scope === 'all' ? '' : (from ?? '');
  const last = scope === 'one' ? from : scope === 'range' ? to : undefined;
  return all.filter(({ date }) => first <= date && (last === undefined || date <= last));
}

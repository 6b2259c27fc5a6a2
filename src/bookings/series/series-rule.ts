import type { Rule } from './recurrence.policy.js';
import type { BookingSeries } from './series.entity.js';

export function ruleOfSeries({ weekdays, fromDate, untilDate, times }: BookingSeries): Rule {
  return { weekdays, from: fromDate, until: untilDate, times };
}

import { invalid, type Refused } from '../../platform/errors.js';
import { addDays, weekdayOf, type DateText } from '../../platform/time.js';

/** So many dates at most stand in one series. */
export const MOST_DATES = 60;

/** Every week on some weekdays, from a date on, until a date or so many times: one of the two is set. */
export interface Rule {
  /** 1 Monday to 7 Sunday. */
  weekdays: readonly number[];
  from: DateText;
  until: DateText | null;
  times: number | null;
}

/** The dates of a rule in their order, `most` at the most. The first day counts only where it is one of the weekdays. */
export function datesOf(rule: Rule, most = MOST_DATES): DateText[] {
  const last = Math.min(most, rule.times ?? most);
  const dates: DateText[] = [];
  if (rule.weekdays.length === 0) return dates;
  for (let date = rule.from; dates.length < last; date = addDays(date, 1)) {
    if (rule.until !== null && date > rule.until) break;
    if (rule.weekdays.includes(weekdayOf(date))) dates.push(date);
  }
  return dates;
}

/** Why these are no rule. Without weekdays that of the first day is meant (`ruleOf`). */
export function whyNoRule({ from, until, times, weekdays }: Rule): Refused | undefined {
  if (until === null && times === null) return invalid('repeatUntil', 'bookings.repeat_end_needed');
  if (until !== null && times !== null) return invalid('repeatTimes', 'bookings.repeat_one_end');
  if (until !== null && until < from) return invalid('repeatUntil', 'bookings.repeat_until_before', { from });
  const dates = datesOf({ from, until, times, weekdays }, MOST_DATES + 1);
  if (dates.length > MOST_DATES) {
    return invalid(times === null ? 'repeatUntil' : 'repeatTimes', 'bookings.repeat_too_many', { max: MOST_DATES });
  }
  return dates.length === 0 ? invalid('weekdays', 'bookings.repeat_no_dates') : undefined;
}

/** The rule that a form asks for: with no weekday chosen, that of its first day. */
export function ruleOf(asked: Rule): Rule {
  if (asked.weekdays.length === 0) return { ...asked, weekdays: [weekdayOf(asked.from)] };
  return { ...asked, weekdays: [...new Set(asked.weekdays)].toSorted() };
}

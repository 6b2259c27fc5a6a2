import { z } from 'zod';
import { addDays } from '../../platform/time.js';
import { checkbox, dateField, idField, line, optionalDate, optionalTime } from '../../platform/web/form-fields.js';
import type { Closure } from '../closure.entity.js';
import { decisionFields, decisionOf, type Decision } from '../rules/decision.js';

export interface ClosureForm {
  closure: Omit<Closure, 'id' | 'venueId'>;
  decision: Decision;
}

/** Dates beyond are typing errors. */
const [FIRST, LAST] = ['2000-01-01', '2100-12-31'];

const outOfReach = { error: 'platform.malformed_date', abort: true };
const wrong = (path: string, message: string) => ({ path: [path], message });

export const closureForm = z
  .object({
    fromDate: dateField().refine((date) => FIRST <= date && date <= LAST, outOfReach),
    /** None: that one day. */
    toDate: optionalDate().refine((date) => date === null || date <= LAST, outOfReach),
    startTime: optionalTime(),
    endTime: optionalTime(),
    yearly: checkbox(),
    /** None: the whole venue. */
    resourceId: z.union([z.literal('').transform(() => null), idField()]).default(null),
    reason: line(100),
    ...decisionFields,
  })
  .refine(({ fromDate, toDate }) => !toDate || fromDate <= toDate, wrong('toDate', 'venues.ends_before_start'))
  .refine(
    ({ yearly, fromDate, toDate }) => !yearly || !toDate || toDate < addDays(fromDate, 365),
    wrong('toDate', 'venues.yearly_too_long'),
  )
  .refine(
    ({ startTime, endTime }) => startTime !== null || endTime === null,
    wrong('startTime', 'venues.start_missing'),
  )
  .refine(({ startTime, endTime }) => startTime === null || endTime !== null, wrong('endTime', 'venues.end_missing'))
  .refine(
    ({ startTime, endTime }) => startTime === null || endTime === null || endTime === 0 || startTime < endTime,
    wrong('endTime', 'venues.ends_before_start'),
  )
  .transform(({ startTime, endTime, toDate, ...form }): ClosureForm => ({
    closure: {
      resourceId: form.resourceId,
      fromDate: form.fromDate,
      toDate: toDate ?? form.fromDate,
      startMinute: startTime,
      // a time input knows no 24:00
      endMinute: endTime === 0 ? 1440 : endTime,
      yearly: form.yearly,
      reason: form.reason,
    },
    decision: decisionOf(form),
  }));

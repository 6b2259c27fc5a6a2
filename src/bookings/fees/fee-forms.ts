import { z } from 'zod';
import {
  choice,
  dateField,
  idField,
  isMonth,
  monthQuery,
  line,
  optionalLine,
  repeated,
  wholeNumber,
} from '../../platform/web/form-fields.js';
import { METHODS } from './payment.entity.js';
import { MOST_MONTHS } from './plans.service.js';

const MOST_LINES = 1000;

/** Of the list of all members; what does not fit is left out here too. */
export const listQuery = monthQuery.extend({
  q: z
    .string()
    .max(100)
    .transform((text) => text.trim())
    .catch(''),
  /** From 1. */
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
});
export type ListQuery = z.infer<typeof listQuery>;

const monthField = () => z.string().refine(isMonth, 'platform.malformed_date');

export const paymentForm = z.object({
  venueId: idField(),
  month: monthField(),
  paidOn: dateField(),
  method: choice(METHODS),
  lines: repeated(z.string().max(60)).pipe(z.array(z.string()).max(MOST_LINES)),
});

export const planForm = z.object({
  venueId: idField(),
  month: monthField(),
  months: wholeNumber(1, MOST_MONTHS),
  kind: choice(['plan', 'programme']),
});

export const undoForm = z.object({ reason: optionalLine(200) });
export const receiptForm = z.object({ addressee: line(80) });

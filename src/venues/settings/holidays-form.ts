import { z } from 'zod';
import { dateField, line, repeated } from '../../platform/web/form-fields.js';
import { decisionFields, decisionOf, type Decision } from '../rules/decision.js';

/** The national holidays that were on the page, and on which of them the venue opens all the same. */
export const holidaysForm = z
  .object({ listed: repeated(dateField()), openOn: repeated(dateField()), ...decisionFields })
  .transform(({ listed, openOn, ...rest }) => ({ listed, openOn, decision: decisionOf(rest as Decision) }));
export type HolidaysForm = z.infer<typeof holidaysForm>;

/** A day that the venue keeps as a holiday of its own. */
export const ownHolidayForm = z
  .object({ date: dateField(), name: line(60), ...decisionFields })
  .transform(({ date, name, ...rest }) => ({ date, name, decision: decisionOf(rest as Decision) }));
export type OwnHolidayForm = z.infer<typeof ownHolidayForm>;

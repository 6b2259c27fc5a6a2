import { z } from 'zod';
import { choice, idField, isId, isMonth, line, optionalText, wholeNumber } from '../../platform/web/form-fields.js';

const LONGEST = 4000;

/** `POST /reports` */
export const beginForm = z.object({
  programmeId: idField(),
  month: z.string().trim().refine(isMonth, { error: 'platform.malformed_date' }),
});
export type BeginForm = z.infer<typeof beginForm>;

/** `POST /reports/:id/words` */
export const wordsForm = z.object({
  activities: optionalText(LONGEST),
  issues: optionalText(LONGEST),
  nextMonth: optionalText(LONGEST),
  revision: wholeNumber(0, 999_999_999),
});
export type WordsForm = z.infer<typeof wordsForm>;

/** `POST /reports/:id/decision` */
export const decisionForm = z.object({ outcome: choice(['accepted', 'returned']), comment: optionalText(LONGEST) });
export type DecisionForm = z.infer<typeof decisionForm>;

/** `POST /reports/:id/reopening` */
export const reopeningForm = z.object({ reason: line(200) });
export type ReopeningForm = z.infer<typeof reopeningForm>;

/** Which one, where a month has several. What does not fit is left out. */
export const reportQuery = z.object({
  programme: z.string().refine(isId).transform(Number).optional().catch(undefined),
  version: z.string().refine(isId).transform(Number).optional().catch(undefined),
});
export type ReportQuery = z.infer<typeof reportQuery>;

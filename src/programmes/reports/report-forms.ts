import { z } from 'zod';
import { idField, isId, isMonth, line, optionalText, text, wholeNumber } from '../../platform/web/form-fields.js';
import { isFigureName } from './comments/figure.policy.js';

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

/** `POST /reports/:id/reopening` */
export const reopeningForm = z.object({ reason: line(200) });
export type ReopeningForm = z.infer<typeof reopeningForm>;

/** `POST /reports/:month/comments`: the figure, or the comment that is answered, stands in the address. */
export const remarkForm = z.object({ remark: text(2000) });
export type RemarkForm = z.infer<typeof remarkForm>;

const id = z.string().refine(isId).transform(Number);
const figure = z.string().refine(isFigureName);

export const remarkQuery = z.object({
  version: id.catch(0),
  figure: figure.optional().catch(undefined),
  answer: id.optional().catch(undefined),
});
export type RemarkQuery = z.infer<typeof remarkQuery>;

/** Which one, where a month has several. What does not fit is left out. */
export const reportQuery = z.object({
  programme: id.optional().catch(undefined),
  version: id.optional().catch(undefined),
  /** What somebody is about to comment on: one figure, or `pick` to choose it on the page. */
  figure: z
    .union([z.literal('pick'), figure])
    .optional()
    .catch(undefined),
  answer: id.optional().catch(undefined),
  /** `sessions.2`: the second page of a long table. */
  rows: z
    .string()
    .regex(/^[a-z_]{1,30}\.\d{1,4}$/)
    .optional()
    .catch(undefined),
});
export type ReportQuery = z.infer<typeof reportQuery>;

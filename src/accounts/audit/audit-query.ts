import { z } from 'zod';
import { isId } from '../../platform/web/form-fields.js';
import { isDate } from '../../platform/time.js';

const words = (max: number) =>
  z
    .string()
    .max(max)
    .catch('')
    .transform((text) => text.replaceAll('\0', '').trim());
const day = z.string().refine(isDate).optional().catch(undefined);

/** What does not fit is left out: a mistyped address is no reason to refuse a list. */
export const auditQuery = z.object({
  /** Who did it: a number, or part of a name or an e-mail address. */
  person: words(100),
  action: words(60),
  /** To what: `booking`, and which one. */
  kind: words(40),
  id: z.string().refine(isId).transform(Number).optional().catch(undefined),
  from: day,
  to: day,
  /** The last entry of the page before: milliseconds and id. */
  before: z
    .string()
    .regex(/^\d{1,15}-\d{1,10}$/)
    .optional()
    .catch(undefined),
});
export type AuditQuery = z.infer<typeof auditQuery>;

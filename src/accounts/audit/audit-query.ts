import { z } from 'zod';
import { searchBefore, searchDay, searchId, searchWords } from '../../platform/web/search-fields.js';

export const auditQuery = z.object({
  /** Who did it: a number, or part of a name or an e-mail address. */
  person: searchWords(100),
  action: searchWords(60),
  /** To what: `booking`, and which one. */
  kind: searchWords(40),
  id: searchId,
  from: searchDay,
  to: searchDay,
  before: searchBefore,
});
export type AuditQuery = z.infer<typeof auditQuery>;

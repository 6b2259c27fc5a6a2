import { fromSql, type Raw } from '../database/columns.js';
import type { Moment } from '../time.js';
import type { StoredEntry } from './audit-link.policy.js';

/** Raw rows, as both databases give them. */
export type RawEntry = Raw<Omit<StoredEntry, 'at'> & { at: Moment }>;

export const ENTRY_COLUMNS = `entry.id, entry.at, entry.actor_id AS "actorId", entry.action,
  entry.subject_kind AS "subjectKind", entry.subject_id AS "subjectId", entry.detail,
  entry.from_address AS "fromAddress", entry.from_session AS "fromSession"`;

export function storedEntry({ at, ...rest }: RawEntry): StoredEntry {
  return { ...rest, at: fromSql(at).epochMilliseconds };
}

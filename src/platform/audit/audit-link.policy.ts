import { createHash } from 'node:crypto';

/** An entry as it is stored; `detail` is its JSON, letter by letter. */
export interface StoredEntry {
  id: number;
  /** Milliseconds since 1970. */
  at: number;
  actorId: number | null;
  action: string;
  subjectKind: string;
  subjectId: number | null;
  detail: string;
  fromAddress: string | null;
  fromSession: string | null;
}

/** What the first entry is linked to. */
export const BEGINNING = '0'.repeat(64);

/** The hash of an entry that comes after one with the hash `before`. */
export function linkHash(before: string, entry: StoredEntry): string {
  const { id, at, actorId, action, subjectKind, subjectId, detail, fromAddress, fromSession } = entry;
  const canonical = [id, at, actorId, action, subjectKind, subjectId, detail, fromAddress, fromSession];
  return createHash('sha256')
    .update(`${before}\n${JSON.stringify(canonical)}`)
    .digest('hex');
}

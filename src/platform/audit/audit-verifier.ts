import { ask } from '../database/ask.js';
import type { Database } from '../database/database.js';
import { BEGINNING, linkHash } from './audit-link.policy.js';
import { ENTRY_COLUMNS, type RawEntry, storedEntry } from './stored-entries.js';

const BATCH = 1000;

export interface ChainEnd {
  position: number;
  hash: string;
}

export interface Verdict {
  /** The last link that holds. */
  end: ChainEnd;
  /** The first that does not. */
  broken?: { position: number; entryId?: number; why: 'gap' | 'missing' | 'changed' };
  /** Entries that stand outside of the chain: written in the last minutes, or slipped in beside it. */
  unlinked: number;
}

type Row = RawEntry & { position: number; hash: string; entryId: number; id: number | null };

/** Goes through the chain from its beginning, a batch at a time. */
export async function verifyChain(database: Pick<Database, 'reader'>): Promise<Verdict> {
  let end: ChainEnd = { position: 0, hash: BEGINNING };
  const { reader } = database;
  for (;;) {
    const rows = await ask<Row>(
      reader,
      `SELECT link.position, link.hash, link.entry_id AS "entryId", ${ENTRY_COLUMNS}
       FROM audit_link link LEFT JOIN audit_entry entry ON entry.id = link.entry_id
       WHERE link.position > $1 ORDER BY link.position LIMIT ${BATCH}`,
      [end.position],
    );
    for (const { position, hash, entryId, ...row } of rows) {
      const broken = whyBroken(end, { position, hash }, row);
      if (broken) return { end, broken: { position: end.position + 1, entryId, why: broken }, unlinked: 0 };
      end = { position, hash };
    }
    if (rows.length < BATCH) break;
  }
  const counted = 'SELECT (SELECT COUNT(*) FROM audit_entry) - (SELECT COUNT(*) FROM audit_link) AS unlinked';
  const [{ unlinked }] = (await ask<{ unlinked: number | string }>(reader, counted, [])) as [{ unlinked: number }];
  return { end, unlinked: Number(unlinked) };
}

function whyBroken(before: ChainEnd, link: ChainEnd, row: Omit<Row, 'position' | 'hash' | 'entryId'>) {
  if (link.position !== before.position + 1) return 'gap';
  if (row.id === null) return 'missing';
  return linkHash(before.hash, storedEntry(row)) === link.hash ? undefined : 'changed';
}

/** Whether what was written down elsewhere of an earlier end still stands in the chain. */
export async function stillHolds(database: Pick<Database, 'reader'>, { position, hash }: ChainEnd): Promise<boolean> {
  const statement = 'SELECT hash FROM audit_link WHERE position = $1';
  const [row] = await ask<{ hash: string }>(database.reader, statement, [position]);
  return row?.hash === hash;
}

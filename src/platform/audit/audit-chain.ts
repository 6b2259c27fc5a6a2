import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ask } from '../database/ask.js';
import { Database } from '../database/database.js';
import { Jobs } from '../jobs/jobs.js';
import { BEGINNING, linkHash } from './audit-link.policy.js';
import { AuditLink } from './audit-link.entity.js';
import { ENTRY_COLUMNS, type RawEntry, storedEntry } from './stored-entries.js';

/** Linked in one transaction. */
const BATCH = 500;
/** Ids are given before the commit: of two entries the one with the larger id may come first, by so many at most. */
const LATE = 2000;

/**
 * Links the entries of the audit trail into a chain: each link holds the hash of the one before, so that nobody changes or
 * takes away an entry without breaking all that follow.
 *
 * It is done after the deeds, in batches by a job: were each deed to take the chain's end in its own transaction, all
 * writers of PostgreSQL would wait for one another until the end of their commits. The price is a minute in which an entry
 * is guarded by the database's refusal alone.
 */
@Injectable()
export class AuditChain implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
  ) {}

  onModuleInit(): void {
    this.jobs.register({
      name: 'audit.link',
      schedule: { every: 'minutes', minutes: 1 },
      catchUp: 'latest',
      repeatable: true,
      run: () => this.link(),
    });
    this.jobs.register({
      name: 'audit.sweep',
      schedule: { every: 'day', at: '03:05' },
      catchUp: 'latest',
      repeatable: true,
      run: () => this.sweep(),
    });
  }

  /** Links all that was written since. */
  async link(): Promise<void> {
    const [end] = await ask<{ id: number | null }>(
      this.database.reader,
      'SELECT MAX(entry_id) AS id FROM audit_link',
      [],
    );
    await this.linkFrom(Math.max(0, (end?.id ?? 0) - LATE), Number.MAX_SAFE_INTEGER);
  }

  /** The same for entries whose transaction took so long that `link` had gone past them. */
  async sweep(): Promise<void> {
    const [last] = await ask<{ id: number | null }>(this.database.reader, 'SELECT MAX(id) AS id FROM audit_entry', []);
    for (let from = 0; from < (last?.id ?? 0); from += LATE) await this.linkFrom(from, from + LATE);
  }

  /** Those with ids above `from`, up to `to`. */
  private async linkFrom(from: number, to: number): Promise<void> {
    let last = from;
    for (;;) {
      const done = await this.database.transaction((tx) => this.batch(tx, last, to));
      if (done.length < BATCH) return;
      last = done.at(-1)!;
    }
  }

  /** @returns the ids that were linked, in order */
  private async batch(tx: EntityManager, from: number, to: number): Promise<number[]> {
    await this.database.lock(tx, 'audit.chain', 0);
    const rows = await ask<RawEntry>(
      tx,
      `SELECT ${ENTRY_COLUMNS} FROM audit_entry entry
       WHERE entry.id > $1 AND entry.id <= $2
         AND NOT EXISTS (SELECT 1 FROM audit_link link WHERE link.entry_id = entry.id)
       ORDER BY entry.id LIMIT ${BATCH}`,
      [from, Math.min(to, 2_147_483_647)],
    );
    if (rows.length === 0) return [];
    const [end] = await tx.find(AuditLink, { order: { position: 'DESC' }, take: 1 });
    let { position, hash } = end ?? { position: 0, hash: BEGINNING };
    const links = rows.map((row) => {
      position += 1;
      hash = linkHash(hash, storedEntry(row));
      return { position, entryId: row.id, hash };
    });
    await tx.insert(AuditLink, links);
    return rows.map(({ id }) => id);
  }
}

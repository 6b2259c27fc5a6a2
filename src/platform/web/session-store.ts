import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Session } from 'fastify';
import type { EntityManager } from 'typeorm';
import { Clock } from '../clock.js';
import { ask } from '../database/ask.js';
import { forSql, fromSql } from '../database/columns.js';
import { Database } from '../database/database.js';
import { StoredSession } from './session.entity.js';

/** How long a sign-in lasts. */
export const SESSION_HOURS = 24 * 14;

type Done = (error?: unknown) => void;
type Found = (error: unknown, session?: Session | null) => void;

/** Keeps sessions in the database: they survive a restart, hold for every process, and end all at once (@fastify/session). */
@Injectable()
export class SessionStore {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  get(sessionId: string, done: Found): void {
    this.read(sessionId).then(
      (session) => done(null, session),
      (error: unknown) => done(error),
    );
  }

  set(sessionId: string, session: Session, done: Done): void {
    this.write(sessionId, session).then(() => done(), done);
  }

  destroy(sessionId: string, done: Done): void {
    this.database
      .transaction((tx) => tx.delete(StoredSession, { id: hashOfSession(sessionId) }))
      .then(() => done(), done);
  }

  /** Ends all sessions of a person, in the transaction of whatever calls for it. */
  async endAllOf(tx: EntityManager, userId: number): Promise<void> {
    await tx.delete(StoredSession, { userId });
  }

  /** @returns how many were cleared away. */
  async clearExpired(): Promise<number> {
    return this.database.transaction(async (tx) => {
      const gone = await tx
        .createQueryBuilder()
        .delete()
        .from(StoredSession)
        .where('expires_at <= :now', { now: forSql(this.clock.now()) })
        .execute();
      return gone.affected ?? 0;
    });
  }

  private async read(sessionId: string): Promise<Session | null> {
    const [row] = await ask<{ data: string; expires_at: Date | string }>(
      this.database.reader,
      'SELECT data, expires_at FROM session WHERE id = $1',
      [hashOfSession(sessionId)],
    );
    if (!row || this.clock.now().epochMilliseconds >= fromSql(row.expires_at).epochMilliseconds) return null;
    return JSON.parse(row.data) as Session;
  }

  private async write(sessionId: string, session: Session): Promise<void> {
    const id = hashOfSession(sessionId);
    const now = this.clock.now();
    const row = {
      id,
      userId: session.userId ?? null,
      data: JSON.stringify(session),
      createdAt: now,
      expiresAt: now.add({ hours: SESSION_HOURS }),
    };
    await this.database.transaction((tx) =>
      tx
        .createQueryBuilder()
        .insert()
        .into(StoredSession)
        .values(row)
        .orUpdate(['user_id', 'data', 'expires_at'], ['id'])
        .execute(),
    );
  }
}

/** Under which a session is kept. */
export function hashOfSession(sessionId: string): string {
  return createHash('sha256').update(sessionId).digest('base64url');
}

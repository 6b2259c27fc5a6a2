import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Session } from 'fastify';
import { type EntityManager, Not } from 'typeorm';
import { Clock } from '../clock.js';
import { ask } from '../database/ask.js';
import { forSql, fromSql, type Raw } from '../database/columns.js';
import { Database } from '../database/database.js';
import type { Moment } from '../time.js';
import { StoredSession } from './session.entity.js';

/** How long a sign-in lasts. */
export const SESSION_HOURS = 24 * 14;

/** How closely it is known when a session was last used: a write each time would cost more than it tells. */
const SEEN_MINUTES = 10;

/** One of the browsers in which somebody is signed in. */
export interface OpenSession {
  /** What the table calls it; it opens nothing. */
  id: string;
  createdAt: Moment;
  seenAt: Moment;
  session: Session;
}

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

  /** The latest used first. */
  async of(userId: number): Promise<OpenSession[]> {
    const rows = await this.database.reader.findBy(StoredSession, { userId });
    const now = this.clock.now().epochMilliseconds;
    return rows
      .filter(({ expiresAt }) => expiresAt.epochMilliseconds > now)
      .map(({ id, createdAt, seenAt, data }) => {
        return { id, createdAt, seenAt: seenAt ?? createdAt, session: JSON.parse(data) as Session };
      })
      .toSorted((a, b) => b.seenAt.epochMilliseconds - a.seenAt.epochMilliseconds);
  }

  /** @returns whether it was hers, and there. */
  async end(userId: number, id: string): Promise<boolean> {
    const ended = await this.database.transaction((tx) => tx.delete(StoredSession, { userId, id }));
    return Boolean(ended.affected);
  }

  /** Ends all but this one. */
  async endOthers(userId: number, here: { sessionId: string }): Promise<void> {
    const id = Not(this.idOf(here));
    await this.database.transaction((tx) => tx.delete(StoredSession, { userId, id }));
  }

  /** What the table calls it. */
  idOf(session: { sessionId: string }): string {
    return hashOfSession(session.sessionId);
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
    const id = hashOfSession(sessionId);
    const [row] = await ask<Raw<{ data: string; expires_at: Moment; seen_at: Moment | null }>>(
      this.database.reader,
      'SELECT data, expires_at, seen_at FROM session WHERE id = $1',
      [id],
    );
    const now = this.clock.now();
    if (!row || now.epochMilliseconds >= fromSql(row.expires_at).epochMilliseconds) return null;
    const since = row.seen_at ? now.epochMilliseconds - fromSql(row.seen_at).epochMilliseconds : Infinity;
    if (since >= SEEN_MINUTES * 60_000) this.note(id, now);
    return JSON.parse(row.data) as Session;
  }

  /** Nobody waits for it. A session that was ended in the meantime stays ended. */
  private note(id: string, seenAt: Moment): void {
    this.database.afterCommit(() => this.database.transaction((tx) => tx.update(StoredSession, { id }, { seenAt })));
  }

  private async write(sessionId: string, session: Session): Promise<void> {
    const id = hashOfSession(sessionId);
    const now = this.clock.now();
    const row = {
      id,
      userId: session.userId ?? null,
      data: JSON.stringify(session),
      createdAt: now,
      seenAt: now,
      expiresAt: now.add({ hours: SESSION_HOURS }),
    };
    await this.database.transaction((tx) =>
      tx
        .createQueryBuilder()
        .insert()
        .into(StoredSession)
        .values(row)
        .orUpdate(['user_id', 'data', 'seen_at', 'expires_at'], ['id'])
        .execute(),
    );
  }
}

/** Under which a session is kept. */
export function hashOfSession(sessionId: string): string {
  return createHash('sha256').update(sessionId).digest('base64url');
}

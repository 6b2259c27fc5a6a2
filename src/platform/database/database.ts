import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { databaseKind } from './kind.js';
import { isWorthRetrying } from './sql-errors.js';
import { Turnstile } from './turnstile.js';

interface UseCase {
  tx: EntityManager;
  afterCommit: (() => void)[];
}

export interface TransactionOptions {
  /** PostgreSQL's isolation. SQLite is serializable by nature: it has one writer. */
  isolation?: 'READ COMMITTED' | 'REPEATABLE READ' | 'SERIALIZABLE';
}

const ATTEMPTS = 8;

/**
 * The only door to the data.
 *
 * TypeORM shares one connection among all callers on SQLite: two transactions that overlap run inside each other, and
 * a bare `save` joins whichever is open. So writers queue here, and nobody touches a repository directly.
 */
@Injectable()
export class Database {
  private readonly current = new AsyncLocalStorage<UseCase>();
  private readonly turnstile = new Turnstile();
  private readonly log = new Logger(Database.name);

  constructor(
    @InjectDataSource('writer') private readonly writerSource: DataSource,
    @InjectDataSource('reader') private readonly readerSource: DataSource,
  ) {}

  /** Reads outside a transaction. Its own read-only connection: it never sees uncommitted rows, and a write fails. */
  get reader(): EntityManager {
    return this.readerSource.manager;
  }

  /**
   * One use case, one transaction: all of `work` is kept, or nothing. On SQLite callers queue; on PostgreSQL they run
   * side by side, and one that loses a deadlock or a serialization check is run again from the start, so `work` must
   * have no effect but through `tx`. A nested call joins the transaction that is open.
   */
  async transaction<T>(work: (tx: EntityManager) => Promise<T>, options: TransactionOptions = {}): Promise<T> {
    const open = this.current.getStore();
    if (open) return work(open.tx);
    if (databaseKind === 'sqlite') return this.turnstile.pass(() => this.attempt(work, options));
    return this.attempt(work, options);
  }

  /** Runs once the open use case is committed, and never if it fails. Outside of one: at once. */
  afterCommit(effect: () => void): void {
    const open = this.current.getStore();
    if (open) open.afterCommit.push(effect);
    else effect();
  }

  /**
   * Makes use cases that count the same thing wait for each other until the end of their transactions. Needed on
   * PostgreSQL where a rule is checked by reading rows (limits, places, opening hours); SQLite has one writer anyhow.
   * Those who only rely on a thing take it `shared` and do not wait for each other, only for who changes it.
   */
  async lock(
    tx: EntityManager,
    subject: string,
    id: number | string,
    mode: 'exclusive' | 'shared' = 'exclusive',
  ): Promise<void> {
    if (databaseKind !== 'postgres') return;
    const take = mode === 'shared' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock';
    await tx.query(`SELECT ${take}(hashtextextended($1, 0))`, [`${subject}:${id}`]);
  }

  private async attempt<T>(work: (tx: EntityManager) => Promise<T>, options: TransactionOptions): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.once(work, options);
      } catch (error) {
        if (attempt >= ATTEMPTS || !isWorthRetrying(error)) throw error;
        this.log.debug(`transaction runs again, attempt ${attempt + 1}`);
        await pause(Math.random() * 10 * 2 ** attempt);
      }
    }
  }

  private async once<T>(work: (tx: EntityManager) => Promise<T>, options: TransactionOptions): Promise<T> {
    const afterCommit: (() => void)[] = [];
    const run = (tx: EntityManager): Promise<T> => this.current.run({ tx, afterCommit }, () => work(tx));
    const result =
      databaseKind === 'postgres'
        ? await this.writerSource.transaction(options.isolation ?? 'READ COMMITTED', run)
        : await this.writerSource.transaction(run);
    this.current.exit(() => afterCommit.forEach((effect) => effect()));
    return result;
  }
}

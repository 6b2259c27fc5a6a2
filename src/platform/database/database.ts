import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { Refused } from '../errors.js';
import { databaseKind } from './kind.js';
import { isWorthRetrying } from './sql-errors.js';
import { Turnstile } from './turnstile.js';
import { type Isolation, UseCase } from './use-case.js';

export interface TransactionOptions {
  /** PostgreSQL's isolation. SQLite is serializable by nature: it has one writer. */
  isolation?: Isolation;
}

/** How long a use case that lost against another is tried again. */
const PATIENCE_MS = 10_000;

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

  /**
   * Reads outside a transaction. Its own read-only connection: it never sees uncommitted rows, not even those of the use
   * case that asks, and a write fails. Inside a transaction read through `tx`.
   */
  get reader(): EntityManager {
    return this.readerSource.manager;
  }

  /**
   * One use case, one transaction: all of `work` is kept, or nothing. On SQLite callers queue; on PostgreSQL they run
   * side by side, and one that loses a deadlock or a serialization check is run again from the start, so `work` must
   * have no effect but through `tx`. A nested call joins the transaction that is open; one that fails, and any SQL
   * statement that fails, takes the whole with it, even where the error is caught.
   *
   * @throws Refused `platform.busy` when it lost again and again for ten seconds.
   */
  async transaction<T>(work: (tx: EntityManager) => Promise<T>, options: TransactionOptions = {}): Promise<T> {
    const open = this.current.getStore();
    if (open && !open.over) return open.watch(() => work(open.tx));
    const attempt = (): Promise<T> => this.attempt(work, options);
    return databaseKind === 'sqlite' ? this.turnstile.pass(attempt) : attempt();
  }

  /**
   * Runs once the open use case is committed, and never if it fails. Outside of one: at once. Nobody waits for an effect;
   * what goes wrong in it is logged, since the use case itself has succeeded.
   */
  afterCommit(effect: () => unknown): void {
    const open = this.current.getStore();
    if (open && !open.over) open.effects.push(effect);
    else this.bringAbout(effect);
  }

  /** As `afterCommit`, but however the use case ends: for what is to be known of one that was refused. */
  afterwards(effect: () => unknown): void {
    const open = this.current.getStore();
    if (open && !open.over) open.aftermath.push(effect);
    else this.bringAbout(effect);
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

  /** Locks many of a kind, always in the same order, in one statement. */
  async lockAll(tx: EntityManager, subject: string, ids: readonly (number | string)[]): Promise<void> {
    if (databaseKind !== 'postgres' || ids.length === 0) return;
    const names = [...new Set(ids.map((id) => `${subject}:${id}`))].toSorted();
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended(name, 0)) FROM unnest($1::text[]) AS name`, [names]);
  }

  private async attempt<T>(work: (tx: EntityManager) => Promise<T>, options: TransactionOptions): Promise<T> {
    const until = performance.now() + PATIENCE_MS;
    for (let longest = 20; ; longest = Math.min(longest * 2, 500)) {
      try {
        return await this.once(work, options);
      } catch (error) {
        if (!isWorthRetrying(error)) throw error;
        if (performance.now() > until) throw new Refused('unavailable', 'platform.busy', {}, [], { cause: error });
        await pause(Math.random() * longest);
      }
    }
  }

  private async once<T>(work: (tx: EntityManager) => Promise<T>, options: TransactionOptions): Promise<T> {
    const useCase = new UseCase(this.writerSource);
    let result: T;
    try {
      await useCase.begin(options.isolation ?? 'READ COMMITTED');
      result = await this.current.run(useCase, () => work(useCase.tx));
      await useCase.commit();
    } catch (error) {
      await useCase.rollBack();
      if (!isWorthRetrying(error)) for (const effect of useCase.aftermath) this.bringAbout(effect);
      throw error;
    } finally {
      await useCase.release();
    }
    for (const effect of [...useCase.effects, ...useCase.aftermath]) this.bringAbout(effect);
    return result;
  }

  private bringAbout(effect: () => unknown): void {
    const tell = (error: unknown): void =>
      this.log.error('an effect after a commit failed', error instanceof Error ? error.stack : String(error));
    this.current.exit(async () => effect()).catch(tell);
  }
}

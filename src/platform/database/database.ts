import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Injectable, Logger, Optional } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource, EntityManager } from 'typeorm';
import { databaseKind } from './kind.js';
import { patiently } from './patience.js';
import { Replica } from './replica.js';
import { SharedCommits } from './shared-commits.js';
import { isWorthRetrying } from './sql-errors.js';
import { type Isolation, type Outcome, UseCase } from './use-case.js';

export interface TransactionOptions {
  /** PostgreSQL's isolation. SQLite is serializable by nature: it has one writer. */
  isolation?: Isolation;
}

/**
 * The use case in which the code runs, of each database: tests open several in one process. One storage for them all, since
 * Node asks each storage there is about each promise that is made.
 */
const current = new AsyncLocalStorage<ReadonlyMap<Database, UseCase>>();

/** So long does the house wait, when it closes, for what was begun after a commit. */
const LAST_EFFECTS_MS = 5000;

/**
 * The only door to the data.
 *
 * TypeORM shares one connection among all callers on SQLite: two transactions that overlap run inside each other, and
 * a bare `save` joins whichever is open. So writers queue here (shared-commits.ts), and nobody touches a repository directly.
 */
@Injectable()
export class Database implements BeforeApplicationShutdown {
  private readonly sharedCommits: SharedCommits;
  private readonly log = new Logger(Database.name);
  /** Only where there is a replica: a storage costs something with each promise. */
  private readonly aside?: AsyncLocalStorage<true>;
  /** Effects that have begun. */
  private readonly running = new Set<Promise<unknown>>();

  constructor(
    @InjectDataSource('writer') private readonly writerSource: DataSource,
    @InjectDataSource('reader') private readonly readerSource: DataSource,
    @Optional() private readonly replica?: Replica,
  ) {
    this.sharedCommits = new SharedCommits(writerSource);
    if (replica) this.aside = new AsyncLocalStorage();
  }

  /**
   * Reads outside a transaction. Its own read-only connection: it never sees uncommitted rows, not even those of the use
   * case that asks, and a write fails. Inside a transaction read through `tx`. Work that reads aside gets the replica.
   */
  get reader(): EntityManager {
    return (this.aside?.getStore() ? this.replica! : this.readerSource).manager;
  }

  /** What comes of `work` may be told what is some seconds old: it reads from the replica, where there is one. */
  readAside(work: () => void): void {
    if (this.aside) this.aside.run(true, work);
    else work();
  }

  /**
   * One use case, one transaction: all of `work` is kept, or nothing. On SQLite callers queue, and may share a commit; on
   * PostgreSQL they run side by side. One that loses a deadlock or a serialization check, or whose shared commit fails, is
   * run again from the start, so `work` must have no effect but through `tx`. A nested call joins the transaction that is
   * open; one that fails, and any SQL statement that fails, takes the whole with it, even where the error is caught.
   *
   * @throws Refused `platform.busy` when it lost again and again for ten seconds.
   */
  async transaction<T>(work: (tx: EntityManager) => Promise<T>, options: TransactionOptions = {}): Promise<T> {
    const { open } = this;
    if (open) return open.watch(() => work(open.tx));
    const within = (useCase: UseCase): Promise<T> =>
      current.run(new Map(current.getStore()).set(this, useCase), () => work(useCase.tx));
    const outcome = await this.outcomeOf(within, options);
    const { effects, aftermath } = outcome.useCase;
    for (const effect of 'error' in outcome ? aftermath : [...effects, ...aftermath]) this.bringAbout(effect);
    if ('error' in outcome) throw outcome.error;
    return outcome.value;
  }

  /**
   * Runs once the open use case is committed, and never if it fails. Outside of one: at once. Nobody waits for an effect;
   * what goes wrong in it is logged, since the use case itself has succeeded.
   */
  afterCommit(effect: () => unknown): void {
    if (this.open) this.open.effects.push(effect);
    else this.bringAbout(effect);
  }

  /** As `afterCommit`, but however the use case ends: for what is to be known of one that was refused. */
  afterwards(effect: () => unknown): void {
    if (this.open) this.open.aftermath.push(effect);
    else this.bringAbout(effect);
  }

  /**
   * A use case is alone from its first line to its last (SQLite): what it has read needs not be read again under a lock, and
   * what says whom to lock needs not be read.
   */
  get isSerial(): boolean {
    return databaseKind === 'sqlite';
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
    if (this.isSerial) return;
    const take = mode === 'shared' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock';
    await tx.query(`SELECT ${take}(hashtextextended($1, 0))`, [`${subject}:${id}`]);
  }

  /** Locks many of a kind, always in the same order, in one statement. */
  async lockAll(tx: EntityManager, subject: string, ids: readonly (number | string)[]): Promise<void> {
    if (this.isSerial || ids.length === 0) return;
    const names = [...new Set(ids.map((id) => `${subject}:${id}`))].toSorted();
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended(name, 0)) FROM unnest($1::text[]) AS name`, [names]);
  }

  /** There should be a replica, and the primary is read instead. */
  get isReplicaAway(): boolean {
    return this.replica?.isAway ?? false;
  }

  /** How many use cases wait for SQLite's one writer. */
  get waiting(): number {
    return this.sharedCommits.waiting;
  }

  /** Effects that have begun end while the connections still stand; those that take too long are left. */
  async beforeApplicationShutdown(): Promise<void> {
    const timeUp = new AbortController();
    const patience = setTimeout(LAST_EFFECTS_MS, undefined, { ref: false, signal: timeUp.signal }).catch(
      () => undefined,
    );
    await Promise.race([this.effectsEnd(), patience]);
    timeUp.abort();
  }

  /** When no effect is under way any more, those that follow from others included. */
  async effectsEnd(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
  }

  private get open(): UseCase | undefined {
    const open = current.getStore()?.get(this);
    return open?.over ? undefined : open;
  }

  private outcomeOf<T>(work: (useCase: UseCase) => Promise<T>, options: TransactionOptions): Promise<Outcome<T>> {
    if (this.isSerial) return this.sharedCommits.run(work);
    return patiently(() => this.once(work, options.isolation ?? 'READ COMMITTED'));
  }

  private async once<T>(work: (useCase: UseCase) => Promise<T>, isolation: Isolation): Promise<Outcome<T>> {
    const useCase = new UseCase(this.writerSource);
    try {
      await useCase.begin(isolation);
      const value = await work(useCase);
      await useCase.finish();
      await useCase.commit();
      return { useCase, value };
    } catch (error) {
      await useCase.rollBack();
      if (isWorthRetrying(error)) throw error;
      return { useCase, error };
    } finally {
      await useCase.release();
    }
  }

  private bringAbout(effect: () => unknown): void {
    const tell = (error: unknown): void =>
      this.log.error('an effect after a commit failed', error instanceof Error ? error.stack : String(error));
    const running = current
      .exit(async () => effect())
      .catch(tell)
      .finally(() => this.running.delete(running));
    this.running.add(running);
  }
}

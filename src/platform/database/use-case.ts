import { setImmediate as drained } from 'node:timers/promises';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { databaseKind } from './kind.js';

export type Isolation = 'READ COMMITTED' | 'REPEATABLE READ' | 'SERIALIZABLE';

/** How a use case ended: done and kept; or failed, and nothing is left of it. */
export type Outcome<T> = { useCase: UseCase } & ({ value: T } | { error: unknown });

/**
 * One transaction from begin to end, or a part of one that is kept or undone by itself (SQLite). It stands in for TypeORM's
 * own, which keeps too little order for us:
 *
 * - A statement that failed dooms the whole, even if somebody caught the error. (PostgreSQL answers the COMMIT of such a
 *   transaction with a silent ROLLBACK; SQLite would keep the half that worked.)
 * - Once it is over, its `tx` is dead. Work that nobody waited for, such as the other half of a `Promise.all` that failed,
 *   would otherwise write on: outside of any transaction, or inside the next one.
 */
export class UseCase {
  /** Once it is committed. */
  readonly effects: (() => unknown)[] = [];
  /** Once it is over, committed or not. */
  readonly aftermath: (() => unknown)[] = [];
  readonly tx: EntityManager;
  over = false;
  private readonly runner: QueryRunner;
  private readonly query: QueryRunner['query'];
  private failure: { error: unknown } | undefined;

  /** @param isPart of the transaction that another use case has begun on the same connection. */
  constructor(
    source: DataSource,
    private readonly isPart = false,
  ) {
    // SQLite has one connection, and TypeORM one runner for it, with the state of all transactions: ours gets a new one.
    if (databaseKind === 'sqlite') (source.driver as { queryRunner?: QueryRunner }).queryRunner = undefined;
    this.runner = source.createQueryRunner();
    this.tx = this.runner.manager;
    this.query = this.runner.query.bind(this.runner);
    this.runner.query = (async (...call: Parameters<QueryRunner['query']>) => {
      if (this.over) throw new Error('this transaction is over: something in it was not awaited');
      return this.watch(() => this.query(...call));
    }) as QueryRunner['query'];
  }

  async begin(isolation?: Isolation): Promise<void> {
    if (!this.isPart) return this.runner.startTransaction(isolation);
    (this.runner as { isTransactionActive: boolean }).isTransactionActive = true; // TypeORM begins none of its own
    await this.query('SAVEPOINT use_case');
  }

  /** Runs a part of the work. If it fails, the whole is doomed. */
  async watch<T>(part: () => Promise<T>): Promise<T> {
    try {
      return await part();
    } catch (error) {
      this.failure ??= { error };
      throw error;
    }
  }

  /** The work is done. @throws what doomed it. */
  async finish(): Promise<void> {
    if (this.failure) throw this.failure.error;
    this.over = true;
    if (this.isPart) await this.query('RELEASE use_case');
  }

  /** Keeps what was done, and what others did in the same transaction. */
  async commit(): Promise<void> {
    await this.query('COMMIT');
  }

  /**
   * Leaves nothing behind, whatever state the work is in.
   * @throws for a part, when the whole transaction is gone.
   */
  async rollBack(): Promise<void> {
    this.over = true;
    await drained(); // statements already on their way still belong to this transaction
    if (this.isPart) {
      await this.query('ROLLBACK TO use_case');
      await this.query('RELEASE use_case');
    } else await this.query('ROLLBACK').catch(() => undefined); // the database was first, or the connection is gone
  }

  async release(): Promise<void> {
    this.over = true;
    await this.runner.release();
  }
}

import { setImmediate as othersCame } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { patiently } from './patience.js';
import { Turnstile } from './turnstile.js';
import { type Outcome, UseCase } from './use-case.js';

/** No more use cases share a commit, and none joins later than this: the first of them waits for the last. */
const MOST = 20;
const LATEST_MS = 20;

type Work<T> = (useCase: UseCase) => Promise<T>;

/**
 * The one writer of SQLite. Use cases go one after the other, in the order in which they were asked for. Those that come
 * while others are at work share a COMMIT with them, since the disk takes longer for it than most of them take in all: each
 * but the first in a savepoint of its own, so that one that fails takes nothing of the others with it. Nobody is answered
 * before the COMMIT, not even who was refused: what stood in her way may be part of it.
 *
 * Where the COMMIT fails, or one of them brings the whole transaction down, nothing was kept, and each is done again by
 * itself.
 */
export class SharedCommits {
  private readonly turnstile = new Turnstile();
  /** The transaction that is open, for the next one to join. */
  private round: Round | undefined;

  constructor(private readonly source: DataSource) {}

  /** How many use cases stand in the line. */
  get waiting(): number {
    return this.turnstile.waiting;
  }

  async run<T>(work: Work<T>): Promise<Outcome<T>> {
    const { outcome, stands } = await this.turnstile.pass(() => this.takePart(work));
    return (await stands) ? outcome : this.turnstile.pass(() => this.alone(work));
  }

  private async takePart<T>(work: Work<T>): Promise<{ outcome: Outcome<T>; stands: Promise<boolean> }> {
    const round = (this.round ??= await Round.open(this.source));
    const outcome = await round.include(work);
    if (round.isOver || round.isFull || !(await this.isAnybodyWaiting())) await this.close();
    return { outcome, stands: round.stands };
  }

  /** Whoever was on the way is given one turn of the event loop to arrive. */
  private async isAnybodyWaiting(): Promise<boolean> {
    if (this.turnstile.waiting === 0) await othersCame();
    return this.turnstile.waiting > 0;
  }

  private async alone<T>(work: Work<T>): Promise<Outcome<T>> {
    await this.close();
    const round = await Round.open(this.source);
    const outcome = await round.include(work);
    const failure = await round.close();
    return failure ? { ...outcome, ...failure } : outcome;
  }

  private async close(): Promise<void> {
    const { round } = this;
    this.round = undefined;
    await round?.close();
  }
}

/** One transaction, of one use case or several. */
class Round {
  /** Whether what its use cases were told holds: false, and nothing of them is kept. */
  readonly stands: Promise<boolean>;
  isOver = false;
  private settle!: (stands: boolean) => void;
  private size = 0;
  private readonly begun = performance.now();

  private constructor(
    private readonly source: DataSource,
    private readonly first: UseCase,
  ) {
    this.stands = new Promise((resolve) => (this.settle = resolve));
  }

  /** @throws Refused `platform.busy` where another process does not let go of the database. */
  static async open(source: DataSource): Promise<Round> {
    const first = await patiently(async () => {
      const useCase = new UseCase(source);
      await useCase.begin();
      return useCase;
    });
    return new Round(source, first);
  }

  get isFull(): boolean {
    return this.size >= MOST || performance.now() - this.begun > LATEST_MS;
  }

  async include<T>(work: Work<T>): Promise<Outcome<T>> {
    this.size += 1;
    return this.size === 1 ? this.begin(work) : this.join(work);
  }

  /** If the first one fails, the transaction ends with it. */
  private async begin<T>(work: Work<T>): Promise<Outcome<T>> {
    const useCase = this.first;
    try {
      const value = await work(useCase);
      await useCase.finish();
      return { useCase, value };
    } catch (error) {
      await this.end(true);
      return { useCase, error };
    }
  }

  private async join<T>(work: Work<T>): Promise<Outcome<T>> {
    const useCase = new UseCase(this.source, true);
    try {
      await useCase.begin();
      const value = await work(useCase);
      await useCase.finish();
      return { useCase, value };
    } catch (error) {
      await useCase.rollBack().catch(() => this.end(false));
      return { useCase, error };
    } finally {
      await useCase.release();
    }
  }

  /** @returns why nothing was kept. */
  async close(): Promise<{ error: unknown } | undefined> {
    if (this.isOver) return undefined;
    try {
      await this.first.commit();
    } catch (error) {
      await this.end(false);
      return { error };
    }
    this.isOver = true;
    this.settle(true);
    await this.first.release();
    return undefined;
  }

  private async end(stands: boolean): Promise<void> {
    this.isOver = true;
    await this.first.rollBack();
    this.settle(stands);
    await this.first.release();
  }
}

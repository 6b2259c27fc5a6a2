import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { Audit } from '../audit/audit.js';
import { Clock } from '../clock.js';
import { forSql } from '../database/columns.js';
import { Database } from '../database/database.js';
import { isDuplicate } from '../database/sql-errors.js';
import { Refused } from '../errors.js';
import type { Moment } from '../time.js';
import { JobRun } from './job-run.entity.js';

const ONCE = { name: 'job_run_once', columns: 'job_run.name, job_run.due_at' };
/** The due time of the mark: one for all processes, so that it is made once. */
const BEFORE_ALL = Temporal.Instant.fromEpochMilliseconds(0);
const LONGEST_ERROR = 200;

/** What ran, what runs: the table by which processes agree. */
@Injectable()
export class JobRuns {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /**
   * The moment up to which nothing is left to do: the latest due time that was taken on. Runs ahead of the clock do not
   * count (the clock was set back, or had been wrong). Where none was ever taken on, the moment at which the
   * installation first knew the job: it is marked now if it was not, so that a new installation catches up nothing and
   * one that is switched off each night misses nothing.
   */
  async doneUpTo(name: string): Promise<Moment> {
    const now = this.clock.now();
    const latest = await this.database.reader
      .createQueryBuilder(JobRun, 'run')
      .where('run.name = :name AND run.dueAt <= :now', { name, now: forSql(now) })
      .orderBy('run.dueAt', 'DESC')
      .limit(1)
      .getOne();
    if (latest) return latest.outcome === 'first_seen' ? latest.startedAt : latest.dueAt;
    await this.insert({ name, dueAt: BEFORE_ALL, startedAt: now, finishedAt: now, outcome: 'first_seen' });
    return now;
  }

  /** Takes on a due time. @returns nothing when it was taken on before, here or by another process. */
  async begin(name: string, dueAt: Moment): Promise<JobRun | undefined> {
    const run = { name, dueAt, startedAt: this.clock.now(), outcome: 'running' as const };
    return this.insert(run);
  }

  /** Takes on a run that somebody wants now. @throws Refused `platform.job_running` beside one that may still be under way */
  async beginByHand(name: string, askedBy: number, minutesAtMost: number): Promise<JobRun> {
    const now = this.clock.now();
    return this.database.transaction(async (tx) => {
      await this.database.lock(tx, 'jobs.by_hand', name);
      const since = forSql(now.subtract({ minutes: minutesAtMost }));
      const beside = await tx
        .createQueryBuilder(JobRun, 'run')
        .where('run.name = :name', { name })
        .andWhere(`(run.dueAt = :now OR (run.outcome = 'running' AND run.startedAt > :since))`, {
          now: forSql(now),
          since,
        })
        .getExists();
      if (beside) throw new Refused('conflict', 'platform.job_running');
      const run = { name, dueAt: now, startedAt: now, outcome: 'running' as const, askedBy };
      const { identifiers } = await tx.insert(JobRun, run);
      const deed = {
        action: 'jobs.run_by_hand',
        subject: { kind: 'job_run', id: Number(identifiers[0]!.id) },
      } as const;
      await this.audit.record(tx, { actorId: askedBy, ...deed, detail: { name } });
      return { ...run, id: Number(identifiers[0]!.id) } as JobRun;
    });
  }

  /** A run whose limit has passed was cut off by a crash. */
  async abandoned(name: string, minutesAtMost: number): Promise<JobRun[]> {
    const limit = forSql(this.clock.now().subtract({ minutes: minutesAtMost }));
    return this.database.reader
      .createQueryBuilder(JobRun, 'run')
      .where(`run.name = :name AND run.outcome = 'running' AND run.startedAt <= :limit`, { name, limit })
      .orderBy('run.dueAt')
      .getMany();
  }

  /** Takes over a run that was cut off. @returns nothing when another process did so first. */
  async takeOver(run: JobRun): Promise<JobRun | undefined> {
    const startedAt = this.clock.now();
    const taken = await this.change(run, { startedAt });
    return taken ? { ...run, startedAt } : undefined;
  }

  /** Notes the end of a run; of one that another process has taken over, nothing. */
  async finish(run: JobRun, error?: unknown): Promise<void> {
    const finishedAt = this.clock.now();
    await this.change(
      run,
      error ? { finishedAt, outcome: 'failed', error: shortly(error) } : { finishedAt, outcome: 'ok' },
    );
  }

  /** Clears away old runs: good ones after a week, others after a quarter of a year. Each job keeps its latest. */
  async clearOld(): Promise<void> {
    const now = this.clock.now();
    await this.database.transaction((tx) =>
      tx
        .createQueryBuilder()
        .delete()
        .from(JobRun)
        .where(
          `(finished_at < :quarter OR (finished_at < :week AND outcome = 'ok')) AND outcome <> 'first_seen'
          AND due_at < (SELECT MAX(later.due_at) FROM job_run later WHERE later.name = job_run.name)`,
          { week: forSql(now.subtract({ hours: 7 * 24 })), quarter: forSql(now.subtract({ hours: 92 * 24 })) },
        )
        .execute(),
    );
  }

  private async insert(run: Partial<JobRun>): Promise<JobRun | undefined> {
    try {
      return await this.database.transaction(async (tx) => {
        const { identifiers } = await tx.insert(JobRun, run);
        return { ...run, id: Number(identifiers[0]!.id) } as JobRun;
      });
    } catch (error) {
      if (isDuplicate(error, ONCE)) return undefined;
      throw error;
    }
  }

  private async change(run: JobRun, to: Partial<JobRun>): Promise<boolean> {
    const changed = await this.database.transaction((tx) =>
      tx
        .createQueryBuilder()
        .update(JobRun)
        .set(to)
        .where(`id = :id AND outcome = 'running' AND started_at = :seen`, { id: run.id, seen: forSql(run.startedAt) })
        .execute(),
    );
    return changed.affected === 1;
  }
}

function shortly(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.split('\n')[0]!.slice(0, LONGEST_ERROR);
}

import { Injectable } from '@nestjs/common';
import { Clock } from '../clock.js';
import { ask } from '../database/ask.js';
import { fromSql, type Raw } from '../database/columns.js';
import { Database } from '../database/database.js';
import type { Moment } from '../time.js';
import type { Outcome } from './job-run.entity.js';
import { Jobs } from './jobs.js';
import { nextDue } from './jobs.policy.js';

export interface RunRow {
  name: string;
  outcome: Exclude<Outcome, 'first_seen'>;
  startedAt: Moment;
  finishedAt: Moment | null;
  error: string | null;
  /** Who wanted it now; none: the clock. */
  askedBy: string | null;
}

export interface JobRow {
  name: string;
  /** None: it has not run yet. */
  last?: RunRow;
  /** Where it is not the last one. */
  lastFailure?: RunRow;
  next?: Moment;
}

/** What the house does by itself, as the staff sees it. */
@Injectable()
export class JobList {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
  ) {}

  /** Two statements, however many jobs and runs. By name. */
  async read(): Promise<JobRow[]> {
    const last = await this.latest(`outcome <> 'first_seen'`);
    const failures = await this.latest(`outcome = 'failed'`);
    const now = this.clock.now();
    return this.jobs.all().map(({ name, schedule }) => {
      const [latest, failure] = [last.get(name), failures.get(name)];
      const lastFailure = latest?.outcome === 'failed' ? undefined : failure;
      return { name, last: latest, lastFailure, next: nextDue(schedule, now) };
    });
  }

  private async latest(which: string): Promise<Map<string, RunRow>> {
    const rows = await ask<Raw<RunRow>>(
      this.database.reader,
      `SELECT run.name, run.outcome, run.error, run.started_at AS "startedAt", run.finished_at AS "finishedAt",
         app_user.name AS "askedBy"
       FROM job_run run LEFT JOIN app_user ON app_user.id = run.asked_by
       WHERE run.id IN (SELECT MAX(id) FROM job_run WHERE ${which} GROUP BY name)`,
      [],
    );
    return new Map(
      rows.map((row) => [
        row.name,
        { ...row, startedAt: fromSql(row.startedAt), finishedAt: fromSql(row.finishedAt) } satisfies RunRow,
      ]),
    );
  }
}

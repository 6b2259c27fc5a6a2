import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { CareFreeds } from '../../childcare/places/care-freed.js';
import { ask } from '../../platform/database/ask.js';
import { Database } from '../../platform/database/database.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { EnrolmentLocks } from './enrolment-locks.js';
import { LineServing } from './line-serving.js';

/** What makes the waiting line of courses move by itself: time goes by, or childcare came free. */
@Injectable()
export class LineTriggers implements OnModuleInit {
  private readonly log = new Logger('EnrolmentLine');

  constructor(
    private readonly database: Database,
    private readonly careFreed: CareFreeds,
    private readonly jobs: Jobs,
    private readonly locks: EnrolmentLocks,
    private readonly serving: LineServing,
  ) {}

  onModuleInit(): void {
    // Afterwards and not within: whoever let go holds the day, and the course comes before it in the order of locks.
    this.careFreed.register((_, freed) => {
      const days = freed.map(({ date }) => date);
      this.database.afterCommit(async () => this.serveAll(await this.coursesOn([...new Set(days)])));
      return Promise.resolve();
    });
    this.jobs.register({
      name: 'training.waitlist',
      schedule: { every: 'minutes', minutes: 1 },
      catchUp: 'latest',
      repeatable: true,
      run: async () => this.serveAll(await this.courses()),
    });
  }

  /** Each course in a transaction of its own: one that fails does not hold up the others. @throws the first failure */
  async serveAll(courseIds: readonly number[]): Promise<void> {
    const failures: unknown[] = [];
    for (const courseId of courseIds) {
      try {
        await this.database.transaction(async (tx) => {
          await this.locks.take(tx, courseId);
          await this.serving.serve(tx, courseId);
        });
      } catch (error) {
        this.log.error(
          `the line of course ${courseId} could not be served`,
          error instanceof Error ? error.stack : error,
        );
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }

  /** In which somebody waits or was offered something. One statement. */
  async courses(): Promise<number[]> {
    const rows = await ask<{ id: number }>(
      this.database.reader,
      `SELECT DISTINCT course_id AS id FROM enrolment WHERE status IN ('waiting', 'offered') ORDER BY course_id`,
      [],
    );
    return rows.map(({ id }) => id);
  }

  /** Those of them that are held on one of these days, and in which somebody waits for childcare too. One statement. */
  private async coursesOn(dates: readonly string[]): Promise<number[]> {
    const rows = await ask<{ id: number; date: string }>(
      this.database.reader,
      `SELECT DISTINCT enrolment.course_id AS id, session.date AS date FROM enrolment
       JOIN training_session session ON session.course_id = enrolment.course_id AND session.status = 'planned'
       WHERE enrolment.status IN ('waiting', 'offered') AND enrolment.child_ids <> '[]'`,
      [],
    );
    return [...new Set(rows.filter(({ date }) => dates.includes(date)).map(({ id }) => id))].toSorted((a, b) => a - b);
  }
}

import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '../../platform/database/database.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { addMonths, type DateText, firstOfMonth, type Moment, todayAt } from '../../platform/time.js';
import type { Phrase } from '../../platform/views/phrase.js';
import { ask } from '../../platform/database/ask.js';
import { AttendanceLocks } from '../../training/roll-call/attendance-locks.js';
import type { Programme } from '../contract/programme.entity.js';
import { programmesUnderWay } from '../contract/readable.js';
import { whyNoReport } from './report-steps.policy.js';
import { Reports } from './reports.js';

export interface Compiled {
  programme: Programme;
  /** It was not there before. */
  isNew: boolean;
}

/** On the first of the month the report of the month before is there; what was accepted locks its attendance. */
@Injectable()
export class Compiling implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly reports: Reports,
    private readonly locks: AttendanceLocks,
  ) {}

  onModuleInit(): void {
    this.jobs.register({
      name: 'reports.compile',
      schedule: { every: 'month', day: 1, at: '02:00' },
      catchUp: 'each',
      repeatable: true,
      run: async (dueAt) => void (await this.compileAll(monthBefore(dueAt), todayAt(dueAt))),
    });
    this.locks.register({ lockOf });
  }

  /**
   * The report of a month for each programme under way, each in a transaction of its own: what a crash leaves is whole.
   * @param month `2026-10`
   */
  async compileAll(month: string, today: DateText): Promise<Compiled[]> {
    const compiled: Compiled[] = [];
    for (const programme of await programmesUnderWay(this.database.reader)) {
      if (whyNoReport(month, programme, today)) continue;
      const isNew = await this.database.transaction((tx) => this.reports.compile(tx, programme, month, null));
      compiled.push({ programme, isNew });
    }
    return compiled;
  }
}

function monthBefore(moment: Moment): string {
  return addMonths(firstOfMonth(todayAt(moment)), -1).slice(0, 7);
}

/** Final is what stands in a report that was accepted, and is not opened again. One statement. */
async function lockOf(manager: EntityManager, date: DateText, courseId: number): Promise<Phrase | undefined> {
  const found = await ask<{ id: number }>(
    manager,
    `SELECT report.id FROM monthly_report report
     JOIN programme ON programme.id = report.programme_id
     JOIN programme_course own ON own.programme_id = programme.id AND own.course_id = $1
     WHERE report.month = $2 AND report.status = 'accepted' AND programme.from_date <= $3 AND programme.to_date >= $4`,
    [courseId, date.slice(0, 7), date, date],
  );
  return found.length > 0 ? { key: 'reports:locked', month: firstOfMonth(date) } : undefined;
}

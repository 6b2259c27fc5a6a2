import { Injectable } from '@nestjs/common';
import { ask } from '../database/ask.js';
import { Database } from '../database/database.js';

/** What the house could not do by itself, and a person should look at. */
export interface Failed {
  /** Mails that were given up. */
  mails: number;
  /** Jobs whose last run failed: one that runs again and succeeds is none any more. */
  jobs: number;
}

@Injectable()
export class Failures {
  constructor(private readonly database: Database) {}

  /** One statement. */
  async count(): Promise<Failed> {
    const [row] = await ask<Record<keyof Failed, number | string>>(
      this.database.reader,
      `SELECT
         (SELECT COUNT(*) FROM outbox_mail WHERE failed_at IS NOT NULL AND sent_at IS NULL) AS mails,
         (SELECT COUNT(*) FROM job_run WHERE outcome = 'failed' AND id IN (
           SELECT MAX(id) FROM job_run WHERE outcome IN ('ok', 'failed') GROUP BY name)) AS jobs`,
      [],
    );
    return { mails: Number(row!.mails), jobs: Number(row!.jobs) };
  }
}

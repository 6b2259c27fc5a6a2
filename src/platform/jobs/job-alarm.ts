import { Injectable } from '@nestjs/common';
import { Clock } from '../clock.js';
import { forSql } from '../database/columns.js';
import { Database } from '../database/database.js';
import type { Letter } from '../mail/letter.js';
import { Mailer } from '../mail/mailer.js';
import { Managers } from '../mail/managers.js';
import { paths } from '../paths.js';
import { jobLabel } from './job-label.js';
import { JobRun } from './job-run.entity.js';

/** A job that fails each minute writes one mail in so many hours. */
const HOURS_BETWEEN = 24;

/** Tells the managers of a run that failed. */
@Injectable()
export class JobAlarm {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly mailer: Mailer,
    private readonly managers: Managers,
  ) {}

  /** Nothing where they were told of a failure of this job within the last day, by any process. */
  async tell(run: Pick<JobRun, 'id' | 'name'>): Promise<void> {
    const now = this.clock.now();
    await this.database.transaction(async (tx) => {
      await this.database.lock(tx, 'jobs.alarm', run.name);
      const told = await tx
        .createQueryBuilder(JobRun, 'run')
        .where('run.name = :name AND run.toldAt > :since', {
          name: run.name,
          since: forSql(now.subtract({ hours: HOURS_BETWEEN })),
        })
        .getExists();
      if (told) return;
      await tx.update(JobRun, run.id, { toldAt: now });
      const letter = failedLetter(run.name);
      for (const manager of await this.managers.all(tx)) await this.mailer.send(tx, manager, letter);
    });
  }
}

/** Without what went wrong: an error may name somebody. The page says it. */
function failedLetter(name: string): Letter {
  const job = jobLabel(name);
  return {
    name: 'jobs.failed',
    subject: { key: 'jobs:letter.subject', job },
    paragraphs: [
      { key: 'jobs:letter.text', job },
      { key: 'jobs:letter.bounded', hours: HOURS_BETWEEN },
    ],
    action: { label: 'jobs:letter.action', path: paths.jobs() },
  };
}

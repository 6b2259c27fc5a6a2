import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Outbox } from '../mail/outbox.js';
import { Postman } from '../mail/postman.js';
import { Rates } from '../web/rates/rates.js';
import { SessionStore } from '../web/session-store.js';
import { JobRuns } from './job-runs.js';
import { Jobs } from './jobs.js';

/** The platform's own jobs. */
@Injectable()
export class StandingJobs implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly postman: Postman,
    private readonly outbox: Outbox,
    private readonly sessions: SessionStore,
    private readonly rates: Rates,
    private readonly runs: JobRuns,
  ) {}

  onModuleInit(): void {
    this.jobs.register({
      name: 'mail.sweep',
      schedule: { every: 'minutes', minutes: 1 },
      catchUp: 'latest',
      repeatable: true,
      run: () => this.postman.sweep(),
    });
    this.jobs.register({
      name: 'sessions.clear',
      schedule: { every: 'day', at: '03:10' },
      catchUp: 'latest',
      repeatable: true,
      run: async () => {
        await this.sessions.clearExpired();
        await this.rates.clearExpired();
      },
    });
    this.jobs.register({
      name: 'mail.clear',
      schedule: { every: 'day', at: '03:15' },
      catchUp: 'latest',
      repeatable: true,
      run: () => this.outbox.clearOld(),
    });
    this.jobs.register({
      name: 'jobs.clear',
      schedule: { every: 'day', at: '03:20' },
      catchUp: 'latest',
      repeatable: true,
      run: () => this.runs.clearOld(),
    });
  }
}

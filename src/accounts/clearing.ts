import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Jobs } from '../platform/jobs/jobs.js';
import { OneTimeLinks } from './one-time-links.js';
import { Throttle } from './throttle.js';

/** Clears away, every night, what has run out: nobody asks for it any more, and it is about people. */
@Injectable()
export class Clearing implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly links: OneTimeLinks,
    private readonly throttle: Throttle,
  ) {}

  onModuleInit(): void {
    this.jobs.register({
      name: 'accounts.clearing',
      schedule: { every: 'day', at: '03:30' },
      catchUp: 'latest',
      repeatable: true,
      run: async () => {
        await this.links.clearExpired();
        await this.throttle.clearExpired();
      },
    });
  }
}

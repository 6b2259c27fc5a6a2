import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../database/database.js';
import { Jobs } from '../jobs/jobs.js';
import { reseal } from './reseal.js';

/** Every night: what stands in a sealed column from before it was sealed, or under an older key, is sealed. */
@Injectable()
export class Resealing implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly database: Database,
  ) {}

  onModuleInit(): void {
    this.jobs.register({
      name: 'keys.reseal',
      schedule: { every: 'day', at: '03:25' },
      catchUp: 'latest',
      repeatable: true,
      run: async () => void (await reseal(this.database)),
    });
  }
}

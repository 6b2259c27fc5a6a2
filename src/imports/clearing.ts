import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { forSql } from '../platform/database/columns.js';
import { Database } from '../platform/database/database.js';
import { Jobs } from '../platform/jobs/jobs.js';
import { Import } from './import.entity.js';

/** A file that nobody imported holds people's data for nothing. */
const KEPT_HOURS = 7 * 24;

@Injectable()
export class ImportClearing implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
  ) {}

  onModuleInit(): void {
    this.jobs.register({
      name: 'imports.clearing',
      schedule: { every: 'day', at: '03:40' },
      catchUp: 'latest',
      run: () => this.clear(),
    });
  }

  async clear(): Promise<void> {
    const before = forSql(this.clock.now().subtract({ hours: KEPT_HOURS }));
    await this.database.transaction(async (tx) => {
      const old = tx.createQueryBuilder().delete().from(Import);
      await old.where('status <> :done AND created_at < :before', { done: 'done', before }).execute();
    });
  }
}

import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { CareFreeds } from '../../childcare/places/care-freed.js';
import { Database } from '../../platform/database/database.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { Freed } from '../../venues/freed.js';
import { WaitlistRows } from './waitlist-rows.js';
import { WaitlistServing } from './waitlist-serving.js';

/** What makes the waiting line move: something came free, the rules changed, or time went by. */
@Injectable()
export class WaitlistTriggers implements OnModuleInit {
  private readonly log = new Logger('Waitlist');

  constructor(
    private readonly database: Database,
    private readonly freed: Freed,
    private readonly careFreed: CareFreeds,
    private readonly jobs: Jobs,
    private readonly rows: WaitlistRows,
    private readonly serving: WaitlistServing,
  ) {}

  onModuleInit(): void {
    this.freed.register((tx, places) => this.serving.serveFreed(tx, places));
    this.careFreed.register((tx, freed) => this.serving.serveFreed(tx, freed));
    this.freed.registerForRules(async (tx, venueId) => {
      const days = await this.rows.days(tx);
      for (const day of days.filter((one) => one.venueId === venueId)) await this.serving.serve(tx, venueId, day.date);
    });
    this.jobs.register({
      name: 'bookings.waitlist',
      schedule: { every: 'minutes', minutes: 1 },
      catchUp: 'latest',
      repeatable: true,
      run: () => this.serveAll(),
    });
  }

  /** Each day in a transaction of its own: one that fails does not hold up the others. @throws the first failure */
  async serveAll(): Promise<void> {
    const failures: unknown[] = [];
    for (const { venueId, date } of await this.rows.days(this.database.reader)) {
      try {
        await this.database.transaction(async (tx) => {
          await this.database.lock(tx, 'venue', venueId, 'shared');
          await this.serving.serve(tx, venueId, date);
        });
      } catch (error) {
        this.log.error(`the line of ${date} could not be served`, error instanceof Error ? error.stack : error);
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}

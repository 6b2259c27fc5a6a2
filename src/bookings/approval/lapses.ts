import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { forSql } from '../../platform/database/columns.js';
import { Database } from '../../platform/database/database.js';
import { groupBy } from '../../platform/group-by.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { Booking } from '../booking.entity.js';
import { ApprovalService } from './approval.service.js';

/** Ends requests that nobody has answered in time. */
@Injectable()
export class Lapses implements OnModuleInit {
  private readonly log = new Logger('Lapses');

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly approval: ApprovalService,
  ) {}

  onModuleInit(): void {
    this.jobs.register({
      name: 'bookings.lapses',
      schedule: { every: 'minutes', minutes: 1 },
      catchUp: 'latest',
      repeatable: true,
      run: async () => void (await this.sweep()),
    });
  }

  /**
   * Those of one series in one transaction and with one mail; one that fails does not hold up the others.
   * @returns how many have lapsed. @throws the first failure
   */
  async sweep(): Promise<number> {
    const due = await this.database.reader
      .createQueryBuilder(Booking, 'booking')
      .where("booking.status = 'requested' AND booking.lapses_at <= :now", { now: forSql(this.clock.now()) })
      .orderBy('booking.id')
      .getMany();
    const failures: unknown[] = [];
    let count = 0;
    for (const of of groupBy(due, ({ id, seriesId }) =>
      seriesId === null ? `one ${id}` : `all ${seriesId}`,
    ).values()) {
      const ids = of.map(({ id }) => id);
      try {
        count += await this.approval.lapse(of[0]!, ids);
      } catch (error) {
        this.log.error(`requests ${ids.join()} could not lapse`, error instanceof Error ? error.stack : error);
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
    return count;
  }
}

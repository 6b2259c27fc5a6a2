import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CarePlaces } from '../../childcare/places/care-places.js';
import { Clock } from '../../platform/clock.js';
import { ask } from '../../platform/database/ask.js';
import { Database } from '../../platform/database/database.js';
import { type DateText, todayAt } from '../../platform/time.js';

/** Makes those who count the same seats wait for each other. */
@Injectable()
export class EnrolmentLocks {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly care: CarePlaces,
  ) {}

  /**
   * Always in this order: the course, whose seats are counted; the venues of its sessions, whose rules stand still (shared);
   * the people, so that nobody gets two seats at the same time; the days, on which childcare is given. Whoever closes a venue
   * has it for herself, and so needs no lock of a course: nobody is behind this point then. Read what decides after it.
   */
  async take(tx: EntityManager, courseId: number, userIds: readonly number[] = []): Promise<void> {
    if (this.database.isSerial) return;
    await this.database.lock(tx, 'course', courseId);
    const days = await ask<{ venueId: number; date: DateText }>(
      tx,
      `SELECT DISTINCT venue_id AS "venueId", date FROM training_session
       WHERE course_id = $1 AND date >= $2 AND status = 'planned' AND venue_id IS NOT NULL`,
      [courseId, todayAt(this.clock.now())],
    );
    const venueIds = [...new Set(days.map(({ venueId }) => venueId))].toSorted((a, b) => a - b);
    for (const id of venueIds) await this.database.lock(tx, 'venue', id, 'shared');
    await this.database.lockAll(tx, 'member', userIds);
    await this.care.lock(tx, days);
  }
}

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '../../platform/database/database.js';
import type { DateText } from '../../platform/time.js';
import type { Phrase } from '../../platform/views/phrase.js';

/** A room in which figures of a month become final. */
export interface AttendanceLockSource {
  /**
   * Why attendance of a day is final, in words for trainers; nothing: it is not.
   * At most one statement.
   */
  lockOf(manager: EntityManager, date: DateText, courseId: number): Promise<Phrase | undefined>;
}

/** Knows which attendance is final, from the rooms that report it. */
@Injectable()
export class AttendanceLocks {
  private readonly sources: AttendanceLockSource[] = [];

  constructor(private readonly database: Database) {}

  register(source: AttendanceLockSource): void {
    this.sources.push(source);
  }

  /** Why it is final; nothing: it is not. */
  async of(
    manager: EntityManager,
    { date, courseId }: { date: DateText; courseId: number },
  ): Promise<Phrase | undefined> {
    for (const source of this.sources) {
      const why = await source.lockOf(manager, date, courseId);
      if (why) return why;
    }
    return undefined;
  }

  /** As `of`, and it stays so until the transaction ends. */
  async hold(tx: EntityManager, session: { date: DateText; courseId: number }): Promise<Phrase | undefined> {
    await this.database.lock(tx, 'attendance-month', session.date.slice(0, 7), 'shared');
    return this.of(tx, session);
  }

  /** For who makes a month final: nobody writes attendance of it until the transaction ends. @param date any day of it */
  async close(tx: EntityManager, date: DateText): Promise<void> {
    await this.database.lock(tx, 'attendance-month', date.slice(0, 7));
  }
}

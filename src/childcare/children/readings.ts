import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { User } from '../../accounts/user.entity.js';
import { Clock } from '../../platform/clock.js';
import { forSql, fromSql } from '../../platform/database/columns.js';
import { Database } from '../../platform/database/database.js';
import type { Moment } from '../../platform/time.js';
import { CardReading, type ReadingOf } from './card-reading.entity.js';

/** Somebody who opens the same card again within so many minutes is still reading it. */
const SAME_MINUTES = 10;

export interface Reading {
  reader: string;
  readAt: Moment;
  what: ReadingOf;
}

/** Who has read which card (DOMAIN, Rules of childcare: reading a child's card is logged). */
@Injectable()
export class Readings {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Written before anything is shown: no line, no card. Two statements, however many children. */
  async log(readerId: number, childIds: readonly number[], what: ReadingOf): Promise<void> {
    if (childIds.length === 0) return;
    const readAt = this.clock.now();
    const since = forSql(readAt.subtract({ minutes: SAME_MINUTES }));
    await this.database.transaction(async (tx) => {
      const rows = await tx
        .createQueryBuilder(CardReading, 'reading')
        .select('reading.child_id', 'childId')
        .where('reading.reader_id = :readerId AND reading.what = :what', { readerId, what })
        .andWhere('reading.read_at > :since AND reading.child_id IN (:...childIds)', { since, childIds })
        .getRawMany<{ childId: number }>();
      const known = new Set(rows.map(({ childId }) => childId));
      const fresh = childIds.filter((id) => !known.has(id));
      if (fresh.length > 0)
        await tx.insert(
          CardReading,
          fresh.map((childId) => ({ childId, readerId, readAt, what })),
        );
    });
  }

  /** A look at the page of a day, of children at whom this reader has not looked today. One statement. */
  async logDay(readerId: number, childIds: readonly number[]): Promise<void> {
    if (childIds.length === 0) return;
    const readAt = this.clock.now();
    const rows = [...new Set(childIds)].map((childId) => ({ childId, readerId, readAt, what: 'day' as const }));
    await this.database.transaction((tx) =>
      tx.createQueryBuilder().insert().into(CardReading).values(rows).updateEntity(false).execute(),
    );
  }

  /** The latest first. One statement. */
  async of(manager: EntityManager, childId: number, most: number): Promise<Reading[]> {
    const rows = await manager
      .createQueryBuilder(CardReading, 'reading')
      .innerJoin(User, 'reader', 'reader.id = reading.reader_id')
      .select('reader.name', 'reader')
      .addSelect('reading.read_at', 'readAt')
      .addSelect('reading.what', 'what')
      .where('reading.child_id = :childId', { childId })
      .orderBy('reading.id', 'DESC')
      .limit(most)
      .getRawMany<Omit<Reading, 'readAt'> & { readAt: Date | string }>();
    return rows.map((row) => ({ ...row, readAt: fromSql(row.readAt) }));
  }
}

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { User } from '../../accounts/user.entity.js';
import { Clock } from '../../platform/clock.js';
import { forSql, fromSql, type Raw } from '../../platform/database/columns.js';
import { Database } from '../../platform/database/database.js';
import { groupBy } from '../../platform/group-by.js';
import { type Moment, todayAt } from '../../platform/time.js';
import { CardReading, type ReadingOf, SAME_MINUTES } from './card-reading.entity.js';

/** Written in one statement: SQLite takes 32,766 values in one. */
const MOST_ROWS = 5000;

/** Of so many looks the days are told to a guardian. */
const MOST_LOOKS = 500;

/** Somebody's looks at one kind of page on one day. */
export interface Reading {
  reader: string;
  /** The last of them. */
  readAt: Moment;
  what: ReadingOf;
}

/** Who has read what about which child (DOMAIN, Rules of childcare: reading a child's card is logged). */
@Injectable()
export class Readings {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Written before anything is shown: no line, no page. One statement, one more for a new look, however many children. */
  async log(readerId: number, childIds: readonly number[], what: ReadingOf): Promise<void> {
    if (childIds.length === 0) return;
    const rows = await this.database.reader
      .createQueryBuilder(CardReading, 'reading')
      .select('reading.child_id', 'childId')
      .where('reading.reader_id = :readerId AND reading.what = :what', { readerId, what })
      .andWhere('reading.read_at > :since', { since: forSql(this.since(what)) })
      .getRawMany<{ childId: number }>();
    const known = new Set(rows.map(({ childId }) => childId));
    await this.add(
      readerId,
      childIds.filter((id) => !known.has(id)),
      what,
    );
  }

  /** From then on a look at such a page is still the same one. */
  since(what: ReadingOf): Moment {
    return this.clock.now().subtract({ minutes: SAME_MINUTES[what] });
  }

  /** New looks, where the page itself has asked which are. One statement. */
  async add(readerId: number, childIds: readonly number[], what: ReadingOf): Promise<void> {
    if (childIds.length === 0) return;
    const readAt = this.clock.now();
    const rows = [...new Set(childIds)].map((childId) => ({ childId, readerId, readAt, what }));
    await this.database.transaction(async (tx) => {
      for (let from = 0; from < rows.length; from += MOST_ROWS) {
        const some = rows.slice(from, from + MOST_ROWS);
        await tx.createQueryBuilder().insert().into(CardReading).values(some).updateEntity(false).execute();
      }
    });
  }

  /** Who has looked at one child, once for each day and kind of page, the latest first. One statement. */
  async of(manager: EntityManager, childId: number, most: number): Promise<Reading[]> {
    const rows = await manager
      .createQueryBuilder(CardReading, 'reading')
      .innerJoin(User, 'reader', 'reader.id = reading.reader_id')
      .select(['reader.id AS "readerId"', 'reader.name AS "reader"'])
      .addSelect(['reading.read_at AS "readAt"', 'reading.what AS "what"'])
      .where('reading.child_id = :childId', { childId })
      .orderBy('reading.read_at', 'DESC')
      .addOrderBy('reading.id', 'DESC')
      .limit(MOST_LOOKS)
      .getRawMany<Raw<Reading> & { readerId: number }>();
    const looks = rows.map((row) => ({ ...row, readAt: fromSql(row.readAt) }));
    const days = groupBy(looks, ({ readerId, what, readAt }) => `${readerId} ${what} ${todayAt(readAt)}`);
    return [...days.values()].slice(0, most).map(([last]) => last!);
  }
}

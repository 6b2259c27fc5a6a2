import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { peopleNamed } from '../../accounts/people-named.js';
import { User } from '../../accounts/user.entity.js';
import { forSql, fromSql, type Raw } from '../../platform/database/columns.js';
import { Database } from '../../platform/database/database.js';
import { addDays, type Moment, momentAt, momentOfMilliseconds } from '../../platform/time.js';
import { readBefore, searchBefore, searchDay, searchId, searchWords } from '../../platform/web/search-fields.js';
import { ChildGuardian } from '../children/child-guardian.entity.js';
import { CardReading, type ReadingOf } from './card-reading.entity.js';

export const PAGE_ROWS = 50;

export const readingsQuery = z.object({
  /** Who looked: a number, or part of a name or an e-mail address. */
  reader: searchWords(100),
  /** A guardian of the child, likewise. */
  guardian: searchWords(100),
  child: searchId,
  from: searchDay,
  to: searchDay,
  before: searchBefore,
});
export type ReadingsQuery = z.infer<typeof readingsQuery>;

/** A page that somebody opened, with how many children it told of. */
export interface LookRow {
  at: Moment;
  readerId: number;
  reader: string;
  what: ReadingOf;
  children: number;
  /** One of them. */
  childId: number;
}

/** Who has looked at what is told about children: the log, as managers search it. Children stand there by number alone. */
@Injectable()
export class ReadingTrail {
  constructor(private readonly database: Database) {}

  /** The newest first, one row more than a page. Three statements at most, each by an index. */
  async page({ reader, guardian, child, from, to, before }: ReadingsQuery): Promise<LookRow[]> {
    const page = this.database.reader
      .createQueryBuilder(CardReading, 'reading')
      .innerJoin(User, 'person', 'person.id = reading.reader_id')
      .select(['reading.read_at AS "at"', 'reading.reader_id AS "readerId"', 'reading.what AS "what"'])
      .addSelect(['MIN(person.name) AS "reader"', 'COUNT(*) AS "children"', 'MIN(reading.child_id) AS "childId"'])
      .groupBy('reading.read_at')
      .addGroupBy('reading.reader_id')
      .addGroupBy('reading.what')
      .orderBy('reading.read_at', 'DESC')
      .addOrderBy('reading.reader_id', 'DESC')
      .addOrderBy('reading.what', 'DESC')
      .limit(PAGE_ROWS + 1);
    if (reader) {
      const readers = await peopleNamed(this.database.reader, reader);
      page.andWhere('reading.reader_id IN (:...readers)', { readers: [...readers, 0] });
    }
    if (guardian) {
      const guardians = await peopleNamed(this.database.reader, guardian);
      const theirs = page
        .subQuery()
        .select('link.child_id')
        .from(ChildGuardian, 'link')
        .where('link.user_id IN (:...guardians)');
      page.andWhere(`reading.child_id IN ${theirs.getQuery()}`, { guardians: [...guardians, 0] });
    }
    if (child !== undefined) page.andWhere('reading.child_id = :child', { child });
    if (from) page.andWhere('reading.read_at >= :from', { from: forSql(momentAt(from, 0)) });
    if (to) page.andWhere('reading.read_at < :to', { to: forSql(momentAt(addDays(to, 1), 0)) });
    if (before) {
      const { milliseconds, id } = readBefore(before);
      const last = { at: forSql(momentOfMilliseconds(milliseconds)), last: id };
      page.andWhere('(reading.read_at, reading.reader_id) < (:at, :last)', last);
    }
    const rows = await page.getRawMany<Raw<LookRow>>();
    return rows.map(({ at, children, ...row }) => ({ ...row, at: fromSql(at), children: Number(children) }));
  }
}

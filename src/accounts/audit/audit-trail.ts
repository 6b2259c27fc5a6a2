import { Injectable } from '@nestjs/common';
import type { SelectQueryBuilder } from 'typeorm';
import { AuditEntry } from '../../platform/audit/audit-entry.entity.js';
import { ask } from '../../platform/database/ask.js';
import { forSql, fromSql, type Raw } from '../../platform/database/columns.js';
import { Database } from '../../platform/database/database.js';
import { addDays, type Moment, momentAt, momentOfMilliseconds } from '../../platform/time.js';
import { readBefore } from '../../platform/web/search-fields.js';
import { peopleNamed } from '../people-named.js';
import { User } from '../user.entity.js';
import type { AuditQuery } from './audit-query.js';

export const PAGE_ROWS = 50;

export interface AuditRow {
  id: number;
  at: Moment;
  actorId: number | null;
  /** None: the system itself. */
  actor: string | null;
  action: string;
  subjectKind: string;
  subjectId: number | null;
  /** Where it is a person. */
  subject: string | null;
  detail: Record<string, unknown>;
  fromAddress: string | null;
  fromSession: string | null;
}

/** What the trail can be searched by. */
export interface AuditNames {
  actions: readonly string[];
  kinds: readonly string[];
}

type RawRow = Raw<Omit<AuditRow, 'detail'>> & { detail: string };

/** The audit trail as administrators search it. */
@Injectable()
export class AuditTrail {
  constructor(private readonly database: Database) {}

  /** The newest first, one row more than a page. Two statements at most, each by an index. */
  async page(query: AuditQuery): Promise<AuditRow[]> {
    const page = this.database.reader
      .createQueryBuilder(AuditEntry, 'entry')
      .leftJoin(User, 'actor', 'actor.id = entry.actor_id')
      .leftJoin(User, 'person', `entry.subject_kind = 'user' AND person.id = entry.subject_id`)
      .select(['entry.id AS "id"', 'entry.at AS "at"', 'entry.actor_id AS "actorId"', 'actor.name AS "actor"'])
      .addSelect(['entry.action AS "action"', 'entry.subject_kind AS "subjectKind"', 'entry.detail AS "detail"'])
      .addSelect(['entry.subject_id AS "subjectId"', 'person.name AS "subject"'])
      .addSelect(['entry.from_address AS "fromAddress"', 'entry.from_session AS "fromSession"'])
      .orderBy('entry.at', 'DESC')
      .addOrderBy('entry.id', 'DESC')
      .limit(PAGE_ROWS + 1);
    if (query.person) {
      const actors = await peopleNamed(this.database.reader, query.person);
      if (actors.length === 0) return [];
      page.andWhere('entry.actor_id IN (:...actors)', { actors });
    }
    narrow(page, query);
    const rows = await page.getRawMany<RawRow>();
    return rows.map(({ at, detail, ...row }) => ({
      ...row,
      at: fromSql(at),
      detail: JSON.parse(detail) as object as never,
    }));
  }

  /** All deeds and kinds that there are, by name. Two statements, each of which looks once for each of them. */
  async names(): Promise<AuditNames> {
    return { actions: await this.different('action'), kinds: await this.different('subject_kind') };
  }

  private async different(column: 'action' | 'subject_kind'): Promise<string[]> {
    const rows = await ask<{ value: string }>(
      this.database.reader,
      `WITH RECURSIVE one (value) AS (
         SELECT MIN(${column}) FROM audit_entry
         UNION ALL
         SELECT (SELECT MIN(${column}) FROM audit_entry WHERE ${column} > one.value) FROM one WHERE one.value IS NOT NULL)
       SELECT value FROM one WHERE value IS NOT NULL`,
      [],
    );
    return rows.map(({ value }) => value);
  }
}

function narrow(page: SelectQueryBuilder<AuditEntry>, { action, kind, id, from, to, before }: AuditQuery): void {
  if (action) page.andWhere('entry.action = :action', { action });
  if (kind) page.andWhere('entry.subject_kind = :kind', { kind });
  if (id !== undefined) page.andWhere('entry.subject_id = :id', { id });
  if (from) page.andWhere('entry.at >= :from', { from: forSql(momentAt(from, 0)) });
  if (to) page.andWhere('entry.at < :to', { to: forSql(momentAt(addDays(to, 1), 0)) });
  if (!before) return;
  const { milliseconds, id: last } = readBefore(before);
  page.andWhere('(entry.at, entry.id) < (:at, :last)', { at: forSql(momentOfMilliseconds(milliseconds)), last });
}

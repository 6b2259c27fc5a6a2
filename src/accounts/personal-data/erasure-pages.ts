import { Injectable } from '@nestjs/common';
import { fromSql, type Raw } from '../../platform/database/columns.js';
import { Database } from '../../platform/database/database.js';
import { notFound } from '../../platform/errors.js';
import { paths } from '../../platform/paths.js';
import type { Moment } from '../../platform/time.js';
import { User } from '../user.entity.js';
import { ErasureRequest, type ErasureStatus } from './erasure-request.entity.js';
import { Erasures } from './erasures.js';

/** The latest answers; those that wait are all shown. */
const MOST_ANSWERED = 50;
const KINDS: Record<ErasureStatus, string> = { asked: 'wait', withdrawn: '', refused: 'bad', done: 'good' };

interface Row {
  id: number;
  userId: number;
  status: ErasureStatus;
  name: string;
  askedAt: Moment;
}

/** What managers see of those who ask to be forgotten. */
@Injectable()
export class ErasurePages {
  constructor(
    private readonly database: Database,
    private readonly erasures: Erasures,
  ) {}

  async list(): Promise<object> {
    const rows = await this.rows();
    const line = (row: Row): object => ({ ...row, href: paths.erasure(row.id), ...lookOf(row.status) });
    return {
      title: 'personal:erasures.title',
      asked: rows.filter(({ status }) => status === 'asked').map(line),
      answered: rows.filter(({ status }) => status !== 'asked').map(line),
    };
  }

  /** @throws Refused not found */
  async one(id: number): Promise<object> {
    const [row] = await this.rows(id);
    if (!row) throw notFound();
    const open = row.status === 'asked';
    const obstacles = open ? await this.erasures.obstacles(this.database.reader, row.userId) : [];
    return {
      title: { key: 'personal:request.title', name: row.name },
      ...row,
      ...lookOf(row.status),
      open,
      obstacles,
      mayConfirm: open && obstacles.length === 0,
      member: paths.member(row.userId),
    };
  }

  private async rows(id?: number): Promise<Row[]> {
    const query = this.database.reader
      .createQueryBuilder(ErasureRequest, 'request')
      .innerJoin(User, 'person', 'person.id = request.user_id')
      .select(['request.id AS "id"', 'request.user_id AS "userId"', 'request.status AS "status"'])
      .addSelect(['person.name AS "name"', 'request.asked_at AS "askedAt"'])
      .orderBy(`CASE WHEN request.status = 'asked' THEN 0 ELSE 1 END`)
      .addOrderBy('request.id', 'DESC')
      .limit(MOST_ANSWERED);
    if (id !== undefined) query.where('request.id = :id', { id });
    const rows = await query.getRawMany<Raw<Row>>();
    return rows.map((row) => ({ ...row, askedAt: fromSql(row.askedAt) }));
  }
}

function lookOf(status: ErasureStatus): { label: string; kind: string } {
  return { label: `personal:status.${status}`, kind: KINDS[status] };
}

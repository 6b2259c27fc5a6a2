import type { EntityTarget, QueryDeepPartialEntity } from 'typeorm';
import { forSql } from '../database/columns.js';
import { momentAt } from '../time.js';
import { idsOf } from './breach.js';
import type { RetentionKind } from './retention.js';

/** Words in rows of one table that are taken out when their time is over. */
interface Words<E> extends Pick<RetentionKind, 'kind' | 'years'> {
  entity: EntityTarget<E>;
  /** Ids of rows that still have them and ended before `$1`: a day, or the moment at which it begins. */
  due: string;
  before: 'day' | 'moment';
  /** What stands there afterwards. */
  blank: QueryDeepPartialEntity<E>;
}

export function blanking<E extends object>({ kind, years, entity, due, before, blank }: Words<E>): RetentionKind {
  return {
    kind,
    years,
    due: (manager, day) => idsOf(manager, due, [before === 'day' ? day : forSql(momentAt(day, 0))]),
    anonymise: async (tx, id) => void (await tx.update(entity, id, blank)),
  };
}

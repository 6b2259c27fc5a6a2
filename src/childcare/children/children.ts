import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Database } from '../../platform/database/database.js';
import type { DateText } from '../../platform/time.js';
import { type ChildRow, childRows } from './child-rows.js';
import { type Standing, standingOf } from './standing.policy.js';

/** A child as her guardian's pages name her. */
export interface GuardiansChild extends Pick<ChildRow, 'id' | 'name' | 'birthDate' | 'interview'> {
  standing: Standing;
  /** The last day of the approval that stands; none: not approved. */
  approvedUntil: DateText | null;
}

/** What the giving of a place hangs on. */
export interface ChildFacts {
  id: number;
  /** For her guardian's own pages; never for a mail. */
  name: string;
  birthDate: DateText;
  /** User ids of those who may book for the child. */
  guardians: number[];
  /** On the day in question; only `approved` may come. */
  standing: Standing;
  /** The last day of the approval that stands; none: not approved. */
  approvedUntil: DateText | null;
}

const childrenOf = childRows<{ userId: number }>((query) =>
  query.andWhere('child.id IN (SELECT own.child_id FROM child_guardian own WHERE own.user_id = :userId)'),
);
const childrenBy = childRows<{ childIds: readonly number[] }>((query) => query.andWhere('child.id IN (:...childIds)'));

/** What the rest of the house may know of children. Nothing of what their cards say. */
@Injectable()
export class Children {
  constructor(private readonly database: Database) {}

  /** By kana, without archived ones. One statement. @param on the day of the standing */
  async ofGuardian(manager: EntityManager, userId: number, on: DateText): Promise<GuardiansChild[]> {
    const rows = await childrenOf(manager, { userId });
    return rows.map((row) => ({
      id: row.id,
      name: row.name,
      birthDate: row.birthDate,
      interview: row.interview,
      standing: standingOf(row, on),
      approvedUntil: approvedUntil(row),
    }));
  }

  /**
   * The facts of these children on a day. One statement; those who are archived or were never there are missing. Inside a
   * transaction that gives a place call `hold` first, so that nobody decides about the child or changes her card meanwhile.
   */
  async facts(manager: EntityManager, childIds: readonly number[], on: DateText): Promise<Map<number, ChildFacts>> {
    if (childIds.length === 0) return new Map();
    const rows = await childrenBy(manager, { childIds });
    return new Map(rows.map((row) => [row.id, factsOf(row, on)]));
  }

  /** Until the end of the transaction nobody else changes these children. Nothing to do on SQLite. */
  async hold(tx: EntityManager, childIds: readonly number[]): Promise<void> {
    await this.database.lockAll(tx, 'child', childIds);
  }
}

function factsOf(row: ChildRow, on: DateText): ChildFacts {
  const { id, name, birthDate, guardians } = row;
  return { id, name, birthDate, guardians, standing: standingOf(row, on), approvedUntil: approvedUntil(row) };
}

function approvedUntil({ decision }: ChildRow): DateText | null {
  return decision?.outcome === 'approved' ? decision.validUntil : null;
}

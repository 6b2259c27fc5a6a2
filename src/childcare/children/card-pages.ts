import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { User } from '../../accounts/user.entity.js';
import { fromSql, type Raw } from '../../platform/database/columns.js';
import { Database } from '../../platform/database/database.js';
import { notFound } from '../../platform/errors.js';
import type { DateText, Moment } from '../../platform/time.js';
import { ChildApproval } from './child-approval.entity.js';
import { ChildContact } from './child-contact.entity.js';
import { ChildGuardian } from './child-guardian.entity.js';
import { ChildPickup } from './child-pickup.entity.js';
import { type ChildRow, childRow } from './child-rows.js';
import { Child } from './child.entity.js';

export interface Guardian {
  userId: number;
  name: string;
  relation: string;
  phone: string | null;
  position: number;
  linkedAt: Moment;
}

/** All that a card says, and where the child stands. */
export interface Card {
  row: ChildRow;
  child: Child;
  guardians: Guardian[];
  contacts: ChildContact[];
  pickups: ChildPickup[];
  /** The last decision of the staff. */
  decision: ChildApproval | null;
}

/** Reads cards for pages. */
@Injectable()
export class CardPages {
  constructor(private readonly database: Database) {}

  /** Four statements more than the row. @throws Refused not found */
  async read(id: number): Promise<Card> {
    return this.whole(await this.row(id));
  }

  /** @throws Refused not found for whoever is no guardian of the child */
  async own(userId: number, id: number): Promise<Card> {
    return this.whole(await this.ownRow(userId, id));
  }

  async ownRow(userId: number, id: number): Promise<ChildRow> {
    const row = await this.row(id);
    if (!row.guardians.includes(userId)) throw notFound();
    return row;
  }

  /** Cards that a first guardian has taken back. One statement. */
  async archived(userId: number): Promise<{ id: number; name: string; birthDate: DateText }[]> {
    return this.database.reader
      .createQueryBuilder(Child, 'child')
      .innerJoin(ChildGuardian, 'guardian', 'guardian.child_id = child.id AND guardian.position = 1')
      .select(['child.id AS "id"', 'child.name AS "name"', 'child.birth_date AS "birthDate"'])
      .where('guardian.user_id = :userId AND child.archived_at IS NOT NULL', { userId })
      .orderBy('child.kana')
      .getRawMany();
  }

  private async row(id: number): Promise<ChildRow> {
    const [row] = await childRow(this.database.reader, { id });
    if (!row) throw notFound();
    return row;
  }

  private async whole(row: ChildRow): Promise<Card> {
    const { reader } = this.database;
    const { id } = row;
    const { decision, ...child } = (await reader
      .createQueryBuilder(Child, 'child')
      .leftJoinAndMapOne(
        'child.decision',
        ChildApproval,
        'decision',
        'decision.id = (SELECT MAX(one.id) FROM child_approval one WHERE one.child_id = child.id)',
      )
      .where('child.id = :id', { id })
      .getOneOrFail()) as Child & { decision: ChildApproval | null };
    const guardians = await guardiansOf(reader, id);
    const contacts = await reader.find(ChildContact, { where: { childId: id }, order: { position: 'ASC' } });
    const pickups = await reader.find(ChildPickup, { where: { childId: id }, order: { position: 'ASC' } });
    return { row, child, guardians, contacts, pickups, decision };
  }
}

/** The first one first. One statement. */
export async function guardiansOf(manager: EntityManager, childId: number): Promise<Guardian[]> {
  const rows = await manager
    .createQueryBuilder(ChildGuardian, 'guardian')
    .innerJoin(User, 'person', 'person.id = guardian.user_id')
    .select('guardian.user_id', 'userId')
    .addSelect('person.name', 'name')
    .addSelect('person.phone', 'phone')
    .addSelect('guardian.relation', 'relation')
    .addSelect('guardian.position', 'position')
    .addSelect('guardian.linked_at', 'linkedAt')
    .where('guardian.child_id = :childId', { childId })
    .orderBy('guardian.position')
    .getRawMany<Raw<Guardian>>();
  return rows.map((row) => ({ ...row, linkedAt: fromSql(row.linkedAt) }));
}

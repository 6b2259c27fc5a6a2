import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { UserRole } from '../../accounts/user-role.entity.js';
import { User } from '../../accounts/user.entity.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { invalid, notFound } from '../../platform/errors.js';
import { type DateText, type Minute, overlaps } from '../../platform/time.js';
import type { Stretch } from '../../venues/venue-rules.js';
import { CareSlot } from '../slots/care-slot.entity.js';
import { CareRoster } from './care-roster.entity.js';
import { CareStaff } from './care-staff.entity.js';

/** Somebody who can be put on the roster. */
export interface Carer {
  id: number;
  name: string;
  qualified: boolean;
}

/** Somebody on the roster, or withdrawn from it. */
export interface RosterLine extends Stretch {
  id: number;
  slotId: number;
  userId: number;
  name: string;
  qualified: boolean;
  withdrawnReason: string | null;
  withdrawn: boolean;
}

interface OtherDuty {
  slotId: number;
  date: DateText;
  startMinute: Minute;
  endMinute: Minute;
}

/** Who looks after children, and when. */
@Injectable()
export class Rosters {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** People with the role of childcare who can sign in, by kana. One statement. */
  async carers(manager: EntityManager): Promise<Carer[]> {
    const rows = await manager
      .createQueryBuilder(User, 'user')
      .innerJoin(UserRole, 'role', "role.user_id = user.id AND role.role = 'childcare'")
      .leftJoin(CareStaff, 'staff', 'staff.user_id = user.id')
      .select(['user.id AS "id"', 'user.name AS "name"', 'staff.qualified AS "qualified"'])
      .where('user.deactivated_at IS NULL')
      .orderBy('user.kana')
      .addOrderBy('user.id')
      .getRawMany<{ id: number; name: string; qualified: boolean | number | null }>();
    return rows.map((row) => ({ ...row, qualified: Boolean(row.qualified) }));
  }

  /** By slot, start and name; those who were withdrawn too. One statement. */
  async lines(manager: EntityManager, slotIds: readonly number[]): Promise<RosterLine[]> {
    if (slotIds.length === 0) return [];
    const rows = await manager
      .createQueryBuilder(CareRoster, 'roster')
      .innerJoin(User, 'user', 'user.id = roster.user_id')
      .select(['roster.id AS "id"', 'roster.slot_id AS "slotId"', 'roster.user_id AS "userId"', 'user.name AS "name"'])
      .addSelect(['roster.qualified AS "qualified"', 'roster.start_minute AS "start"', 'roster.end_minute AS "end"'])
      .addSelect(['roster.withdrawn_at AS "withdrawnAt"', 'roster.withdrawn_reason AS "withdrawnReason"'])
      .where('roster.slot_id IN (:...slotIds)', { slotIds })
      .orderBy('roster.start_minute')
      .addOrderBy('user.kana')
      .addOrderBy('roster.id')
      .getRawMany<RosterLine & { withdrawnAt: unknown }>();
    return rows.map(({ withdrawnAt, ...row }) => ({
      ...row,
      qualified: Boolean(row.qualified),
      withdrawn: withdrawnAt !== null,
    }));
  }

  /**
   * Puts somebody on the roster of these slots for the same hours of each, under the locks of their days.
   * @throws Refused at `userId`: she does not work with children, or is on duty elsewhere then; at `from` or `to`
   */
  async put(
    tx: EntityManager,
    actorId: number,
    slots: readonly CareSlot[],
    { userId, start, end }: Stretch & { userId: number },
  ): Promise<void> {
    const carer = (await this.carers(tx)).find(({ id }) => id === userId);
    if (!carer) throw invalid('userId', 'platform.unknown_choice');
    if (end <= start) throw invalid('to', 'childcare.ends_before_start');
    const outside = slots.find(({ startMinute, endMinute }) => start < startMinute || endMinute < end);
    if (outside) throw invalid('from', 'childcare.duty_outside');
    await this.mustBeFree(tx, carer, slots, { start, end }, []);
    const added = { addedAt: this.clock.now(), addedBy: actorId, qualified: carer.qualified };
    const rows = slots.map(({ id }) => ({ slotId: id, userId, startMinute: start, endMinute: end, ...added }));
    await tx.insert(CareRoster, rows);
  }

  /** Who is there through all of a slot, is so when its hours change; who is there for a part, stays for that part. */
  async follow(tx: EntityManager, slot: CareSlot, { start, end }: Stretch): Promise<void> {
    if (slot.startMinute === start && slot.endMinute === end) return;
    const lines = (await this.lines(tx, [slot.id])).filter(({ withdrawn }) => !withdrawn);
    const whole = lines.filter((line) => line.start === slot.startMinute && line.end === slot.endMinute);
    for (const line of whole) {
      await this.mustBeFree(tx, { ...line, id: line.userId }, [slot], { start, end }, [slot.id]);
    }
    const ids = whole.map(({ id }) => id);
    if (ids.length > 0) await tx.update(CareRoster, ids, { startMinute: start, endMinute: end });
  }

  /** @throws Refused not_found: none, another slot's, or withdrawn already */
  async withdraw(tx: EntityManager, actorId: number, slotId: number, id: number, reason: string): Promise<void> {
    const row = await tx.findOneBy(CareRoster, { id, slotId });
    if (!row || row.withdrawnAt) throw notFound();
    await tx.update(CareRoster, id, { withdrawnAt: this.clock.now(), withdrawnBy: actorId, withdrawnReason: reason });
  }

  private async mustBeFree(
    tx: EntityManager,
    { id, name }: Pick<Carer, 'id' | 'name'>,
    slots: readonly CareSlot[],
    hours: Stretch,
    without: readonly number[],
  ): Promise<void> {
    await this.database.lock(tx, 'carer', id);
    const others = await tx
      .createQueryBuilder(CareRoster, 'roster')
      .innerJoin(CareSlot, 'slot', "slot.id = roster.slot_id AND slot.status = 'open'")
      .select(['slot.id AS "slotId"', 'slot.date AS "date"'])
      .addSelect(['roster.start_minute AS "startMinute"', 'roster.end_minute AS "endMinute"'])
      .where('roster.user_id = :id AND roster.withdrawn_at IS NULL', { id })
      .andWhere('slot.date IN (:...dates)', { dates: slots.map(({ date }) => date) })
      .getRawMany<OtherDuty>();
    const clash = others.find(
      (one) =>
        !without.includes(one.slotId) &&
        slots.some(({ date }) => date === one.date) &&
        overlaps({ start: one.startMinute, end: one.endMinute }, hours),
    );
    if (clash) throw invalid('userId', 'childcare.on_duty_elsewhere', { name, date: clash.date, ...hours });
  }
}

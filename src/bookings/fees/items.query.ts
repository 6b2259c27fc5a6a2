import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { User } from '../../accounts/user.entity.js';
import { ask } from '../../platform/database/ask.js';
import { groupBy } from '../../platform/group-by.js';
import { Booking } from '../booking.entity.js';
import { resourceNames } from '../booking-lists.js';
import { dueOf, type Fee } from './fee.policy.js';
import { isListed, type Item } from './items.policy.js';
import { daysOf } from './month.js';
import { Payment, PaymentLine } from './payment.entity.js';
import { FeePlan } from './plan.entity.js';
import { Receipt } from './receipt.entity.js';

export interface ItemFilter {
  /** `2026-11`. */
  month: string;
  memberId?: number;
  venueId?: number;
}

export interface Person {
  id: number;
  name: string;
  kana: string;
}

/** A payment with what it covers and its receipt. */
export interface PaymentRow extends Payment {
  receipt: Pick<Receipt, 'fiscalYear' | 'number'> | null;
}

type BookingRaw = Pick<Booking, 'id' | 'memberId' | 'venueId' | 'date' | 'status'> &
  Omit<Person, 'id'> & { start: number; end: number; fee: string; paid: number | string | null };
type PlanRaw = Pick<FeePlan, 'id' | 'memberId' | 'venueId' | 'month' | 'price' | 'taxPercent' | 'endedAt'> &
  Omit<Person, 'id'> & { paid: number | string | null };

const paidFor = (kind: Item['kind'], id: string): string => `(SELECT SUM(line.amount) FROM payment_line line
  JOIN payment ON payment.id = line.payment_id
  WHERE line.kind = '${kind}' AND line.item_id = ${id} AND payment.voided_at IS NULL)`;

/** Reads what is on the lists. Figures come from the rows each time, never from counters. */
@Injectable()
export class ItemsQuery {
  /** What is listed for a month, by day. Two statements. Names of things are left empty (`withNames`). */
  async items(manager: EntityManager, filter: ItemFilter): Promise<(Item & { person: Person })[]> {
    const bookings = await this.bookings(manager, filter);
    const plans = await this.plans(manager, filter);
    return [...plans, ...bookings].filter(isListed);
  }

  /** What the bookings among them hold. One statement. */
  async withNames<T extends Item>(manager: EntityManager, items: readonly T[]): Promise<T[]> {
    const ids = items.filter(({ kind }) => kind === 'booking').map(({ id }) => id);
    const names = await resourceNames(manager, ids);
    return items.map((item) =>
      'names' in item.about ? { ...item, about: { ...item.about, names: names.get(item.id) ?? [] } } : item,
    );
  }

  /** Payments of a member on the list of a month, the latest first, those taken back among them. One statement. */
  async payments(
    manager: EntityManager,
    filter: Required<Pick<ItemFilter, 'month' | 'memberId'>>,
  ): Promise<PaymentRow[]> {
    const found = await manager
      .createQueryBuilder(Payment, 'payment')
      .leftJoinAndMapOne('payment.receipt', Receipt, 'receipt', 'receipt.payment_id = payment.id')
      .where('payment.member_id = :memberId AND payment.month = :month', filter)
      .orderBy('payment.id', 'DESC')
      .getMany();
    return found as PaymentRow[];
  }

  /** A person with the months of plans that stand from a month on. One statement. */
  async person(manager: EntityManager, id: number, from: string): Promise<(Person & { plans: FeePlan[] }) | undefined> {
    const found = await manager
      .createQueryBuilder(User, 'member')
      .leftJoinAndMapMany(
        'member.plans',
        FeePlan,
        'plan',
        'plan.member_id = member.id AND plan.month >= :from AND plan.ended_at IS NULL',
        { from },
      )
      .select(['member.id', 'member.name', 'member.kana', 'plan'])
      .where('member.id = :id', { id })
      .orderBy('plan.month')
      .getOne();
    return (found ?? undefined) as (Person & { plans: FeePlan[] }) | undefined;
  }

  /** Has a member anything on any list? One statement. */
  async hasAny(manager: EntityManager, memberId: number): Promise<boolean> {
    const statement = `SELECT 1 AS found FROM booking WHERE member_id = $1 AND fee IS NOT NULL
      UNION ALL SELECT 1 FROM fee_plan WHERE member_id = $2 AND ended_at IS NULL LIMIT 1`;
    return (await ask(manager, statement, [memberId, memberId])).length > 0;
  }

  /** The lines of payments, by payment. One statement. */
  async lines(manager: EntityManager, memberId: number, month: string): Promise<Map<number, PaymentLine[]>> {
    const found = await manager
      .createQueryBuilder(PaymentLine, 'line')
      .innerJoin(Payment, 'payment', 'payment.id = line.payment_id')
      .where('payment.member_id = :memberId AND payment.month = :month', { memberId, month })
      .andWhere('payment.voided_at IS NULL')
      .orderBy('line.id')
      .getMany();
    return groupBy(found, ({ paymentId }) => paymentId);
  }

  private async bookings(manager: EntityManager, filter: ItemFilter): Promise<(Item & { person: Person })[]> {
    const query = manager
      .createQueryBuilder(Booking, 'booking')
      .innerJoin(User, 'member', 'member.id = booking.member_id')
      .select('booking.id', 'id')
      .addSelect('booking.member_id', 'memberId')
      .addSelect('booking.venue_id', 'venueId')
      .addSelect('booking.date', 'date')
      .addSelect('booking.start_minute', 'start')
      .addSelect('booking.end_minute', 'end')
      .addSelect('booking.status', 'status')
      .addSelect('booking.fee', 'fee')
      .addSelect('member.name', 'name')
      .addSelect('member.kana', 'kana')
      .addSelect(paidFor('booking', 'booking.id'), 'paid')
      .where('booking.fee IS NOT NULL AND booking.date >= :first AND booking.date < :after', daysOf(filter.month))
      .orderBy('booking.date')
      .addOrderBy('booking.start_minute')
      .addOrderBy('booking.id');
    if (filter.memberId !== undefined) query.andWhere('booking.member_id = :memberId', { memberId: filter.memberId });
    if (filter.venueId !== undefined) query.andWhere('booking.venue_id = :venueId', { venueId: filter.venueId });
    const rows = await query.getRawMany<BookingRaw>();
    return rows.map(({ fee: kept, paid, name, kana, start, end, ...row }) => {
      const fee = JSON.parse(kept) as Fee;
      const due = dueOf({ status: row.status, fee });
      const about = { date: row.date, start, end, names: [] };
      const person = { id: row.memberId, name, kana };
      return { ...row, kind: 'booking', fee, about, due, paid: Number(paid ?? 0), taxPercent: fee.taxPercent, person };
    });
  }

  private async plans(manager: EntityManager, filter: ItemFilter): Promise<(Item & { person: Person })[]> {
    const query = manager
      .createQueryBuilder(FeePlan, 'plan')
      .innerJoin(User, 'member', 'member.id = plan.member_id')
      .select('plan.id', 'id')
      .addSelect('plan.member_id', 'memberId')
      .addSelect('plan.venue_id', 'venueId')
      .addSelect('plan.month', 'month')
      .addSelect('plan.price', 'price')
      .addSelect('plan.tax_percent', 'taxPercent')
      .addSelect('plan.ended_at', 'endedAt')
      .addSelect('member.name', 'name')
      .addSelect('member.kana', 'kana')
      .addSelect(paidFor('plan', 'plan.id'), 'paid')
      .where("plan.month = :month AND plan.kind = 'plan'", { month: filter.month })
      .orderBy('plan.id');
    if (filter.memberId !== undefined) query.andWhere('plan.member_id = :memberId', { memberId: filter.memberId });
    if (filter.venueId !== undefined) query.andWhere('plan.venue_id = :venueId', { venueId: filter.venueId });
    const rows = await query.getRawMany<PlanRaw>();
    return rows.map(({ id, memberId, venueId, month, price, taxPercent, endedAt, paid, name, kana }) => ({
      kind: 'plan',
      id,
      memberId,
      venueId,
      date: `${month}-01`,
      about: { month },
      due: endedAt === null ? price : 0,
      paid: Number(paid ?? 0),
      taxPercent,
      status: endedAt === null ? 'standing' : 'ended',
      person: { id: memberId, name, kana },
    }));
  }
}

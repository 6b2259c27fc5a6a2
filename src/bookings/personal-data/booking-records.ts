import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type EntityManager, In, MoreThanOrEqual } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { ask } from '../../platform/database/ask.js';
import { forSql } from '../../platform/database/columns.js';
import {
  type Breach,
  deedsOf,
  type Exposed,
  exposed,
  holdsOneOf,
  idsOf,
  type Opened,
} from '../../platform/personal-data/breach.js';
import { type Obstacle, PersonalData, type PersonalRecords } from '../../platform/personal-data/personal-data.js';
import { type DateText, todayAt } from '../../platform/time.js';
import { STAFF } from '../../platform/web/viewer.js';
import { resourceNames } from '../booking-lists.js';
import { Booking, STANDING } from '../booking.entity.js';
import { DeskNote } from '../desk/desk-note.entity.js';
import { dueOf } from '../fees/fee.policy.js';
import { Payment, PaymentLine } from '../fees/payment.entity.js';
import { FeePlan } from '../fees/plan.entity.js';
import { Receipt } from '../fees/receipt.entity.js';
import { BookingSeries } from '../series/series.entity.js';
import { WaitlistEntry } from '../waitlist/entry.entity.js';

/** What she booked, waited and paid for. */
@Injectable()
export class BookingRecords implements PersonalRecords, OnModuleInit {
  readonly kind = 'bookings';
  readonly tables = [
    'booking',
    'booking_series',
    'waitlist_entry',
    'desk_note',
    'fee_plan',
    'payment',
    'receipt',
    'calendar_feed',
    'kiosk_device',
  ];

  constructor(
    private readonly personalData: PersonalData,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.personalData.register(this);
  }

  async collect(manager: EntityManager, memberId: number): Promise<Record<string, unknown>> {
    const bookings = await manager.find(Booking, { where: { memberId }, order: { id: 'ASC' } });
    const names = await resourceNames(
      manager,
      bookings.map(({ id }) => id),
    );
    const payments = await manager.find(Payment, { where: { memberId }, order: { id: 'ASC' } });
    const paymentIds = payments.map(({ id }) => id);
    return {
      bookings: bookings.map((booking) => ({ ...booking, resources: names.get(booking.id) ?? [] })),
      series: await manager.findBy(BookingSeries, { memberId }),
      waitlist: await manager.findBy(WaitlistEntry, { memberId }),
      deskNote: await manager.findOneBy(DeskNote, { memberId }),
      plans: await manager.findBy(FeePlan, { memberId }),
      payments,
      paymentLines: await manager.findBy(PaymentLine, { paymentId: In(paymentIds) }),
      receipts: await manager.findBy(Receipt, { paymentId: In(paymentIds) }),
    };
  }

  async obstacles(manager: EntityManager, memberId: number): Promise<Obstacle[]> {
    const date = MoreThanOrEqual(todayAt(this.clock.now()));
    const coming = await manager.countBy(Booking, { memberId, date, status: In([...STANDING]) });
    const waits = await manager.countBy(WaitlistEntry, { memberId, date, status: In(['waiting', 'offered']) });
    const unpaid = await this.unpaid(manager, memberId);
    return [
      ...(coming > 0 ? [{ key: 'personal:against.bookings', count: coming }] : []),
      ...(waits > 0 ? [{ key: 'personal:against.waits', count: waits }] : []),
      ...(unpaid > 0 ? [{ key: 'personal:against.fees', amount: unpaid }] : []),
    ];
  }

  async activeSince(manager: EntityManager, day: DateText): Promise<number[]> {
    const statement = `SELECT DISTINCT member_id AS id FROM booking WHERE date >= $1`;
    return (await ask<{ id: number }>(manager, statement, [day])).map(({ id }) => id);
  }

  /** All of the staff book for those who call, and see what stands. One statement. */
  async exposed(manager: EntityManager, breach: Breach): Promise<Exposed[]> {
    if (!holdsOneOf(breach, STAFF)) return [];
    const statement = 'SELECT DISTINCT member_id AS id FROM booking WHERE created_at <= $1';
    return exposed('person', await idsOf(manager, statement, [forSql(breach.to)]), 'personal:exposed.bookings');
  }

  async opened(manager: EntityManager, breach: Breach): Promise<Opened[]> {
    const deeds = await deedsOf(manager, breach, 'booking');
    const found = await manager.find(Booking, {
      select: { id: true, memberId: true },
      where: { id: In(deeds.map(({ id }) => id)) },
    });
    const members = new Map(found.map(({ id, memberId }) => [id, memberId]));
    return deeds
      .filter(({ id }) => members.has(id))
      .map(({ id, at }) => ({ kind: 'person', id: members.get(id)!, what: 'personal:exposed.booking_deed', at }));
  }

  /** Amounts, receipts and what they say stay: books are kept for the years that tax law asks for. */
  async erase(tx: EntityManager, memberId: number): Promise<void> {
    await tx.update(Booking, { memberId }, { purpose: null, cancelReason: null });
    await tx.update(BookingSeries, { memberId }, { purpose: null });
    await tx.update(Payment, { memberId }, { voidReason: null });
    await tx.delete(DeskNote, { memberId });
  }

  /** Yen that are still to be paid, over all months. */
  private async unpaid(manager: EntityManager, memberId: number): Promise<number> {
    const bookings = await manager.findBy(Booking, { memberId });
    const plans = await manager.findBy(FeePlan, { memberId });
    const payments = await manager.findBy(Payment, { memberId });
    const sum = (amounts: readonly number[]): number => amounts.reduce((all, one) => all + one, 0);
    const due = bookings.map(({ status, fee }) => (fee ? dueOf({ status, fee }) : 0));
    const sold = plans.map(({ kind, price, endedAt }) => (kind === 'plan' && endedAt === null ? price : 0));
    return sum([...due, ...sold]) - sum(payments.map(({ amount, voidedAt }) => (voidedAt ? 0 : amount)));
  }
}

import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { ask } from '../../platform/database/ask.js';
import { forSql } from '../../platform/database/columns.js';
import {
  type Breach,
  openedOf,
  type Exposed,
  exposed,
  holdsOneOf,
  idsOf,
  type Opened,
} from '../../platform/personal-data/breach.js';
import { type Obstacles, PersonalData, type PersonalRecords } from '../../platform/personal-data/personal-data.js';
import { type DateText, todayAt } from '../../platform/time.js';
import { STAFF } from '../../platform/web/viewer.js';
import { resourceNames } from '../booking-lists.js';
import { BookingChange } from '../booking-change.entity.js';
import { Booking } from '../booking.entity.js';
import { DeskNote } from '../desk/desk-note.entity.js';
import { dueOf } from '../fees/fee.policy.js';
import { Payment, PaymentLine } from '../fees/payment.entity.js';
import { FeePlan } from '../fees/plan.entity.js';
import { Receipt } from '../fees/receipt.entity.js';
import { heldBy } from '../held.js';
import { BookingSeries } from '../series/series.entity.js';
import { WaitlistEntry } from '../waitlist/entry.entity.js';

/** What she booked, waited and paid for. */
@Injectable()
export class BookingRecords implements PersonalRecords, OnModuleInit {
  readonly kind = 'bookings';
  readonly tables = [
    'booking',
    'booking_change',
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
      changes: await manager.findBy(BookingChange, { bookingId: In(bookings.map(({ id }) => id)) }),
      series: await manager.findBy(BookingSeries, { memberId }),
      waitlist: await manager.findBy(WaitlistEntry, { memberId }),
      deskNote: await manager.findOneBy(DeskNote, { memberId }),
      plans: await manager.findBy(FeePlan, { memberId }),
      payments,
      paymentLines: await manager.findBy(PaymentLine, { paymentId: In(paymentIds) }),
      receipts: await manager.findBy(Receipt, { paymentId: In(paymentIds) }),
    };
  }

  /** What she holds of today and later, be it in use, and what is still to be paid. Five statements. */
  async obstacles(manager: EntityManager, memberIds: readonly number[]): Promise<Obstacles> {
    const { bookings, entries } = await heldBy(manager, memberIds, todayAt(this.clock.now()));
    const unpaid = await this.unpaid(manager, memberIds);
    const count = (rows: readonly { memberId: number }[], id: number): number =>
      rows.filter(({ memberId }) => memberId === id).length;
    const concerned = new Set([...bookings, ...entries].map(({ memberId }) => memberId).concat([...unpaid.keys()]));
    return new Map(
      Array.from(concerned, (id) => {
        const [coming, waits, amount] = [count(bookings, id), count(entries, id), unpaid.get(id) ?? 0];
        return [
          id,
          [
            ...(coming > 0 ? [{ key: 'personal:against.bookings', count: coming }] : []),
            ...(waits > 0 ? [{ key: 'personal:against.waits', count: waits }] : []),
            ...(amount > 0 ? [{ key: 'personal:against.fees', amount }] : []),
          ],
        ];
      }),
    );
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
    const ownersOf = async (ids: number[]) => {
      const found = await manager.find(Booking, { select: { id: true, memberId: true }, where: { id: In(ids) } });
      return found.map(({ id, memberId }) => ({ id, ownerId: memberId }));
    };
    return openedOf(manager, breach, 'booking', ownersOf, 'personal:exposed.booking_deed');
  }

  /** Amounts, receipts and what they say stay: books are kept for the years that tax law asks for. */
  async erase(tx: EntityManager, memberId: number): Promise<void> {
    await tx.update(Booking, { memberId }, { purpose: null, cancelReason: null });
    const own = await tx.find(Booking, { select: { id: true }, where: { memberId } });
    await tx.update(BookingChange, { bookingId: In(own.map(({ id }) => id)) }, { reason: '' });
    await tx.update(BookingSeries, { memberId }, { purpose: null });
    await tx.update(Payment, { memberId }, { voidReason: null });
    await tx.delete(DeskNote, { memberId });
  }

  /** Yen that are still to be paid, over all months, of those who owe any. Three statements. */
  private async unpaid(manager: EntityManager, memberIds: readonly number[]): Promise<Map<number, number>> {
    const memberId = In([...memberIds]);
    const owed = new Map<number, number>();
    const add = (id: number, amount: number): void => void owed.set(id, (owed.get(id) ?? 0) + amount);
    for (const { memberId: id, status, fee } of await manager.findBy(Booking, { memberId }))
      if (fee) add(id, dueOf({ status, fee }));
    for (const { memberId: id, kind, price, endedAt } of await manager.findBy(FeePlan, { memberId }))
      if (kind === 'plan' && endedAt === null) add(id, price);
    for (const { memberId: id, amount, voidedAt } of await manager.findBy(Payment, { memberId }))
      if (!voidedAt) add(id, -amount);
    return new Map([...owed].filter(([, amount]) => amount > 0));
  }
}

import { Injectable } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { conflict, invalid, notFound } from '../../platform/errors.js';
import { todayAt, type DateText } from '../../platform/time.js';
import { BookingCheck } from '../booking-check.js';
import { type Item, markOf, openOf } from './items.policy.js';
import { ItemsQuery } from './items.query.js';
import { Payment, PaymentLine } from './payment.entity.js';
import { Receipt } from './receipt.entity.js';

export interface PaymentOrder {
  memberId: number;
  venueId: number;
  month: string;
  paidOn: DateText;
  method: Payment['method'];
  /** The open lines that are paid, as they were shown (`markOf`). */
  lines: readonly string[];
}

/** Notes what was paid, and takes it back. The amounts of a payment never change; what it covers may, and is then a difference. */
@Injectable()
export class Payments {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly check: BookingCheck,
    private readonly items: ItemsQuery,
  ) {}

  /**
   * Marks open lines as paid. Sent twice, it is done once; of two who do it at once, one does.
   * @returns the id of the payment
   * @throws Refused `bookings.fee_stale` where a line comes to something else by now, `bookings.fee_not_yet`
   */
  async take(actorId: number, order: PaymentOrder): Promise<number> {
    const { memberId, venueId, month, paidOn, method } = order;
    const now = this.clock.now();
    if (order.lines.length === 0) throw invalid('lines', 'bookings.fee_none_chosen');
    if (paidOn > todayAt(now)) throw invalid('paidOn', 'bookings.fee_not_yet');
    return this.database.transaction(async (tx) => {
      await this.check.lock(tx, venueId, memberId);
      const open = await this.items.items(tx, { memberId, venueId, month });
      const byMark = new Map(open.filter((item) => openOf(item) !== 0).map((item) => [markOf(item), item]));
      const marks = [...new Set(order.lines)];
      const chosen = marks.flatMap((mark) => byMark.get(mark) ?? []);
      if (chosen.length < marks.length) {
        const twin = await this.twin(tx, order, marks);
        if (twin !== undefined) return twin;
        throw conflict('lines', 'bookings.fee_stale');
      }
      const amount = chosen.reduce((sum, item) => sum + openOf(item), 0);
      const made = { receivedAt: now, receivedBy: actorId };
      const { id } = await tx.save(tx.create(Payment, { memberId, venueId, month, paidOn, method, amount, ...made }));
      await tx.insert(
        PaymentLine,
        (await this.items.withNames(tx, chosen)).map((item) => lineOf(id, item)),
      );
      await this.audit.record(tx, {
        actorId,
        action: 'bookings.fee_paid',
        subject: { kind: 'payment', id },
        detail: { memberId, month, paidOn, method, amount, lines: marks },
      });
      return id;
    });
  }

  /** Takes a payment back: its lines are open again, its receipt is void. The rows stay. Done once, it stays as it is. */
  async undo(actorId: number, id: number, reason: string | null): Promise<Payment> {
    if (!reason) throw invalid('reason', 'bookings.fee_reason_needed');
    return this.database.transaction(async (tx) => {
      const seen = await tx.findOneBy(Payment, { id });
      if (!seen) throw notFound();
      await this.check.lock(tx, seen.venueId, seen.memberId);
      const payment = await tx.findOneByOrFail(Payment, { id });
      if (payment.voidedAt) return payment;
      const now = this.clock.now();
      Object.assign(payment, { voidedAt: now, voidedBy: actorId, voidReason: reason });
      await tx.save(payment);
      await tx.update(Receipt, { paymentId: id }, { voidedAt: now });
      await this.audit.record(tx, {
        actorId,
        action: 'bookings.fee_payment_undone',
        subject: { kind: 'payment', id },
        detail: { memberId: payment.memberId, amount: payment.amount, reason },
      });
      return payment;
    });
  }

  /** A payment that covers exactly these lines, by the same way: the form was sent twice. */
  private async twin(tx: EntityManager, order: PaymentOrder, marks: readonly string[]): Promise<number | undefined> {
    const { memberId, venueId, month, paidOn, method } = order;
    const lines = await this.items.lines(tx, memberId, month);
    const same = { memberId, venueId, month, paidOn, method, voidedAt: IsNull() };
    for (const { id } of await tx.findBy(Payment, same)) {
      const paid = (lines.get(id) ?? []).map(({ kind, itemId, amount }) => `${kind} ${itemId} ${amount}`);
      if (paid.length === marks.length && marks.every((mark) => paid.includes(mark))) return id;
    }
    return undefined;
  }
}

function lineOf(paymentId: number, item: Item): Omit<PaymentLine, 'id'> {
  const { kind, id: itemId, taxPercent, about } = item;
  return { paymentId, kind, itemId, amount: openOf(item), taxPercent, about };
}

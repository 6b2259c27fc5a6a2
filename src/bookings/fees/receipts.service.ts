import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { User } from '../../accounts/user.entity.js';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { notFound } from '../../platform/errors.js';
import { fiscalYearOf, todayAt } from '../../platform/time.js';
import { isOne, type Viewer } from '../../platform/web/viewer.js';
import { Venue } from '../../venues/venue.entity.js';
import { BookingCheck } from '../booking-check.js';
import { DESK } from '../booking-who.policy.js';
import { Payment, PaymentLine } from './payment.entity.js';
import { Receipt } from './receipt.entity.js';
import { isCopy, whyNoReceipt } from './receipt.policy.js';

export interface ShownPayment {
  payment: Payment;
  lines: PaymentLine[];
  receipt: Receipt | null;
  venue: Venue;
  member: Pick<User, 'id' | 'name'>;
}

/** Receipts for payments, and the payments that they are for. */
@Injectable()
export class Receipts {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly check: BookingCheck,
  ) {}

  /** Five statements. @throws Refused: somebody else's payment is not there for a member */
  async payment(viewer: Viewer, id: number): Promise<ShownPayment> {
    const { reader } = this.database;
    const payment = await this.find(reader, viewer, id);
    const lines = await reader.find(PaymentLine, { where: { paymentId: id }, order: { id: 'ASC' } });
    const receipt = await reader.findOneBy(Receipt, { paymentId: id });
    const venue = await reader.findOneByOrFail(Venue, { id: payment.venueId });
    const member = await reader.findOneOrFail(User, {
      select: { id: true, name: true },
      where: { id: payment.memberId },
    });
    return { payment, lines, receipt, venue, member };
  }

  /**
   * Writes the receipt of a payment, with the next number of the venue's fiscal year. Once: what was written stays.
   * @throws Refused whatever receipt.policy.ts says, `not_found`
   */
  async issue(viewer: Viewer, id: number, addressee: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const seen = await this.find(tx, viewer, id);
      await this.check.lock(tx, seen.venueId, seen.memberId);
      if ((await tx.countBy(Receipt, { paymentId: id })) > 0) return;
      const payment = await tx.findOneByOrFail(Payment, { id });
      const { venueId, month, paidOn, method, amount } = payment;
      const { name, fees } = await tx.findOneByOrFail(Venue, { id: venueId });
      const refused = whyNoReceipt(payment, fees);
      if (refused) throw refused;
      const lines = await tx.find(PaymentLine, { where: { paymentId: id }, order: { id: 'ASC' } });
      const paid = lines.map((line) => ({ amount: line.amount, taxPercent: line.taxPercent, about: line.about }));

      const now = this.clock.now();
      const issuedOn = todayAt(now);
      const fiscalYear = fiscalYearOf(issuedOn);
      const number = await this.nextNumber(tx, venueId, fiscalYear);
      await tx.insert(Receipt, {
        paymentId: id,
        venueId,
        fiscalYear,
        number,
        addressee,
        content: { issuer: fees!.issuer, venue: name, month, paidOn, method, amount, lines: paid } as never,
        issuedOn,
        issuedAt: now,
        issuedBy: viewer.id,
      });
      await this.audit.record(tx, {
        actorId: viewer.id,
        action: 'bookings.receipt_issued',
        subject: { kind: 'payment', id },
        detail: { fiscalYear, number, amount },
      });
    });
  }

  /** The receipt, to be printed. The first opening is noted: what is printed later is marked. */
  async open(viewer: Viewer, id: number): Promise<{ receipt: Receipt; copy: boolean }> {
    return this.database.transaction(async (tx) => {
      await this.find(tx, viewer, id);
      const receipt = await tx.findOneBy(Receipt, { paymentId: id });
      if (!receipt) throw notFound();
      const now = this.clock.now();
      if (!receipt.openedAt) await tx.update(Receipt, receipt.id, { openedAt: now });
      return { receipt, copy: isCopy(receipt, now) };
    });
  }

  /** Under a lock of its own, until the end of the transaction: numbers have no gap and none is given twice. */
  private async nextNumber(tx: EntityManager, venueId: number, fiscalYear: number): Promise<number> {
    await this.database.lock(tx, 'receipts', `${venueId}:${fiscalYear}`);
    return ((await tx.maximum(Receipt, 'number', { venueId, fiscalYear })) ?? 0) + 1;
  }

  private async find(manager: EntityManager, viewer: Viewer, id: number): Promise<Payment> {
    const payment = await manager.findOneBy(Payment, { id });
    if (!payment || (payment.memberId !== viewer.id && !isOne(viewer, DESK))) throw notFound();
    return payment;
  }
}

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { pdf } from '../../platform/documents/pdf.js';
import { conflict, invalid, notFound } from '../../platform/errors.js';
import { todayAt } from '../../platform/time.js';
import { Programme } from '../contract/programme.entity.js';
import { openProgramme } from '../contract/readable.js';
import { Task } from '../schedule/task.entity.js';
import type { Billing } from './billing.js';
import { invoiceSheet } from './invoice-sheet.js';
import type { PaymentForm } from './payment-forms.js';
import { ProgrammePayment } from './payment.entity.js';
import { type PaymentFacts, TAX_PERCENT, whyNotRequest } from './payment.policy.js';

/** Asks the city for the money, and writes down that it came. */
@Injectable()
export class Payments {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  /** @throws Refused not_found, programmes.closed */
  async setBilling(actorId: number, programmeId: number, billing: Billing): Promise<void> {
    await this.change(programmeId, 'bank', async (tx) => {
      await tx.update(Programme, programmeId, { billing });
      const subject = { kind: 'programme', id: programmeId };
      await this.audit.record(tx, { actorId, action: 'programmes.billing_set', subject, detail: { after: billing } });
    });
  }

  /** Prints the 請求書 of a part. @throws Refused not_found, programmes.closed, and what payment.policy.ts says */
  async request(actorId: number, programmeId: number, { part, amount, dated }: PaymentForm): Promise<void> {
    await this.change(programmeId, 'amount', async (tx, programme) => {
      const refused = whyNotRequest(part, amount, await paymentFacts(tx, programme));
      if (refused) throw refused;
      const asked = { part, amount, taxPercent: TAX_PERCENT, dated };
      const content = invoiceSheet(programme, programme.billing!, asked);
      const made = { content: content as never, pdf: pdf('invoice', content), requestedAt: this.clock.now() };
      const row = { ...asked, ...made, programmeId, status: 'requested' as const, requestedBy: actorId };
      const { id } = await tx.save(tx.create(ProgrammePayment, row));
      const subject = { kind: 'programme_payment', id };
      await this.audit.record(tx, { actorId, action: 'programmes.payment_requested', subject, detail: asked });
    });
  }

  /** @throws Refused not_found, programmes.closed, programmes.payment_settled, programmes.paid_in_future */
  async notePaid(actorId: number, programmeId: number, id: number, paidOn: string): Promise<void> {
    await this.change(programmeId, 'paidOn', async (tx) => {
      await this.requested(tx, programmeId, id, 'paidOn');
      if (paidOn > todayAt(this.clock.now())) throw invalid('paidOn', 'programmes.paid_in_future');
      await tx.update(ProgrammePayment, id, { status: 'paid', paidOn, paidNotedBy: actorId });
      const subject = { kind: 'programme_payment', id };
      await this.audit.record(tx, { actorId, action: 'programmes.payment_paid', subject, detail: { paidOn } });
    });
  }

  /** @throws Refused not_found, programmes.closed, programmes.payment_settled */
  async withdraw(actorId: number, programmeId: number, id: number, reason: string): Promise<void> {
    await this.change(programmeId, 'reason', async (tx) => {
      await this.requested(tx, programmeId, id, 'reason');
      const withdrawn = { withdrawnAt: this.clock.now(), withdrawnBy: actorId, withdrawReason: reason };
      await tx.update(ProgrammePayment, id, { status: 'withdrawn', ...withdrawn });
      const subject = { kind: 'programme_payment', id };
      await this.audit.record(tx, { actorId, action: 'programmes.payment_withdrawn', subject, detail: { reason } });
    });
  }

  /** One programme, one at a time: two requests at once would each see the whole sum left. */
  private async change(
    programmeId: number,
    field: string,
    work: (tx: EntityManager, programme: Programme) => Promise<void>,
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.database.lock(tx, 'programme', programmeId);
      await work(tx, await openProgramme(tx, programmeId, field));
    });
  }

  private async requested(tx: EntityManager, programmeId: number, id: number, field: string): Promise<void> {
    const payment = await tx.findOneBy(ProgrammePayment, { id, programmeId });
    if (!payment) throw notFound();
    if (payment.status !== 'requested') throw conflict(field, 'programmes.payment_settled');
  }
}

/** Two statements. */
export async function paymentFacts(
  manager: EntityManager,
  { id, amount, billing }: Programme,
): Promise<PaymentFacts<ProgrammePayment>> {
  const payments = await manager.find(ProgrammePayment, {
    where: { programmeId: id },
    order: { part: 'ASC', id: 'ASC' },
  });
  const gates = await manager.find(Task, { where: { programmeId: id, gatesPayment: true }, order: { planTo: 'ASC' } });
  return { contract: amount, payments, gates, hasBilling: billing !== null };
}

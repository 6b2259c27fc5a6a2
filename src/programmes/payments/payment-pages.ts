import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { notFound } from '../../platform/errors.js';
import { todayAt } from '../../platform/time.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { programmeFor } from '../contract/readable.js';
import { ProgrammePayment } from './payment.entity.js';
import { paymentsView } from './payment.view.js';
import { paymentFacts } from './payments.js';

/** Reads what the page about payments shows. */
@Injectable()
export class PaymentPages {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Three statements. */
  async show(viewer: Viewer, programmeId: number): Promise<object> {
    const programme = await programmeFor(this.database.reader, viewer, programmeId);
    const facts = await paymentFacts(this.database.reader, programme);
    return paymentsView(programme, facts, viewer, todayAt(this.clock.now()));
  }

  /** @throws Refused not_found */
  async pdf(viewer: Viewer, programmeId: number, id: number): Promise<Buffer> {
    const { reader } = this.database;
    await programmeFor(reader, viewer, programmeId);
    const found = await reader.findOne(ProgrammePayment, {
      select: { id: true, pdf: true },
      where: { id, programmeId },
    });
    if (!found) throw notFound();
    return found.pdf;
  }
}

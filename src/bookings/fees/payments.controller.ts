import { Body, Controller, Get, Header, Post, Redirect, Render, StreamableFile } from '@nestjs/common';
import type { z } from 'zod';
import { paths } from '../../platform/paths.js';
import type { Language } from '../../platform/time.format.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { Id } from '../../platform/web/id-param.js';
import { PageLanguage } from '../../platform/web/language.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { idOf } from '../booking-forms.js';
import { DESK } from '../booking-who.policy.js';
import { receiptForm, undoForm } from './fee-forms.js';
import { paymentPage } from './payment.view.js';
import { Payments } from './payments.service.js';
import { receiptPdf } from './receipt-pdf.js';
import { receiptNumber } from './receipt.policy.js';
import { Receipts } from './receipts.service.js';

/** One payment and its receipt, for the member and for the desk. */
@Controller('payments/:id')
@Allow('member', ...DESK)
export class PaymentsController {
  constructor(
    private readonly payments: Payments,
    private readonly receipts: Receipts,
  ) {}

  @Get()
  @Render('fees/payment')
  async show(@Id() id: number, @CurrentViewer() viewer: Viewer): Promise<object> {
    return paymentPage(await this.receipts.payment(viewer, id), viewer);
  }

  @Post('receipt')
  @FormPage(({ params }) => paths.payment(idOf(params)))
  @Redirect()
  async issue(
    @Id() id: number,
    @Body({ schema: receiptForm }) form: z.infer<typeof receiptForm>,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.receipts.issue(viewer, id, form.addressee);
    flash('fees:done.issued');
    return seeOther(paths.payment(id));
  }

  @Get('receipt.pdf')
  @Header('Content-Type', 'application/pdf')
  @Header('Cache-Control', 'private, no-store')
  async print(
    @Id() id: number,
    @CurrentViewer() viewer: Viewer,
    @PageLanguage() language: Language,
  ): Promise<StreamableFile> {
    const { receipt, copy } = await this.receipts.open(viewer, id);
    const disposition = `inline; filename="receipt-${receiptNumber(receipt)}.pdf"`;
    return new StreamableFile(receiptPdf(receipt, copy, language), { disposition });
  }

  @Post('undoing')
  @Allow('manager', 'admin')
  @FormPage(({ params }) => paths.payment(idOf(params)))
  @Redirect()
  async undo(
    @Id() id: number,
    @Body({ schema: undoForm }) form: z.infer<typeof undoForm>,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.payments.undo(viewer.id, id, form.reason);
    flash('fees:done.undone');
    return seeOther(paths.payment(id));
  }
}

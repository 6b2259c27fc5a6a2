import { Body, Controller, Get, Header, Post, Redirect, Render, StreamableFile } from '@nestjs/common';
import { paths } from '../../platform/paths.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { Id } from '../../platform/web/id-param.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { MANAGERS, READERS } from '../contract/readable.js';
import * as forms from './payment-forms.js';
import { PaymentPages } from './payment-pages.js';
import { Payments } from './payments.js';

const page = ({ params }: { params: unknown }): string => paths.programmePayments((params as { id: number }).id);

/** The parts in which the city pays (K19), with their 請求書. */
@Controller('manage/programmes/:id')
@Allow(...MANAGERS)
export class ProgrammePaymentsController {
  constructor(
    private readonly payments: Payments,
    private readonly pages: PaymentPages,
  ) {}

  @Get('payments')
  @Allow(...READERS)
  @Render('programmes/payments')
  show(@Id() id: number, @CurrentViewer() viewer: Viewer): Promise<object> {
    return this.pages.show(viewer, id);
  }

  @Post('billing')
  @FormPage(page)
  @Redirect()
  async setBilling(
    @Id() id: number,
    @Body({ schema: forms.billingForm }) form: forms.BillingForm,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.payments.setBilling(viewer.id, id, form);
    flash('programmes:done.billing_set');
    return seeOther(paths.programmePayments(id));
  }

  @Post('payments')
  @FormPage(page)
  @Redirect()
  async request(
    @Id() id: number,
    @Body({ schema: forms.paymentForm }) form: forms.PaymentForm,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.payments.request(viewer.id, id, form);
    flash('programmes:done.payment_requested');
    return seeOther(paths.programmePayments(id));
  }

  @Get('payments/:paymentId.pdf')
  @Allow(...READERS)
  @Header('Content-Type', 'application/pdf')
  async print(
    @Id() id: number,
    @Id('paymentId') paymentId: number,
    @CurrentViewer() viewer: Viewer,
  ): Promise<StreamableFile> {
    const sheet = await this.pages.pdf(viewer, id, paymentId);
    return new StreamableFile(sheet, { disposition: `inline; filename="invoice-${paymentId}.pdf"` });
  }
}

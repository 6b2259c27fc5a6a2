import { Body, Controller, Post, Redirect } from '@nestjs/common';
import { paths } from '../../platform/paths.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { Id } from '../../platform/web/id-param.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { MANAGERS } from '../contract/readable.js';
import * as forms from './payment-forms.js';
import { Payments } from './payments.js';

const page = ({ params }: { params: unknown }): string => paths.programmePayments((params as { id: number }).id);

/** What became of a request: it was paid, or it was wrong. */
@Controller('manage/programmes/:id/payments/:paymentId')
@Allow(...MANAGERS)
export class PaymentStepsController {
  constructor(private readonly payments: Payments) {}

  @Post('receipt')
  @FormPage(page)
  @Redirect()
  async notePaid(
    @Id() id: number,
    @Id('paymentId') paymentId: number,
    @Body({ schema: forms.paidForm }) { paidOn }: forms.PaidForm,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.payments.notePaid(viewer.id, id, paymentId, paidOn);
    flash('programmes:done.payment_paid');
    return seeOther(paths.programmePayments(id));
  }

  @Post('withdrawal')
  @FormPage(page)
  @Redirect()
  async withdraw(
    @Id() id: number,
    @Id('paymentId') paymentId: number,
    @Body({ schema: forms.withdrawalForm }) { reason }: forms.WithdrawalForm,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.payments.withdraw(viewer.id, id, paymentId, reason);
    flash('programmes:done.payment_withdrawn');
    return seeOther(paths.programmePayments(id));
  }
}

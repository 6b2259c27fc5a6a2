import { Body, Controller, Get, Post, Query, Redirect, Render } from '@nestjs/common';
import type { z } from 'zod';
import { paths } from '../../platform/paths.js';
import type { Query as AddressQuery } from '../../platform/with-query.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { Id } from '../../platform/web/id-param.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, isOne, type Viewer } from '../../platform/web/viewer.js';
import { idOf } from '../booking-forms.js';
import { BOOKING_MANAGERS, DESK } from '../booking-who.policy.js';
import { monthQuery, type MonthQuery } from '../../platform/web/form-fields.js';
import { paymentForm, planForm } from './fee-forms.js';
import { FeePages } from './fee-pages.js';
import { Payments } from './payments.service.js';
import { Plans } from './plans.service.js';

/** The page on which a refused form stands: the list of the month that it was sent from. */
function listOf({ params, body }: { params: unknown; body?: unknown }): string {
  const { venueId, shown, month } = (body ?? {}) as Record<string, string | undefined>;
  return paths.memberFees(idOf(params), { month: shown ?? month, venueId } as AddressQuery);
}

/** A member's list, where the staff takes money and sells plans. */
@Controller('manage/fees/members/:id')
@Allow(...DESK)
export class MemberFeesController {
  constructor(
    private readonly pages: FeePages,
    private readonly payments: Payments,
    private readonly plans: Plans,
  ) {}

  @Get()
  @Render('fees/member')
  async show(
    @Id() id: number,
    @Query({ schema: monthQuery }) query: MonthQuery,
    @CurrentViewer() viewer: Viewer,
  ): Promise<object> {
    return { ...(await this.pages.member(id, query)), mayUndo: isOne(viewer, BOOKING_MANAGERS) };
  }

  @Post('payments')
  @FormPage(listOf)
  @Redirect()
  async pay(
    @Id() memberId: number,
    @Body({ schema: paymentForm }) form: z.infer<typeof paymentForm>,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    const id = await this.payments.take(viewer.id, { ...form, memberId });
    flash('fees:done.paid');
    return seeOther(paths.payment(id));
  }

  @Post('plans')
  @FormPage(listOf)
  @Redirect()
  async sell(
    @Id() memberId: number,
    @Body({ schema: planForm }) form: z.infer<typeof planForm>,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.plans.sell(viewer.id, { ...form, memberId });
    flash('fees:done.sold');
    return seeOther(paths.memberFees(memberId, { month: form.month, venueId: form.venueId }));
  }

  @Post('plans/:planId/ending')
  @Allow('manager', 'admin')
  @Redirect()
  async end(
    @Id() memberId: number,
    @Id('planId') planId: number,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    const { month, venueId } = await this.plans.end(viewer.id, memberId, planId);
    flash('fees:done.ended');
    return seeOther(paths.memberFees(memberId, { month, venueId }));
  }
}

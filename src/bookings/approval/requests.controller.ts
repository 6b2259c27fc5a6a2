import { Body, Controller, Get, Post, Redirect, Render } from '@nestjs/common';
import { z } from 'zod';
import { Clock } from '../../platform/clock.js';
import { paths } from '../../platform/paths.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { choice, line } from '../../platform/web/form-fields.js';
import { FormPage } from '../../platform/web/form-page.js';
import { Id } from '../../platform/web/id-param.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { idOf, PURPOSE_LENGTH } from '../booking-forms.js';
import { BookingPages } from '../booking-pages.js';
import { whyNotAnswered } from './approval.policy.js';
import { ANSWER_SCOPES, ApprovalService } from './approval.service.js';
import { RequestsQuery } from './requests.query.js';
import { requestPage, requestsPage } from './requests.view.js';

const scope = choice(ANSWER_SCOPES).default('one');
const approvalForm = z.preprocess((body) => body ?? {}, z.object({ scope }));
const refusalForm = z.object({ scope, reason: line(PURPOSE_LENGTH) });

/** What members ask for and only a manager can grant. */
@Controller('manage/requests')
@Allow('manager', 'admin')
export class RequestsController {
  constructor(
    private readonly clock: Clock,
    private readonly query: RequestsQuery,
    private readonly pages: BookingPages,
    private readonly approval: ApprovalService,
  ) {}

  @Get()
  @Render('bookings/requests')
  async list(): Promise<object> {
    return requestsPage(await this.query.list());
  }

  @Get(':id')
  @Render('bookings/request')
  async show(@Id() id: number, @CurrentViewer() viewer: Viewer): Promise<object> {
    const booking = await this.pages.find(viewer, id);
    const refused = whyNotAnswered(booking, this.clock.now());
    const open = refused || booking.seriesId === null ? [] : await this.query.list(booking.seriesId);
    return requestPage({ booking: await this.pages.show(viewer, id), refused, open });
  }

  @Post(':id/approval')
  @FormPage(({ params }) => paths.request(idOf(params)))
  @Redirect()
  async approve(
    @Id() id: number,
    @Body({ schema: approvalForm }) form: z.infer<typeof approvalForm>,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    flash({ key: 'approval:done.approved', total: await this.approval.approve(viewer, id, form.scope) });
    return seeOther(paths.requests());
  }

  @Post(':id/refusal')
  @FormPage(({ params }) => paths.request(idOf(params)))
  @Redirect()
  async refuse(
    @Id() id: number,
    @Body({ schema: refusalForm }) form: z.infer<typeof refusalForm>,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    flash({ key: 'approval:done.refused', total: await this.approval.refuse(viewer, id, form.scope, form.reason) });
    return seeOther(paths.requests());
  }
}

import { Body, Controller, Get, Post, Redirect, Render } from '@nestjs/common';
import type { z } from 'zod';
import { paths } from '../../platform/paths.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { Id } from '../../platform/web/id-param.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { Cancellations } from './cancellations.js';
import { cancellationForm } from './enrolment-forms.js';
import { EnrolmentPages } from './enrolment-pages.js';
import { ENROLLING } from './enrolment-who.policy.js';

/** What one has enrolled in, or waits for. */
@Controller('enrolments/:id')
@Allow('member', ...ENROLLING)
export class EnrolmentController {
  constructor(
    private readonly cancellations: Cancellations,
    private readonly pages: EnrolmentPages,
  ) {}

  @Get()
  @Render('training/enrolment/show')
  show(@Id() id: number, @CurrentViewer() viewer: Viewer): Promise<object> {
    return this.pages.show(viewer, id);
  }

  /** What it will undo, before it is done. */
  @Get('cancellation')
  @Render('training/enrolment/cancellation')
  confirm(@Id() id: number, @CurrentViewer() viewer: Viewer): Promise<object> {
    return this.pages.show(viewer, id);
  }

  @Post('cancellation')
  @FormPage(({ params }) => paths.enrolmentCancellation(Number((params as { id: string }).id)))
  @Redirect()
  async cancel(
    @Id() id: number,
    @Body({ schema: cancellationForm }) { reason }: z.infer<typeof cancellationForm>,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.cancellations.cancel(viewer, id, reason);
    flash('enrolment:done.cancelled');
    return seeOther(paths.enrolment(id));
  }
}

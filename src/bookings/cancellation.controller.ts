import { Body, Controller, Get, Post, Redirect, Render } from '@nestjs/common';
import type { z } from 'zod';
import { paths } from '../platform/paths.js';
import { Allow } from '../platform/web/access.js';
import { type Flash, FlashNext } from '../platform/web/flash.js';
import { FormPage } from '../platform/web/form-page.js';
import { Id } from '../platform/web/id-param.js';
import { CurrentViewer, STAFF, type Viewer } from '../platform/web/viewer.js';
import { cancellationForm, idOf } from './booking-forms.js';
import { BookingPages } from './booking-pages.js';
import { MendingService } from './mending.service.js';

@Controller('bookings/:id/cancellation')
@Allow('member', ...STAFF)
export class CancellationController {
  constructor(
    private readonly mending: MendingService,
    private readonly pages: BookingPages,
  ) {}

  /** What it will undo, before it is done. */
  @Get()
  @Render('bookings/cancellation')
  async confirm(@Id() id: number, @CurrentViewer() viewer: Viewer): Promise<object> {
    return { title: 'bookings:cancellation.title', booking: await this.pages.show(viewer, id) };
  }

  @Post()
  @FormPage(({ params }) => paths.bookingCancellation(idOf(params)))
  @Redirect()
  async cancel(
    @Id() id: number,
    @Body({ schema: cancellationForm }) form: z.infer<typeof cancellationForm>,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<{ url: string; statusCode: number }> {
    await this.mending.cancel(viewer, id, form.reason);
    flash('bookings:done.cancelled');
    return { url: paths.booking(id), statusCode: 303 };
  }
}

import { Body, Controller, Post, Redirect } from '@nestjs/common';
import type { z } from 'zod';
import { paths } from '../platform/paths.js';
import { Allow } from '../platform/web/access.js';
import { type Flash, FlashNext } from '../platform/web/flash.js';
import { FormPage } from '../platform/web/form-page.js';
import { CurrentViewer, STAFF, type Viewer } from '../platform/web/viewer.js';
import { bookingForm, draftPage } from './booking-forms.js';
import { BookingService } from './booking.service.js';

@Controller('bookings')
@Allow('member', ...STAFF)
export class BookingsController {
  constructor(private readonly bookings: BookingService) {}

  @Post()
  @FormPage(draftPage)
  @Redirect()
  async book(
    @Body({ schema: bookingForm }) form: z.infer<typeof bookingForm>,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<{ url: string; statusCode: number }> {
    const id = await this.bookings.book(viewer, form);
    flash('bookings:done.booked');
    return { url: paths.booking(id), statusCode: 303 };
  }
}

import { Controller, Post, Redirect } from '@nestjs/common';
import { paths } from '../../platform/paths.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { Id } from '../../platform/web/id-param.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { BookingPages } from '../booking-pages.js';
import { OffersService } from './offers.service.js';

/** The answers to a place that is held. */
@Controller('me/offers/:id')
@Allow('member')
export class OffersController {
  constructor(
    private readonly offers: OffersService,
    private readonly pages: BookingPages,
  ) {}

  @Post('acceptance')
  @FormPage(() => paths.waitlist())
  @Redirect()
  async accept(@Id() id: number, @CurrentViewer() viewer: Viewer, @FlashNext() flash: Flash): Promise<SeeOther> {
    const booked = await this.offers.accept(viewer, id);
    const { status } = await this.pages.find(viewer, booked);
    flash(status === 'requested' ? 'bookings:done.requested' : 'bookings:waitlist.done.accepted');
    return seeOther(paths.booking(booked));
  }

  @Post('decline')
  @FormPage(() => paths.waitlist())
  @Redirect()
  async decline(@Id() id: number, @CurrentViewer() viewer: Viewer, @FlashNext() flash: Flash): Promise<SeeOther> {
    await this.offers.decline(viewer, id);
    flash('bookings:waitlist.done.declined');
    return seeOther(paths.waitlist());
  }
}

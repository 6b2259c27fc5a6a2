import { Controller, Get, Header, Inject } from '@nestjs/common';
import { qrPicture } from '../../platform/documents/qr-picture.js';
import { paths } from '../../platform/paths.js';
import { SETTINGS, type Settings } from '../../platform/settings.js';
import { SignedIn } from '../../platform/web/access.js';
import { Id } from '../../platform/web/id-param.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { BookingPages } from '../booking-pages.js';
import { CheckInCodes } from './check-in-codes.js';

/** The QR picture of a booking, for those who may see the booking. */
@Controller('bookings/:id/check-in-code.svg')
@SignedIn()
export class CodePictureController {
  constructor(
    private readonly pages: BookingPages,
    private readonly codes: CheckInCodes,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get()
  @Header('Content-Type', 'image/svg+xml')
  async show(@Id() id: number, @CurrentViewer() viewer: Viewer): Promise<string> {
    const booking = await this.pages.find(viewer, id);
    return qrPicture(this.settings.publicUrl + paths.checkIn(this.codes.codeOf(booking.id)));
  }
}

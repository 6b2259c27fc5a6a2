import { Body, Controller, Post, Redirect } from '@nestjs/common';
import { z } from 'zod';
import { paths } from '../../platform/paths.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { Id } from '../../platform/web/id-param.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { changePage, childIds } from '../booking-forms.js';
import { CareWaits } from './care-waits.service.js';

const careWaitForm = z.object({ childIds });

/** To wait for childcare beside a booking: sent from the form that changes it. */
@Controller('bookings/:id/care-waits')
@Allow('member')
export class CareWaitsController {
  constructor(private readonly waits: CareWaits) {}

  @Post()
  @FormPage(changePage)
  @Redirect()
  async join(
    @Id() id: number,
    @Body({ schema: careWaitForm }) form: z.infer<typeof careWaitForm>,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.waits.join(viewer, id, form.childIds);
    flash('bookings:waitlist.done.joined');
    return seeOther(paths.waitlist());
  }
}

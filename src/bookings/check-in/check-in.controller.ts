import { Controller, Get, Param, Post, Redirect, Render } from '@nestjs/common';
import { paths } from '../../platform/paths.js';
import { SignedIn } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { CheckInPages } from './check-in-pages.js';
import { CheckInService } from './check-in.service.js';

/** Where the code of a booking leads, in the mail and under the camera of a phone. Looking changes nothing. */
@Controller('check-in')
@SignedIn()
export class CheckInController {
  constructor(
    private readonly pages: CheckInPages,
    private readonly checkIns: CheckInService,
  ) {}

  @Get(':code')
  @Render('check-in/show')
  async show(@Param('code') code: string, @CurrentViewer() viewer: Viewer): Promise<object> {
    return { title: 'desk:code.title', ...(await this.pages.show(viewer, code)), code };
  }

  @Post(':code')
  @FormPage(({ params }) => paths.checkIn((params as { code: string }).code))
  @Redirect()
  async checkIn(
    @Param('code') code: string,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    const { id, kind } = await this.pages.mayCheckIn(viewer, code);
    const { already } = await this.checkIns.checkIn(id, { actorId: viewer.id, kind });
    flash(already ? 'desk:done.already' : 'desk:done.in');
    return seeOther(paths.checkIn(code));
  }
}

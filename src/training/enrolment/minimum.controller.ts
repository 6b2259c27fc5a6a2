import { Controller, Post, Redirect } from '@nestjs/common';
import { paths } from '../../platform/paths.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { Id } from '../../platform/web/id-param.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { Minimum } from './minimum.js';

/** The decision to hold a session for which too few have enrolled. */
@Controller('manage/courses/:id/sessions/:sessionId/keeping')
@Allow('manager', 'admin')
export class MinimumController {
  constructor(private readonly minimum: Minimum) {}

  @Post()
  @Redirect()
  async keep(
    @Id() id: number,
    @Id('sessionId') sessionId: number,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.minimum.keep(viewer.id, id, sessionId);
    flash('enrolment:minimum.kept');
    return seeOther(paths.session(id, sessionId));
  }
}

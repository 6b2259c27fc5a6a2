import { Controller, Post, Redirect } from '@nestjs/common';
import { paths } from '../../platform/paths.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { Id } from '../../platform/web/id-param.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { Consents } from './consents.service.js';

@Controller('manage/members/:id/consent')
@Allow('manager', 'admin')
export class PaperConsentController {
  constructor(private readonly consents: Consents) {}

  @Post()
  @FormPage(({ params }) => paths.member(Number((params as { id: string }).id)))
  @Redirect()
  async record(
    @Id() id: number,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<{ url: string; statusCode: number }> {
    await this.consents.record(viewer, id);
    flash('accounts:done.consent_recorded');
    return { url: paths.member(id), statusCode: 303 };
  }
}

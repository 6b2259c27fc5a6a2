import { Body, Controller, Get, Post, Redirect, Render } from '@nestjs/common';
import { z } from 'zod';
import { paths } from '../../platform/paths.js';
import { SignedIn } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { idField } from '../../platform/web/form-fields.js';
import { FormPage } from '../../platform/web/form-page.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { CertificatePages } from './certificate-pages.js';
import { Certificates } from './certificates.js';

const wish = z.object({ courseId: idField() });

/** A member's own certificates; she takes one herself once it is due. */
@Controller('me/certificates')
@SignedIn()
export class OwnCertificatesController {
  constructor(
    private readonly certificates: Certificates,
    private readonly pages: CertificatePages,
  ) {}

  @Get()
  @Render('certificates/own')
  list(@CurrentViewer() viewer: Viewer): Promise<object> {
    return this.pages.own(viewer.id);
  }

  @Post()
  @FormPage(() => paths.ownCertificates())
  @Redirect()
  async take(
    @Body({ schema: wish }) { courseId }: z.infer<typeof wish>,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.certificates.take(viewer.id, courseId);
    flash('certificates:done.taken');
    return seeOther(paths.ownCertificates());
  }
}

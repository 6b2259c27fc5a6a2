import { Body, Controller, Get, Post, Redirect, Render } from '@nestjs/common';
import { z } from 'zod';
import { paths } from '../../platform/paths.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { idField, line, repeated } from '../../platform/web/form-fields.js';
import { FormPage } from '../../platform/web/form-page.js';
import { Id } from '../../platform/web/id-param.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { CertificatePages } from './certificate-pages.js';
import { Certificates } from './certificates.js';

type Params = { id: number };

/** Nobody named: everybody for whom it is due. */
const issuing = z.object({ userIds: repeated(idField()) });
const revocation = z.object({ reason: line(200) });

const pageOf = ({ params }: { params: unknown }): string => paths.courseCertificates((params as Params).id);

/** The certificates of a course, for who teaches it and for managers; managers revoke. */
@Controller('manage/courses/:id/certificates')
@Allow('trainer', 'manager', 'admin')
export class CourseCertificatesController {
  constructor(
    private readonly certificates: Certificates,
    private readonly pages: CertificatePages,
  ) {}

  @Get()
  @Render('certificates/course')
  list(@Id() id: number, @CurrentViewer() viewer: Viewer): Promise<object> {
    return this.pages.ofCourse(viewer, id);
  }

  @Post()
  @FormPage(pageOf)
  @Redirect()
  async issue(
    @Id() id: number,
    @Body({ schema: issuing }) { userIds }: z.infer<typeof issuing>,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    flash({ key: 'certificates:done.issued', count: await this.certificates.issue(viewer, id, userIds) });
    return seeOther(paths.courseCertificates(id));
  }

  @Post(':certificateId/revocation')
  @Allow('manager', 'admin')
  @FormPage(pageOf)
  @Redirect()
  async revoke(
    @Id() id: number,
    @Id('certificateId') certificateId: number,
    @Body({ schema: revocation }) { reason }: z.infer<typeof revocation>,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.certificates.revoke(viewer, id, certificateId, reason);
    flash('certificates:done.revoked');
    return seeOther(paths.courseCertificates(id));
  }
}

import { Controller, Get, Header, Param, Render, StreamableFile } from '@nestjs/common';
import type { Language } from '../../platform/time.format.js';
import { Public, SignedIn } from '../../platform/web/access.js';
import { Id } from '../../platform/web/id-param.js';
import { PageLanguage } from '../../platform/web/language.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { CertificatePages } from './certificate-pages.js';

/** The paper, for whom it concerns; and the page on which anybody who holds it finds whether it is genuine. */
@Controller('certificates')
export class CertificatesController {
  constructor(private readonly pages: CertificatePages) {}

  @Get(':code')
  @Public()
  @Header('X-Robots-Tag', 'noindex')
  @Render('certificates/check')
  check(@Param('code') code: string): Promise<object> {
    return this.pages.check(code);
  }

  @Get(':id/paper.pdf')
  @SignedIn()
  @Header('Content-Type', 'application/pdf')
  async paper(
    @Id() id: number,
    @CurrentViewer() viewer: Viewer,
    @PageLanguage() language: Language,
  ): Promise<StreamableFile> {
    const paper = await this.pages.pdf(viewer, id, language);
    return new StreamableFile(paper, { disposition: `inline; filename="certificate-${id}.pdf"` });
  }
}

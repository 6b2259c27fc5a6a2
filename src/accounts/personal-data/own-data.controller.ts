import { Controller, Get, HttpCode, Post, Render, StreamableFile } from '@nestjs/common';
import { paths } from '../../platform/paths.js';
import type { Language } from '../../platform/time.format.js';
import { SignedIn } from '../../platform/web/access.js';
import { FormPage } from '../../platform/web/form-page.js';
import { PageLanguage } from '../../platform/web/language.js';
import { Proven } from '../../platform/web/proof.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { DataExport } from './data-export.js';

/** A person's own data, to take away. */
@Controller('me/data')
@SignedIn()
@Proven()
export class OwnDataController {
  constructor(private readonly exports: DataExport) {}

  @Get()
  @Render('personal/data')
  show(): object {
    return { title: 'personal:data.title' };
  }

  @Post()
  @HttpCode(200)
  @FormPage(() => paths.ownData())
  async take(@CurrentViewer() viewer: Viewer, @PageLanguage() language: Language): Promise<StreamableFile> {
    const zip = await this.exports.make(viewer, language);
    return new StreamableFile(zip, { type: 'application/zip', disposition: 'attachment; filename="tsudoi-data.zip"' });
  }
}

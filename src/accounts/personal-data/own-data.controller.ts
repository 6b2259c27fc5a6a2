import { Body, Controller, Get, HttpCode, Post, Render, StreamableFile } from '@nestjs/common';
import { z } from 'zod';
import { paths } from '../../platform/paths.js';
import type { Language } from '../../platform/time.format.js';
import { SignedIn } from '../../platform/web/access.js';
import { FormPage } from '../../platform/web/form-page.js';
import { PageLanguage } from '../../platform/web/language.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { passwordField } from '../person-fields.js';
import { DataExport } from './data-export.js';

const exportForm = z.object({ currentPassword: passwordField() });

/** A person's own data, to take away. */
@Controller('me/data')
@SignedIn()
export class OwnDataController {
  constructor(private readonly exports: DataExport) {}

  @Get()
  @Render('personal/data')
  show(@CurrentViewer() viewer: Viewer): object {
    return { title: 'personal:data.title', email: viewer.email };
  }

  @Post()
  @HttpCode(200)
  @FormPage(() => paths.ownData())
  async take(
    @Body({ schema: exportForm }) { currentPassword }: z.infer<typeof exportForm>,
    @CurrentViewer() viewer: Viewer,
    @PageLanguage() language: Language,
  ): Promise<StreamableFile> {
    const zip = await this.exports.make(viewer, currentPassword, language);
    return new StreamableFile(zip, { type: 'application/zip', disposition: 'attachment; filename="tsudoi-data.zip"' });
  }
}

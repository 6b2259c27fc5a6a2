import { Controller, Get, Header, Post, Query, Redirect, Render, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Database } from '../platform/database/database.js';
import { paths } from '../platform/paths.js';
import type { Language } from '../platform/time.format.js';
import { Allow } from '../platform/web/access.js';
import { refusedBy } from '../platform/web/form-problems.js';
import { FormPage } from '../platform/web/form-page.js';
import { PageLanguage } from '../platform/web/language.js';
import { type SeeOther, seeOther } from '../platform/web/see-other.js';
import { readUpload } from '../platform/web/upload.js';
import { CurrentViewer, type Viewer } from '../platform/web/viewer.js';
import { VenueDays } from '../venues/venue-days.js';
import { ImportKinds } from './import-kinds.js';
import { uploadForm } from './import-forms.js';
import { Imports } from './imports.service.js';
import { importsView } from './imports.view.js';
import { templateOf } from './template.js';

/** Files to bring in: where one is chosen, and what became of the latest. */
@Controller('manage/imports')
@Allow('manager', 'admin')
export class ImportsController {
  constructor(
    private readonly imports: Imports,
    private readonly kinds: ImportKinds,
    private readonly days: VenueDays,
    private readonly database: Database,
  ) {}

  @Get()
  @Render('imports/list')
  async list(@Query('target') target?: string): Promise<object> {
    const venues = await this.days.venues(this.database.reader);
    return importsView(await this.imports.latest(), venues, target);
  }

  @Post()
  @FormPage(() => paths.imports())
  @Redirect()
  async upload(@Req() request: FastifyRequest, @CurrentViewer() viewer: Viewer): Promise<SeeOther> {
    const { fields, file, fileName } = await readUpload(request, 'file');
    const form = uploadForm.safeParse(fields);
    if (!form.success) throw refusedBy(form.error.issues);
    const { target, existing } = form.data;
    const content = file && { name: fileName, content: file };
    return seeOther(paths.import(await this.imports.upload(viewer.id, target, existing, content)));
  }

  /** With the mark in front that lets Excel see that it is UTF-8. */
  @Get('templates/members.csv')
  @Header('Content-Type', 'text/csv; charset=utf-8')
  @Header('Content-Disposition', 'attachment; filename="tsudoi-members.csv"')
  members(@PageLanguage() language: Language): Buffer {
    return templateOf('members', this.kinds.of('members').columns(), language);
  }

  @Get('templates/resources.csv')
  @Header('Content-Type', 'text/csv; charset=utf-8')
  @Header('Content-Disposition', 'attachment; filename="tsudoi-resources.csv"')
  resources(@PageLanguage() language: Language): Buffer {
    return templateOf('resources', this.kinds.of('resources').columns(), language);
  }
}

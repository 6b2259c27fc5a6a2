import { Body, Controller, Get, Post, Query, Redirect, Render } from '@nestjs/common';
import type { z } from 'zod';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { paths } from '../platform/paths.js';
import { Allow } from '../platform/web/access.js';
import { type Flash, FlashNext } from '../platform/web/flash.js';
import { FormPage } from '../platform/web/form-page.js';
import { Id } from '../platform/web/id-param.js';
import { type SeeOther, seeOther } from '../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../platform/web/viewer.js';
import { VenueDays } from '../venues/venue-days.js';
import { type ApplicationForm, applicationForm, type CheckForm, checkForm, reportQuery } from './import-forms.js';
import { ImportRuns } from './import-runs.js';
import { Imports } from './imports.service.js';
import { importView } from './import.view.js';

const page = ({ params }: { params: unknown }): string => paths.import((params as { id: number }).id);

/** One file: what was found in it, and what is to become of it. */
@Controller('manage/imports/:id')
@Allow('manager', 'admin')
export class ImportController {
  constructor(
    private readonly imports: Imports,
    private readonly runs: ImportRuns,
    private readonly days: VenueDays,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Render('imports/show')
  async show(@Id() id: number, @Query({ schema: reportQuery }) query: z.infer<typeof reportQuery>): Promise<object> {
    const file = await this.imports.find(id);
    const venues = await this.days.venues(this.database.reader);
    const venue = venues.find((one) => one.id === file.venueId)?.name;
    return importView(file, { venue, page: query.page, written: this.runs.writtenOf(id), now: this.clock.now() });
  }

  @Post('check')
  @FormPage(page)
  @Redirect()
  async check(@Id() id: number, @Body({ schema: checkForm }) form: CheckForm): Promise<SeeOther> {
    await this.imports.checkAgain(id, form);
    return seeOther(paths.import(id));
  }

  @Post('application')
  @FormPage(page)
  @Redirect()
  async apply(
    @Id() id: number,
    @Body({ schema: applicationForm }) { plan, notify }: ApplicationForm,
    @CurrentViewer() viewer: Viewer,
  ): Promise<SeeOther> {
    await this.imports.apply(viewer.id, id, plan, notify);
    return seeOther(paths.import(id));
  }

  @Post('deletion')
  @FormPage(page)
  @Redirect()
  async discard(@Id() id: number, @CurrentViewer() viewer: Viewer, @FlashNext() flash: Flash): Promise<SeeOther> {
    await this.imports.discard(viewer.id, id);
    flash('imports:done.discarded');
    return seeOther(paths.imports());
  }
}

import { Body, Controller, Get, Param, Post, Query, Redirect, Render } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { paths } from '../../platform/paths.js';
import type { Language } from '../../platform/time.format.js';
import { todayAt } from '../../platform/time.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { PageLanguage } from '../../platform/web/language.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { MANAGERS, READERS } from '../contract/readable.js';
import { type BeginForm, beginForm, type ReportQuery, reportQuery } from './report-forms.js';
import { ReportReading } from './report-reading.js';
import { listView, reportView } from './report.view.js';
import { Reports } from './reports.js';

/** Monthly reports (DOMAIN K16), by month. */
@Controller('reports')
@Allow(...READERS)
export class ReportsController {
  constructor(
    private readonly reading: ReportReading,
    private readonly reports: Reports,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Render('reports/list')
  async list(@CurrentViewer() viewer: Viewer): Promise<object> {
    return listView(await this.reading.list(viewer), viewer, todayAt(this.clock.now()));
  }

  @Post()
  @Allow(...MANAGERS)
  @FormPage(() => paths.reports())
  @Redirect()
  async begin(
    @Body({ schema: beginForm }) { programmeId, month }: BeginForm,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.reports.begin(viewer, programmeId, month);
    flash('reports:done.begun');
    return seeOther(paths.report(month, { programme: programmeId }));
  }

  @Get(':month')
  @Render('reports/show')
  async show(
    @Param('month') month: string,
    @Query({ schema: reportQuery }) query: ReportQuery,
    @CurrentViewer() viewer: Viewer,
    @PageLanguage() language: Language,
  ): Promise<object> {
    const open = await this.reading.open(viewer, month, query);
    return reportView(open, viewer, query, language, todayAt(this.clock.now()));
  }
}

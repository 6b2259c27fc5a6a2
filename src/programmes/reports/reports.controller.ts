import { Body, Controller, Get, Header, Param, Post, Query, Redirect, Render, StreamableFile } from '@nestjs/common';
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
import { reportCsv } from './report-csv.js';
import { type BeginForm, beginForm, type ReportQuery, reportQuery } from './report-forms.js';
import { ReportReading } from './report-reading.js';
import { reportXlsx } from './report-xlsx.js';
import { listView, reportView } from './report.view.js';
import { Reports } from './reports.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Monthly reports (DOMAIN K16), by month: as a page, on paper and in files, all with the same figures. */
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

  @Get(':month.pdf')
  @Header('Content-Type', 'application/pdf')
  async pdf(
    @Param('month') month: string,
    @Query({ schema: reportQuery }) query: ReportQuery,
    @CurrentViewer() viewer: Viewer,
  ): Promise<StreamableFile> {
    const open = await this.reading.open(viewer, month, query);
    return new StreamableFile(await this.reading.print(open), {
      disposition: `inline; filename="report-${month}.pdf"`,
    });
  }

  @Get(':month.xlsx')
  @Header('Content-Type', XLSX)
  async xlsx(
    @Param('month') month: string,
    @Query({ schema: reportQuery }) query: ReportQuery,
    @CurrentViewer() viewer: Viewer,
    @PageLanguage() language: Language,
  ): Promise<StreamableFile> {
    const { content } = await this.reading.open(viewer, month, query);
    const disposition = `attachment; filename="report-${month}.xlsx"`;
    return new StreamableFile(await reportXlsx(content, language), { disposition });
  }

  @Get(':month.csv')
  @Header('Content-Type', 'text/csv; charset=utf-8')
  async csv(
    @Param('month') month: string,
    @Query({ schema: reportQuery }) query: ReportQuery,
    @CurrentViewer() viewer: Viewer,
    @PageLanguage() language: Language,
  ): Promise<StreamableFile> {
    const { content } = await this.reading.open(viewer, month, query);
    const disposition = `attachment; filename="report-${month}.csv"`;
    return new StreamableFile(reportCsv(content, language), { disposition });
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
    return reportView(open, viewer, language, todayAt(this.clock.now()));
  }
}

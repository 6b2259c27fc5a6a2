import { Controller, Get, Header, Param, Query, StreamableFile } from '@nestjs/common';
import type { Language } from '../../platform/time.format.js';
import { Allow } from '../../platform/web/access.js';
import { PageLanguage } from '../../platform/web/language.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { READERS } from '../contract/readable.js';
import { reportCsv } from './report-csv.js';
import { type ReportQuery, reportQuery } from './report-forms.js';
import { ReportReading } from './report-reading.js';
import { reportXlsx } from './report-xlsx.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Monthly reports on paper and in files, with the figures of the page. */
@Controller('reports')
@Allow(...READERS)
export class ReportFilesController {
  constructor(private readonly reading: ReportReading) {}

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
}

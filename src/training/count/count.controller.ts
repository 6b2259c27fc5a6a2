import { Controller, Get, Header, Query, Render } from '@nestjs/common';
import type { Language } from '../../platform/time.format.js';
import { Allow } from '../../platform/web/access.js';
import { PageLanguage } from '../../platform/web/language.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { CountPages } from './count-pages.js';
import { type CountQuery, countQuery, type RowsQuery, rowsQuery } from './count-query.js';

/** How many came to trainings, and the rows behind each figure. */
@Controller('manage/trainings')
@Allow('trainer', 'manager', 'officer', 'admin')
export class CountController {
  constructor(private readonly pages: CountPages) {}

  @Get('count')
  @Render('training/count')
  figures(
    @Query({ schema: countQuery }) query: CountQuery,
    @CurrentViewer() viewer: Viewer,
    @PageLanguage() language: Language,
  ): Promise<object> {
    return this.pages.figures(query, viewer, language);
  }

  @Get('count.csv')
  @Header('Content-Type', 'text/csv; charset=utf-8')
  @Header('Content-Disposition', 'attachment; filename="tsudoi-trainings.csv"')
  figuresCsv(
    @Query({ schema: countQuery }) query: CountQuery,
    @CurrentViewer() viewer: Viewer,
    @PageLanguage() language: Language,
  ): Promise<Buffer> {
    return this.pages.figuresCsv(query, viewer, language);
  }

  @Get('count/rows')
  @Render('training/count-rows')
  rows(@Query({ schema: rowsQuery }) query: RowsQuery, @CurrentViewer() viewer: Viewer): Promise<object> {
    return this.pages.rows(query, viewer);
  }

  @Get('count/rows.csv')
  @Header('Content-Type', 'text/csv; charset=utf-8')
  @Header('Content-Disposition', 'attachment; filename="tsudoi-attendances.csv"')
  rowsCsv(
    @Query({ schema: rowsQuery }) query: RowsQuery,
    @CurrentViewer() viewer: Viewer,
    @PageLanguage() language: Language,
  ): Promise<Buffer> {
    return this.pages.rowsCsv(query, viewer, language);
  }
}

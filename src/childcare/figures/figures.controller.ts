import { Controller, Get, Header, Query, Render } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { notFound } from '../../platform/errors.js';
import { partsOf } from '../../platform/reach/part.policy.js';
import { Reach } from '../../platform/reach/reach.js';
import { addDays, addMonths, todayAt } from '../../platform/time.js';
import type { Language } from '../../platform/time.format.js';
import { Allow } from '../../platform/web/access.js';
import { type MonthQuery, monthQuery } from '../../platform/web/form-fields.js';
import { PageLanguage } from '../../platform/web/language.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { CareHouse } from '../staffing/care-house.js';
import { Figures } from './care-figures.js';
import type { CareFigures } from './figures.policy.js';
import { type FiguresAsked, figuresCsv, figuresView } from './figures.view.js';

/** Childcare by month, in numbers. */
@Controller('manage')
@Allow('manager', 'officer', 'admin')
export class FiguresController {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly house: CareHouse,
    private readonly figures: Figures,
    private readonly reach: Reach,
  ) {}

  @Get('care')
  @Render('care/figures')
  async show(@Query({ schema: monthQuery }) asked: MonthQuery, @CurrentViewer() viewer: Viewer): Promise<object> {
    const { figures, about } = await this.read(asked, viewer);
    return figuresView(figures, about);
  }

  @Get('care.csv')
  @Header('Content-Type', 'text/csv; charset=utf-8')
  @Header('Content-Disposition', 'attachment; filename="tsudoi-care.csv"')
  async csv(
    @Query({ schema: monthQuery }) asked: MonthQuery,
    @CurrentViewer() viewer: Viewer,
    @PageLanguage() language: Language,
  ): Promise<Buffer> {
    const { figures, about } = await this.read(asked, viewer);
    return figuresCsv(figures, about, language);
  }

  private async read(
    { month = todayAt(this.clock.now()).slice(0, 7), venueId }: MonthQuery,
    viewer: Viewer,
  ): Promise<{ figures: CareFigures; about: FiguresAsked }> {
    const { reader } = this.database;
    const [first, last] = [`${month}-01`, addDays(addMonths(`${month}-01`, 1), -1)];
    const all = await this.house.venues();
    const spans =
      (await this.reach.venues(reader, viewer, ['manager', 'admin'])) ??
      all.map(({ id }) => ({ id, from: first, to: last }));
    const venues = all.filter(({ id }) => spans.some((span) => span.id === id));
    if (venueId !== undefined && !venues.some(({ id }) => id === venueId)) throw notFound();
    const asked = spans.filter(({ id }) => venueId === undefined || id === venueId);
    const figures = await this.figures.of(reader, partsOf(asked, first, last));
    return { figures, about: { month, venues, venueId } };
  }
}

import { Controller, Get, Header, Query, Render } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { notFound } from '../../platform/errors.js';
import { todayAt } from '../../platform/time.js';
import type { Language } from '../../platform/time.format.js';
import { Allow } from '../../platform/web/access.js';
import { type MonthQuery, monthQuery } from '../../platform/web/form-fields.js';
import { PageLanguage } from '../../platform/web/language.js';
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
  ) {}

  @Get('care')
  @Render('care/figures')
  async show(@Query({ schema: monthQuery }) asked: MonthQuery): Promise<object> {
    const { figures, about } = await this.read(asked);
    return figuresView(figures, about);
  }

  @Get('care.csv')
  @Header('Content-Type', 'text/csv; charset=utf-8')
  @Header('Content-Disposition', 'attachment; filename="tsudoi-care.csv"')
  async csv(@Query({ schema: monthQuery }) asked: MonthQuery, @PageLanguage() language: Language): Promise<Buffer> {
    const { figures, about } = await this.read(asked);
    return figuresCsv(figures, about, language);
  }

  private async read({ month, venueId }: MonthQuery): Promise<{ figures: CareFigures; about: FiguresAsked }> {
    const venues = await this.house.venues();
    const ids = venues.map(({ id }) => id).filter((id) => venueId === undefined || id === venueId);
    if (venueId !== undefined && ids.length === 0) throw notFound();
    const about = { month: month ?? todayAt(this.clock.now()).slice(0, 7), venues, venueId };
    return { figures: await this.figures.careFigures(this.database.reader, ids, about.month), about };
  }
}

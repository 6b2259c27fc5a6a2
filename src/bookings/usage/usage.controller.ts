import { Controller, Get, Header, Query, Render } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { Reach } from '../../platform/reach/reach.js';
import { todayAt } from '../../platform/time.js';
import type { Language } from '../../platform/time.format.js';
import { Allow } from '../../platform/web/access.js';
import { type MonthQuery, monthQuery } from '../../platform/web/form-fields.js';
import { PageLanguage } from '../../platform/web/language.js';
import { CurrentViewer, isOne, type Viewer } from '../../platform/web/viewer.js';
import { usageCsv } from './usage-csv.js';
import { type Usage, UsageQuery } from './usage.query.js';
import { usageView } from './usage.view.js';

/** Others see what is theirs alone. */
const HOUSE = ['manager', 'admin'] as const;

/** How much the place is used, by month. */
@Controller('manage')
@Allow('manager', 'officer', 'admin')
export class UsageController {
  constructor(
    private readonly database: Database,
    private readonly usage: UsageQuery,
    private readonly reach: Reach,
    private readonly clock: Clock,
  ) {}

  @Get('usage')
  @Render('bookings/usage')
  async show(
    @Query({ schema: monthQuery }) asked: MonthQuery,
    @CurrentViewer() viewer: Viewer,
    @PageLanguage() language: Language,
  ): Promise<object> {
    return usageView(await this.read(asked, viewer), isOne(viewer, HOUSE), language);
  }

  @Get('usage.csv')
  @Header('Content-Type', 'text/csv; charset=utf-8')
  @Header('Content-Disposition', 'attachment; filename="tsudoi-usage.csv"')
  async csv(
    @Query({ schema: monthQuery }) asked: MonthQuery,
    @CurrentViewer() viewer: Viewer,
    @PageLanguage() language: Language,
  ): Promise<Buffer> {
    return usageCsv(await this.read(asked, viewer), language);
  }

  private async read({ month, venueId }: MonthQuery, viewer: Viewer): Promise<Usage> {
    const spans = await this.reach.venues(this.database.reader, viewer, HOUSE);
    return this.usage.read(`${month ?? todayAt(this.clock.now()).slice(0, 7)}-01`, venueId, spans);
  }
}

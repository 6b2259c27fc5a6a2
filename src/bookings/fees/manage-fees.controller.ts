import { Controller, Get, Header, Query, Render } from '@nestjs/common';
import { paths } from '../../platform/paths.js';
import type { Language } from '../../platform/time.format.js';
import { Allow } from '../../platform/web/access.js';
import { PageLanguage } from '../../platform/web/language.js';
import { CurrentViewer, isOne, type Viewer } from '../../platform/web/viewer.js';
import { BOOKING_MANAGERS, DESK } from '../booking-who.policy.js';
import { monthQuery, type MonthQuery } from './fee-forms.js';
import { monthPager, totalFacts } from './fee-month.view.js';
import { FeePages } from './fee-pages.js';
import { feesCsv } from './fees-csv.js';

/** Who owes what, by month. */
@Controller('manage')
@Allow(...DESK)
export class ManageFeesController {
  constructor(private readonly pages: FeePages) {}

  @Get('fees')
  @Render('fees/list')
  async list(@Query({ schema: monthQuery }) query: MonthQuery, @CurrentViewer() viewer: Viewer): Promise<object> {
    const { month, venues, venue, rows, totals } = await this.pages.list(query);
    const venueId = venue?.id;
    return {
      title: { key: 'fees:list.title', month: `${month}-01` },
      mayManage: isOne(viewer, BOOKING_MANAGERS),
      month,
      venues: venues.length > 1 && venues.map(({ id, name }) => ({ id, name })),
      venueId,
      anyPriced: venues.some(({ fees }) => fees && !fees.free),
      pager: monthPager(month, (one) => paths.manageFees({ month: one, venueId })),
      csv: paths.manageFeesCsv({ month, venueId }),
      facts: totalFacts(totals),
      rows: rows.map((row) => ({ ...row, href: paths.memberFees(row.person.id, { month, venueId }) })),
    };
  }

  @Get('fees.csv')
  @Header('Content-Type', 'text/csv; charset=utf-8')
  @Header('Content-Disposition', 'attachment; filename="tsudoi-fees.csv"')
  async csv(@Query({ schema: monthQuery }) query: MonthQuery, @PageLanguage() language: Language): Promise<Buffer> {
    return feesCsv(await this.pages.list(query), language);
  }
}

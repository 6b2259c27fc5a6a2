import { Controller, Get, Header, Query, Render } from '@nestjs/common';
import { Exports } from '../../platform/audit/exports.js';
import type { Language } from '../../platform/time.format.js';
import { Allow } from '../../platform/web/access.js';
import { PageLanguage } from '../../platform/web/language.js';
import { CurrentViewer, isOne, type Viewer } from '../../platform/web/viewer.js';
import { BOOKING_MANAGERS, DESK } from '../booking-who.policy.js';
import { monthQuery, type MonthQuery } from '../../platform/web/form-fields.js';
import { type ListQuery, listQuery } from './fee-forms.js';
import { feeList } from './fee-list.view.js';
import { FeePages } from './fee-pages.js';
import { feesCsv } from './fees-csv.js';

/** Who owes what, by month. */
@Controller('manage')
@Allow(...DESK)
export class ManageFeesController {
  constructor(
    private readonly pages: FeePages,
    private readonly exports: Exports,
  ) {}

  @Get('fees')
  @Render('fees/list')
  async list(@Query({ schema: listQuery }) query: ListQuery, @CurrentViewer() viewer: Viewer): Promise<object> {
    return { ...feeList(await this.pages.list(query), query), mayManage: isOne(viewer, BOOKING_MANAGERS) };
  }

  @Get('fees.csv')
  @Header('Content-Type', 'text/csv; charset=utf-8')
  @Header('Content-Disposition', 'attachment; filename="tsudoi-fees.csv"')
  async csv(
    @Query({ schema: monthQuery }) query: MonthQuery,
    @CurrentViewer() viewer: Viewer,
    @PageLanguage() language: Language,
  ): Promise<Buffer> {
    const list = await this.pages.list(query);
    const subject = { kind: 'venue', id: list.venue?.id ?? null };
    const detail = { month: list.month };
    await this.exports.note(viewer.id, { action: 'bookings.fees_exported', subject, people: list.rows.length, detail });
    return feesCsv(list, language);
  }
}

import { Controller, Get, Header, Query, Render } from '@nestjs/common';
import { z } from 'zod';
import { Clock } from '../../platform/clock.js';
import { isDate, todayAt } from '../../platform/time.js';
import type { Language } from '../../platform/time.format.js';
import { Allow } from '../../platform/web/access.js';
import { isId } from '../../platform/web/form-fields.js';
import { PageLanguage } from '../../platform/web/language.js';
import { CurrentViewer, isOne, type Viewer } from '../../platform/web/viewer.js';
import { usageCsv } from './usage-csv.js';
import { UsageQuery } from './usage.query.js';
import { usageView } from './usage.view.js';

/** What does not fit is left out: a mistyped address shows this month, and all venues. */
const query = z.object({
  month: z
    .string()
    .refine((text) => /^20\d\d-\d\d$/.test(text) && isDate(`${text}-01`))
    .optional()
    .catch(undefined),
  venueId: z.string().refine(isId).transform(Number).optional().catch(undefined),
});
type Asked = z.infer<typeof query>;

/** How much the place is used, by month. */
@Controller('manage')
@Allow('manager', 'officer', 'admin')
export class UsageController {
  constructor(
    private readonly usage: UsageQuery,
    private readonly clock: Clock,
  ) {}

  @Get('usage')
  @Render('bookings/usage')
  async show(@Query({ schema: query }) asked: Asked, @CurrentViewer() viewer: Viewer): Promise<object> {
    return usageView(await this.usage.read(this.monthOf(asked), asked.venueId), isOne(viewer, ['manager', 'admin']));
  }

  @Get('usage.csv')
  @Header('Content-Type', 'text/csv; charset=utf-8')
  @Header('Content-Disposition', 'attachment; filename="tsudoi-usage.csv"')
  async csv(@Query({ schema: query }) asked: Asked, @PageLanguage() language: Language): Promise<Buffer> {
    return usageCsv(await this.usage.read(this.monthOf(asked), asked.venueId), language);
  }

  private monthOf({ month }: Asked): string {
    return `${month ?? todayAt(this.clock.now()).slice(0, 7)}-01`;
  }
}

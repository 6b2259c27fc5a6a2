import { Controller, Get, Query, Render } from '@nestjs/common';
import { z } from 'zod';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { notFound } from '../../platform/errors.js';
import { addDays, daysInMonth, isDate, todayAt, weekdayOf } from '../../platform/time.js';
import { SignedIn } from '../../platform/web/access.js';
import { isId } from '../../platform/web/form-fields.js';
import { VenueDays } from '../../venues/venue-days.js';
import { Calendar } from './calendar.js';
import { type MonthPage, monthPage } from './month.view.js';
import { isNear } from './wish.js';

const monthQuery = z.object({
  month: z
    .string()
    .refine((text) => isDate(`${text}-01`))
    .optional()
    .catch(undefined),
  /** The day from which somebody came. */
  date: z.string().refine(isDate).optional().catch(undefined),
  venue: z.string().optional().catch(''),
});

/** A month of days with their marks: a page of its own, and a part of the day view that comes when it is opened. */
@Controller('bookings/calendar')
@SignedIn()
export class MonthController {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly venueDays: VenueDays,
    private readonly calendar: Calendar,
  ) {}

  @Get()
  @Render('bookings/month')
  async show(@Query({ schema: monthQuery }) query: z.infer<typeof monthQuery>): Promise<MonthPage> {
    const manager = this.database.reader;
    const now = this.clock.now();
    const today = todayAt(now);
    const asked = `${query.month ?? today.slice(0, 7)}-01`;
    const first = isNear(asked, today) ? asked : `${today.slice(0, 7)}-01`;
    const last = addDays(first, daysInMonth(first) - 1);
    const from = addDays(first, 1 - weekdayOf(first));

    const venues = await this.venueDays.venues(manager);
    const venue =
      query.venue === undefined ? venues[0] : venues.find(({ id }) => isId(query.venue!) && id === Number(query.venue));
    if (!venue) throw notFound();
    const closures = await this.venueDays.closuresFrom(manager, venue.id, from);
    const resources = await this.venueDays.resourcesOf(manager, venue.id);
    const days = await this.calendar.marks(manager, { venue, closures, resources }, first, last, now);
    return monthPage({ first, date: query.date, today, days, venue: venues.length > 1 ? venue.id : undefined });
  }
}

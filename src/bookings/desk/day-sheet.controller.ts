import { Controller, Get, Header, Query, StreamableFile } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import type { Language } from '../../platform/time.format.js';
import { todayAt } from '../../platform/time.js';
import { Allow } from '../../platform/web/access.js';
import { PageLanguage } from '../../platform/web/language.js';
import { VenueDays } from '../../venues/venue-days.js';
import { DESK } from '../booking-who.policy.js';
import { daySheetPdf } from './day-sheet.js';
import { deskFilterOf } from './desk-forms.js';
import { DeskPages } from './desk-pages.js';
import { DeskQuery } from './desk.query.js';

/** The day on paper, for when the network is down. */
@Controller('desk/day-sheet.pdf')
@Allow(...DESK)
export class DaySheetController {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly pages: DeskPages,
    private readonly desk: DeskQuery,
    private readonly venueDays: VenueDays,
  ) {}

  @Get()
  @Header('Content-Type', 'application/pdf')
  async print(@Query() query: unknown, @PageLanguage() language: Language): Promise<StreamableFile> {
    const now = this.clock.now();
    const { date, venueId } = deskFilterOf(query, todayAt(now));
    const { venue } = await this.pages.venueOn({ date, venueId });
    const rows = await this.desk.rows(venue.id, date);
    const resources = await this.venueDays.resourcesOf(this.database.reader, venue.id);
    const sheet = daySheetPdf({ date, venue, resources, rows, madeAt: now }, language);
    return new StreamableFile(sheet, { disposition: `inline; filename="day-sheet-${date}.pdf"` });
  }
}

import { Body, Controller, Get, Post, Query, Redirect, Render } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { paths } from '../../platform/paths.js';
import { clockText, minuteAt, todayAt } from '../../platform/time.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { VenueDays } from '../../venues/venue-days.js';
import { DESK } from '../booking-who.policy.js';
import { deskFilterOf } from './desk-forms.js';
import { DeskPages } from './desk-pages.js';
import { DeskQuery } from './desk.query.js';
import { quickEntryForm, quickEntryPage, type QuickEntryOrder, WALK_IN_LINES } from './quick-entry.form.js';
import { QuickEntry } from './quick-entry.service.js';

/** The printed day sheet, taken over afterwards. */
@Controller('desk/quick-entry')
@Allow(...DESK)
export class QuickEntryController {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly pages: DeskPages,
    private readonly desk: DeskQuery,
    private readonly venueDays: VenueDays,
    private readonly entry: QuickEntry,
  ) {}

  @Get()
  @Render('desk/quick-entry')
  async blank(@Query() query: unknown): Promise<object> {
    const { date, venueId } = deskFilterOf(query, todayAt(this.clock.now()));
    const { venue } = await this.pages.venueOn({ date, venueId });
    const rows = await this.desk.rows(venue.id, date);
    const resources = await this.venueDays.resourcesOf(this.database.reader, venue.id);
    const lines = rows.map((row) => ({
      ...row,
      field: `at${row.id}`,
      start: clockText(row.startMinute),
      arrivedAt: row.checkedInAt && minuteAt(row.checkedInAt),
    }));
    return {
      title: { key: 'desk:quick.title_on', date },
      date,
      venue,
      lines,
      resources: resources.filter(({ bookableBy }) => bookableBy !== 'nobody'),
      walkIns: Array.from({ length: WALK_IN_LINES }, (_, index) => walkInFields(index + 1)),
      back: paths.desk({ date, venueId: venue.id }),
    };
  }

  @Post()
  @FormPage(quickEntryPage)
  @Redirect()
  async enter(
    @Body({ schema: quickEntryForm }) order: QuickEntryOrder,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    const count = await this.entry.enter(viewer.id, order);
    flash({ key: 'desk:done.entered', count });
    return seeOther(paths.desk({ date: order.date, venueId: order.venueId }));
  }
}

function walkInFields(line: number): object {
  return { line, member: `member${line}`, resource: `resource${line}`, start: `start${line}`, end: `end${line}` };
}

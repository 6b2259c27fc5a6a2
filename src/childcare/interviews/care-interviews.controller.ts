import { Body, Controller, Get, Post, Redirect, Render } from '@nestjs/common';
import { z } from 'zod';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { paths } from '../../platform/paths.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { dateField, idField, optionalLine, timeField, wholeNumber } from '../../platform/web/form-fields.js';
import { FormPage } from '../../platform/web/form-page.js';
import { Id } from '../../platform/web/id-param.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { todayAt } from '../../platform/time.js';
import { VenueDays } from '../../venues/venue-days.js';
import { CardRules } from '../children/child-rules.service.js';
import { careInterviewsView, isNear } from './interview.view.js';
import { Readings } from '../readings/readings.js';
import { InterviewSlots } from './interview-slots.service.js';

const slotsForm = z.object({
  venueId: idField(),
  date: dateField(),
  start: timeField(),
  end: timeField(),
  minutes: wholeNumber(10, 120),
  place: optionalLine(60).transform((text) => text ?? ''),
});
const page = FormPage(() => paths.careInterviews());

/** Times for interviews, and who comes. */
@Controller('care/interviews')
@Allow('childcare')
export class CareInterviewsController {
  constructor(
    private readonly slots: InterviewSlots,
    private readonly venues: VenueDays,
    private readonly database: Database,
    private readonly rules: CardRules,
    private readonly readings: Readings,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Render('childcare/interviews')
  async list(@CurrentViewer() viewer: Viewer): Promise<object> {
    const now = this.clock.now();
    const venues = await this.venues.venuesOn(this.database.reader, todayAt(now));
    const { dueDays } = await this.rules.read();
    const rows = await this.slots.list();
    const named = rows.filter((row) => isNear(row, dueDays, todayAt(now))).flatMap(({ children }) => children);
    const children = named.map(({ childId }) => childId);
    await this.readings.log(viewer.id, children, 'interviews');
    return careInterviewsView(rows, venues, dueDays, now);
  }

  @Post()
  @page
  @Redirect()
  async open(
    @Body({ schema: slotsForm }) form: z.infer<typeof slotsForm>,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    const count = await this.slots.open(viewer.id, form);
    flash({ key: 'childcare:done.slots_opened', count });
    return seeOther(paths.careInterviews());
  }

  @Post(':id/closing')
  @page
  @Redirect()
  async close(@Id() id: number, @CurrentViewer() viewer: Viewer, @FlashNext() flash: Flash): Promise<SeeOther> {
    await this.slots.close(viewer.id, id);
    flash('childcare:done.slot_closed');
    return seeOther(paths.careInterviews());
  }

  @Post(':id/absence')
  @page
  @Redirect()
  async missed(@Id() id: number, @CurrentViewer() viewer: Viewer, @FlashNext() flash: Flash): Promise<SeeOther> {
    await this.slots.missed(viewer.id, id);
    flash('childcare:done.interview_missed');
    return seeOther(paths.careInterviews());
  }
}

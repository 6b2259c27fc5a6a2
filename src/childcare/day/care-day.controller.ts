import { Controller, Get, Query, Render } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { todayAt } from '../../platform/time.js';
import { Allow } from '../../platform/web/access.js';
import { Id } from '../../platform/web/id-param.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { Incidents } from '../incidents/incidents.js';
import { DayPages } from './day-pages.js';
import { dayView } from './day.view.js';
import { recordView } from './record.view.js';
import { dayAsked } from './tap-forms.js';

/** The day of childcare. Managers see how many children there are, not who. */
@Controller('care')
export class CareDayController {
  constructor(
    private readonly clock: Clock,
    private readonly pages: DayPages,
    private readonly incidents: Incidents,
  ) {}

  @Get()
  @Allow('childcare', 'manager', 'admin')
  @Render('care/day')
  async day(@Query() query: unknown, @CurrentViewer() viewer: Viewer): Promise<object> {
    const facts = await this.pages.day(viewer, dayAsked(query, todayAt(this.clock.now())));
    return { ...dayView(facts), reports: await this.incidents.openReports() };
  }

  @Get('places/:id')
  @Allow('childcare')
  @Render('care/record')
  async record(@Id() id: number, @CurrentViewer() viewer: Viewer): Promise<object> {
    return recordView(await this.pages.record(viewer, id), this.clock.now());
  }
}

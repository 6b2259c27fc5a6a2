import { Body, Controller, Get, Param, Post, Redirect, Render, UseFilters } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { paths } from '../../platform/paths.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { Id } from '../../platform/web/id-param.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { CollisionsFilter } from '../rules/collisions.filter.js';
import { bareForm, type Decision } from '../rules/decision.js';
import { Houses } from '../rules/house.js';
import { HolidaySettings } from './holiday-settings.js';
import { type OwnHolidayForm, ownHolidayForm } from './holidays-form.js';

/** Days that a venue keeps as holidays of its own. */
@Controller('manage/venues/:id/own-holidays')
@Allow('manager', 'admin')
@UseFilters(CollisionsFilter)
export class OwnHolidaysController {
  constructor(
    private readonly holidays: HolidaySettings,
    private readonly houses: Houses,
    private readonly database: Database,
  ) {}

  @Get('new')
  @Render('venues/own-holiday')
  async new(@Id() id: number): Promise<object> {
    const venue = await this.houses.venue(this.database.reader, id);
    return { title: 'venues:holidays.new_title', venue };
  }

  @Post()
  @FormPage(({ params }) => paths.ownHolidayNew((params as { id: number }).id))
  @Redirect()
  async create(
    @Id() id: number,
    @Body({ schema: ownHolidayForm }) form: OwnHolidayForm,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.holidays.addOwn(viewer.id, id, form);
    flash('venues:done.own_holiday_added');
    return seeOther(paths.holidays(id));
  }

  @Post(':date/deletion')
  @FormPage(({ params }) => paths.holidays((params as { id: number }).id))
  @Redirect()
  async delete(
    @Id() id: number,
    @Param('date') date: string,
    @Body({ schema: bareForm }) decision: Decision,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.holidays.removeOwn(viewer.id, id, date, decision);
    flash('venues:done.own_holiday_removed');
    return seeOther(paths.holidays(id));
  }
}

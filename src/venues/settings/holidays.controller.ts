import { Body, Controller, Get, Post, Redirect, Render, UseFilters } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { paths } from '../../platform/paths.js';
import type { Language } from '../../platform/time.format.js';
import { todayAt } from '../../platform/time.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { Id } from '../../platform/web/id-param.js';
import { PageLanguage } from '../../platform/web/language.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { CollisionsFilter } from '../rules/collisions.filter.js';
import { Houses } from '../rules/house.js';
import { HolidaySettings } from './holiday-settings.js';
import { type HolidaysForm, holidaysForm } from './holidays-form.js';
import { holidaysView } from './holidays.view.js';

/** Which national holidays a venue keeps. */
@Controller('manage/venues/:id/holidays')
@Allow('manager', 'admin')
@UseFilters(CollisionsFilter)
export class HolidaysController {
  constructor(
    private readonly holidays: HolidaySettings,
    private readonly houses: Houses,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Render('venues/holidays')
  async show(@Id() id: number, @PageLanguage() language: Language): Promise<object> {
    const venue = await this.houses.venue(this.database.reader, id);
    return holidaysView(venue, todayAt(this.clock.now()), language);
  }

  @Post()
  @FormPage(({ params }) => paths.holidays((params as { id: number }).id))
  @Redirect()
  async update(
    @Id() id: number,
    @Body({ schema: holidaysForm }) form: HolidaysForm,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.holidays.chooseOpenDays(viewer.id, id, form);
    flash('venues:done.saved');
    return seeOther(paths.holidays(id));
  }
}

import { Body, Controller, Get, Post, Redirect, Render, UseFilters } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { paths } from '../../platform/paths.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { Id } from '../../platform/web/id-param.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { CollisionsFilter } from '../rules/collisions.filter.js';
import { Houses } from '../rules/house.js';
import { type HoursForm, hoursForm } from './hours-form.js';
import { hoursView } from './hours.view.js';
import { VenueSettingsService } from './venue-settings.js';

/** When a venue is open, by weekday. */
@Controller('manage/venues/:id/opening-hours')
@Allow('manager', 'admin')
@UseFilters(CollisionsFilter)
export class OpeningHoursController {
  constructor(
    private readonly venues: VenueSettingsService,
    private readonly houses: Houses,
    private readonly database: Database,
  ) {}

  @Get()
  @Render('venues/opening-hours')
  async show(@Id() id: number): Promise<object> {
    return hoursView(await this.houses.venue(this.database.reader, id));
  }

  @Post()
  @FormPage(({ params }) => paths.openingHours((params as { id: number }).id))
  @Redirect()
  async update(
    @Id() id: number,
    @Body({ schema: hoursForm }) form: HoursForm,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.venues.setHours(viewer.id, id, form);
    flash('venues:done.hours_saved');
    return seeOther(paths.venue(id));
  }
}

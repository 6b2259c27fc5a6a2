import { Body, Controller, Get, Post, Redirect, Render, UseFilters } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { paths } from '../../platform/paths.js';
import { todayAt } from '../../platform/time.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { Id } from '../../platform/web/id-param.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { CollisionsFilter } from '../rules/collisions.filter.js';
import { Houses } from '../rules/house.js';
import { type VenueForm, venueForm } from './venue-form.js';
import { VenueSettingsService } from './venue-settings.js';
import { venueFormView, venueView } from './venue.view.js';

/** One venue and its settings. */
@Controller('manage/venues')
@Allow('manager', 'admin')
@UseFilters(CollisionsFilter)
export class VenueController {
  constructor(
    private readonly venues: VenueSettingsService,
    private readonly houses: Houses,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  @Get(':id')
  @Render('venues/venue')
  async show(@Id() id: number): Promise<object> {
    const today = this.today();
    return venueView(await this.houses.read(this.database.reader, id, today), today);
  }

  @Get(':id/edit')
  @Render('venues/venue-form')
  async edit(@Id() id: number): Promise<object> {
    const venue = await this.houses.venue(this.database.reader, id);
    return venueFormView(venue, 'venues:venue.edit_title', paths.venue(id), venue);
  }

  @Post(':id')
  @FormPage(({ params }) => paths.venueEdit((params as { id: number }).id))
  @Redirect()
  async update(
    @Id() id: number,
    @Body({ schema: venueForm }) form: VenueForm,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.venues.update(viewer.id, id, form);
    flash('venues:done.saved');
    return seeOther(paths.venue(id));
  }

  private today(): string {
    return todayAt(this.clock.now());
  }
}

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
import { type PositionForm, positionForm } from '../resources/resource-form.js';
import { CollisionsFilter } from '../rules/collisions.filter.js';
import { Venue } from '../venue.entity.js';
import { type VenueForm, venueForm } from './venue-form.js';
import { VenueSettingsService } from './venue-settings.js';
import { freshVenue, venueFormView, venuesView } from './venue.view.js';

/** Venues and their settings. */
@Controller('manage/venues')
@Allow('manager', 'admin')
@UseFilters(CollisionsFilter)
export class VenuesController {
  constructor(
    private readonly venues: VenueSettingsService,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Render('venues/venues')
  async list(): Promise<object> {
    const venues = await this.database.reader.find(Venue, { order: { position: 'ASC', id: 'ASC' } });
    return venuesView(venues, this.today());
  }

  @Get('new')
  @Render('venues/venue-form')
  new(): object {
    return venueFormView(freshVenue(this.today()), 'venues:venue.new_title', paths.venues());
  }

  @Post()
  @FormPage(() => paths.venueNew())
  @Redirect()
  async create(
    @Body({ schema: venueForm }) form: VenueForm,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    const id = await this.venues.open(viewer.id, form.settings);
    flash('venues:done.venue_opened');
    return seeOther(paths.openingHours(id));
  }

  @Post(':id/position')
  @FormPage(() => paths.venues())
  @Redirect()
  async shift(
    @Id() id: number,
    @Body({ schema: positionForm }) { direction }: PositionForm,
    @CurrentViewer() viewer: Viewer,
  ): Promise<SeeOther> {
    await this.venues.shift(viewer.id, id, direction);
    return seeOther(paths.venues());
  }

  private today(): string {
    return todayAt(this.clock.now());
  }
}

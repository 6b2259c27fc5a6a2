import { Body, Controller, Get, Post, Redirect, Render } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { paths } from '../../platform/paths.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { Id } from '../../platform/web/id-param.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { Houses } from '../rules/house.js';
import type { VenueFees } from '../venue-rules.js';
import { feesForm } from './fees-form.js';
import { feesView } from './fees.view.js';
import { VenueSettingsService } from './venue-settings.js';

/** What using a venue costs. Prices that were agreed stay as they are. */
@Controller('manage/venues/:id/fees')
@Allow('manager', 'admin')
export class VenueFeesController {
  constructor(
    private readonly venues: VenueSettingsService,
    private readonly houses: Houses,
    private readonly database: Database,
  ) {}

  @Get()
  @Render('venues/fees')
  async show(@Id() id: number): Promise<object> {
    return feesView(await this.houses.venue(this.database.reader, id));
  }

  @Post()
  @FormPage(({ params }) => paths.venueFees((params as { id: number }).id))
  @Redirect()
  async update(
    @Id() id: number,
    @Body({ schema: feesForm }) fees: VenueFees,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.venues.setFees(viewer.id, id, fees);
    flash('venues:done.fees_saved');
    return seeOther(paths.venueFees(id));
  }
}

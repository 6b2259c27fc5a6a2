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
import { type ClosureForm, closureForm } from './closure-form.js';
import { Closures } from './closures.service.js';
import { closureFormView, closuresView, PAST_LISTED } from './closures.view.js';

type Params = { venueId: number; id: number };

@Controller('manage/venues/:venueId/closures')
@Allow('manager', 'admin')
@UseFilters(CollisionsFilter)
export class ClosuresController {
  constructor(
    private readonly closures: Closures,
    private readonly houses: Houses,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Render('venues/closures')
  async list(@Id('venueId') venueId: number): Promise<object> {
    const house = await this.houses.read(this.database.reader, venueId, this.today());
    const past = await this.closures.past(this.database.reader, venueId, this.today(), PAST_LISTED);
    return closuresView(house, past);
  }

  @Get('new')
  @Render('venues/closure-form')
  async new(@Id('venueId') venueId: number): Promise<object> {
    return closureFormView(await this.houses.read(this.database.reader, venueId, this.today()));
  }

  @Post()
  @FormPage(({ params }) => paths.closureNew((params as Params).venueId))
  @Redirect()
  async create(
    @Id('venueId') venueId: number,
    @Body({ schema: closureForm }) form: ClosureForm,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.closures.add(viewer.id, venueId, form);
    flash('venues:done.closure_added');
    return seeOther(paths.closures(venueId));
  }

  private today(): string {
    return todayAt(this.clock.now());
  }
}

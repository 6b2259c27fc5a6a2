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
import { bareForm, type Decision } from '../rules/decision.js';
import { Houses } from '../rules/house.js';
import { type ClosureForm, closureForm } from './closure-form.js';
import { Closures } from './closures.service.js';
import { closureFormView } from './closures.view.js';

type Params = { venueId: number; id: number };

/** One closure. */
@Controller('manage/venues/:venueId/closures')
@Allow('manager', 'admin')
@UseFilters(CollisionsFilter)
export class ClosureController {
  constructor(
    private readonly closures: Closures,
    private readonly houses: Houses,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  @Get(':id/edit')
  @Render('venues/closure-form')
  async edit(@Id('venueId') venueId: number, @Id() id: number): Promise<object> {
    const closure = await this.closures.find(this.database.reader, venueId, id);
    return closureFormView(await this.houses.read(this.database.reader, venueId, this.today()), closure);
  }

  @Post(':id')
  @FormPage(({ params }) => paths.closureEdit((params as Params).venueId, (params as Params).id))
  @Redirect()
  async update(
    @Id('venueId') venueId: number,
    @Id() id: number,
    @Body({ schema: closureForm }) form: ClosureForm,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.closures.update(viewer.id, venueId, id, form);
    flash('venues:done.saved');
    return seeOther(paths.closures(venueId));
  }

  @Post(':id/deletion')
  @FormPage(({ params }) => paths.closures((params as Params).venueId))
  @Redirect()
  async delete(
    @Id('venueId') venueId: number,
    @Id() id: number,
    @Body({ schema: bareForm }) decision: Decision,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.closures.remove(viewer.id, venueId, id, decision);
    flash('venues:done.closure_removed');
    return seeOther(paths.closures(venueId));
  }

  private today(): string {
    return todayAt(this.clock.now());
  }
}

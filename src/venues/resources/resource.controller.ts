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
import { type PositionForm, positionForm, type ResourceForm, resourceForm } from './resource-form.js';
import { Resources } from './resources.service.js';
import { resourceFormView } from './resources.view.js';

type Params = { venueId: number; id: number };

/** One room, desk or PC. */
@Controller('manage/venues/:venueId/resources')
@Allow('manager', 'admin')
@UseFilters(CollisionsFilter)
export class ResourceController {
  constructor(
    private readonly resources: Resources,
    private readonly houses: Houses,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  @Get(':id/edit')
  @Render('venues/resource-form')
  async edit(@Id('venueId') venueId: number, @Id() id: number): Promise<object> {
    const house = await this.houses.read(this.database.reader, venueId, this.today());
    return resourceFormView(house, await this.resources.find(this.database.reader, venueId, id));
  }

  @Post(':id')
  @FormPage(({ params }) => paths.resourceEdit((params as Params).venueId, (params as Params).id))
  @Redirect()
  async update(
    @Id('venueId') venueId: number,
    @Id() id: number,
    @Body({ schema: resourceForm }) form: ResourceForm,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.resources.update(viewer.id, venueId, id, form);
    flash('venues:done.saved');
    return seeOther(paths.resources(venueId, { show: id }));
  }

  @Post(':id/position')
  @FormPage(({ params }) => paths.resources((params as Params).venueId))
  @Redirect()
  async shift(
    @Id('venueId') venueId: number,
    @Id() id: number,
    @Body({ schema: positionForm }) { direction }: PositionForm,
    @CurrentViewer() viewer: Viewer,
  ): Promise<SeeOther> {
    await this.resources.shift(viewer.id, venueId, id, direction);
    return seeOther(`${paths.resources(venueId, { show: id })}#resource-${id}`);
  }

  @Post(':id/deletion')
  @FormPage(({ params }) => paths.resourceEdit((params as Params).venueId, (params as Params).id))
  @Redirect()
  async remove(
    @Id('venueId') venueId: number,
    @Id() id: number,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.resources.remove(viewer.id, venueId, id);
    flash('venues:done.resource_removed');
    return seeOther(paths.resources(venueId));
  }

  private today(): string {
    return todayAt(this.clock.now());
  }
}

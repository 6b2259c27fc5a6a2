import { Body, Controller, Get, Post, Query, Redirect, Render, UseFilters } from '@nestjs/common';
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
import { picturesByResource } from '../pictures/pictures.query.js';
import { type NewResourcesForm, newResourcesForm, type ResourcesPart, resourcesPart } from './resource-form.js';
import { Resources } from './resources.service.js';
import { newResourceView, resourcesView } from './resources.view.js';

type Params = { venueId: number; id: number };

/** Rooms, desks and PCs of a venue. */
@Controller('manage/venues/:venueId/resources')
@Allow('manager', 'admin')
@UseFilters(CollisionsFilter)
export class ResourcesController {
  constructor(
    private readonly resources: Resources,
    private readonly houses: Houses,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Render('venues/resources')
  async list(@Id('venueId') venueId: number, @Query({ schema: resourcesPart }) part: ResourcesPart): Promise<object> {
    const house = await this.houses.read(this.database.reader, venueId, this.today());
    return resourcesView(house, await picturesByResource(this.database.reader, venueId), this.today(), part);
  }

  @Get('new')
  @Render('venues/resource-form')
  async new(@Id('venueId') venueId: number, @Query('parentId') parentId?: string): Promise<object> {
    return newResourceView(await this.houses.read(this.database.reader, venueId, this.today()), parentId, this.today());
  }

  @Post()
  @FormPage(({ params }) => paths.resourceNew((params as Params).venueId))
  @Redirect()
  async create(
    @Id('venueId') venueId: number,
    @Body({ schema: newResourcesForm }) form: NewResourcesForm,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    const first = await this.resources.add(viewer.id, venueId, form);
    flash({ key: 'venues:done.resources_added', count: form.count });
    return seeOther(paths.resources(venueId, { show: first }));
  }

  private today(): string {
    return todayAt(this.clock.now());
  }
}

import { Body, Controller, Get, Post, Redirect, Render } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Database } from '../../platform/database/database.js';
import { paths } from '../../platform/paths.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { Id } from '../../platform/web/id-param.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { type PositionForm, positionForm } from '../resources/resource-form.js';
import { type AltForm, altForm } from './picture-form.js';
import { Pictures } from './pictures.service.js';

type Params = { venueId: number; resourceId: number; id: number };

const listOf = ({ params }: FastifyRequest): string =>
  paths.pictures((params as Params).venueId, (params as Params).resourceId);

/** One picture, as its manager sees it. */
@Controller('manage/venues/:venueId/resources/:resourceId/pictures')
@Allow('manager', 'admin')
export class PictureSetupController {
  constructor(
    private readonly pictures: Pictures,
    private readonly database: Database,
  ) {}

  @Get(':id/edit')
  @Render('venues/picture-form')
  async edit(@Id('venueId') venueId: number, @Id('resourceId') resourceId: number, @Id() id: number): Promise<object> {
    const picture = await this.pictures.find(this.database.reader, { venueId, resourceId }, id);
    return { title: 'venues:pictures.edit_title', picture, venueId, resourceId };
  }

  @Post(':id')
  @FormPage(({ params }) =>
    paths.pictureEdit((params as Params).venueId, (params as Params).resourceId, (params as Params).id),
  )
  @Redirect()
  async describe(
    @Id('venueId') venueId: number,
    @Id('resourceId') resourceId: number,
    @Id() id: number,
    @Body({ schema: altForm }) { alt }: AltForm,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.pictures.describe(viewer.id, { venueId, resourceId }, id, alt);
    flash('venues:done.saved');
    return seeOther(paths.pictures(venueId, resourceId));
  }

  @Post(':id/position')
  @FormPage(listOf)
  @Redirect()
  async shift(
    @Id('venueId') venueId: number,
    @Id('resourceId') resourceId: number,
    @Id() id: number,
    @Body({ schema: positionForm }) { direction }: PositionForm,
    @CurrentViewer() viewer: Viewer,
  ): Promise<SeeOther> {
    await this.pictures.shift(viewer.id, { venueId, resourceId }, id, direction);
    return seeOther(paths.pictures(venueId, resourceId));
  }

  @Post(':id/deletion')
  @FormPage(listOf)
  @Redirect()
  async remove(
    @Id('venueId') venueId: number,
    @Id('resourceId') resourceId: number,
    @Id() id: number,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.pictures.remove(viewer.id, { venueId, resourceId }, id);
    flash('venues:done.picture_removed');
    return seeOther(paths.pictures(venueId, resourceId));
  }
}

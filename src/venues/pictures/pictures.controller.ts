import { Controller, Get, Post, Redirect, Render, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Database } from '../../platform/database/database.js';
import { paths } from '../../platform/paths.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { refusedBy } from '../../platform/web/form-problems.js';
import { Id } from '../../platform/web/id-param.js';
import { readUpload } from '../../platform/web/upload.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { Resources } from '../resources/resources.service.js';
import { altForm } from './picture-form.js';
import { picturesOf } from './pictures.query.js';
import { Pictures } from './pictures.service.js';

type Params = { venueId: number; resourceId: number; id: number };

const listOf = ({ params }: FastifyRequest): string =>
  paths.pictures((params as Params).venueId, (params as Params).resourceId);

/** Pictures of one resource. */
@Controller('manage/venues/:venueId/resources/:resourceId/pictures')
@Allow('manager', 'admin')
export class PicturesController {
  constructor(
    private readonly pictures: Pictures,
    private readonly resources: Resources,
    private readonly database: Database,
  ) {}

  @Get()
  @Render('venues/pictures')
  async list(@Id('venueId') venueId: number, @Id('resourceId') resourceId: number): Promise<object> {
    const resource = await this.resources.find(this.database.reader, venueId, resourceId);
    const pictures = await picturesOf(this.database.reader, resourceId);
    const rows = pictures.map((one, index) => ({ ...one, first: index === 0, last: index === pictures.length - 1 }));
    return { title: { key: 'venues:pictures.title', name: resource.name }, resource, pictures: rows };
  }

  @Post()
  @FormPage(listOf)
  @Redirect()
  async add(
    @Id('venueId') venueId: number,
    @Id('resourceId') resourceId: number,
    @Req() request: FastifyRequest,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    const { fields, file } = await readUpload(request, 'picture');
    const form = altForm.safeParse(fields);
    if (!form.success) throw refusedBy(form.error.issues);
    await this.pictures.add(viewer.id, { venueId, resourceId }, form.data.alt, file);
    flash('venues:done.picture_added');
    return seeOther(paths.pictures(venueId, resourceId));
  }
}

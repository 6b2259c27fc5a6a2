import { Controller, Get, Header, Post, Redirect, Req, StreamableFile } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { paths } from '../../platform/paths.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { line } from '../../platform/web/form-fields.js';
import { FormPage } from '../../platform/web/form-page.js';
import { refusedBy } from '../../platform/web/form-problems.js';
import { Id } from '../../platform/web/id-param.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { readUpload } from '../../platform/web/upload.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import type { Query } from '../../platform/with-query.js';
import { MANAGERS, READERS } from '../contract/readable.js';
import { ReportPictures } from './report-pictures.js';
import type { ReportKey } from './reports.js';
import { Which } from './which-report.js';

const captionForm = z.object({ caption: line(100) });

const page = ({ params, query }: FastifyRequest): string =>
  paths.report((params as { month: string }).month, query as Query);
const after = ({ month, programmeId }: ReportKey): SeeOther =>
  seeOther(paths.report(month, { programme: programmeId }));

/** The pictures of a report. */
@Controller('reports/:month/pictures')
@Allow(...MANAGERS)
export class ReportPicturesController {
  constructor(private readonly pictures: ReportPictures) {}

  @Post()
  @FormPage(page)
  @Redirect()
  async add(
    @Which() key: ReportKey,
    @Req() request: FastifyRequest,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    const { fields, file } = await readUpload(request, 'picture');
    const form = captionForm.safeParse(fields);
    if (!form.success) throw refusedBy(form.error.issues);
    await this.pictures.add(viewer, key, form.data.caption, file);
    flash('reports:done.picture_added');
    return after(key);
  }

  @Get(':id')
  @Allow(...READERS)
  @Header('Content-Type', 'image/jpeg')
  @Header('Content-Disposition', 'inline')
  async show(@Which() key: ReportKey, @Id() id: number, @CurrentViewer() viewer: Viewer): Promise<StreamableFile> {
    return new StreamableFile(await this.pictures.show(viewer, key, id), { type: 'image/jpeg' });
  }

  @Post(':id/removal')
  @FormPage(page)
  @Redirect()
  async remove(
    @Which() key: ReportKey,
    @Id() id: number,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.pictures.remove(viewer, key, id);
    flash('reports:done.picture_removed');
    return after(key);
  }
}

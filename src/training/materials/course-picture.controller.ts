import { Controller, Post, Redirect, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { paths } from '../../platform/paths.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { refusedBy } from '../../platform/web/form-problems.js';
import { Id } from '../../platform/web/id-param.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { readUpload } from '../../platform/web/upload.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { CoursePictures } from './course-pictures.js';
import { pictureForm } from './material-form.js';

const pageOf = ({ params }: FastifyRequest): string => paths.courseMaterials((params as { id: number }).id);

/** The picture of a course. */
@Controller('manage/courses/:id/picture')
@Allow('manager', 'admin')
export class CoursePictureController {
  constructor(private readonly pictures: CoursePictures) {}

  @Post()
  @FormPage(pageOf)
  @Redirect()
  async put(
    @Id() id: number,
    @Req() request: FastifyRequest,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    const { fields, file } = await readUpload(request, 'picture');
    const form = pictureForm.safeParse(fields);
    if (!form.success) throw refusedBy(form.error.issues);
    await this.pictures.put(viewer.id, id, form.data.alt, file);
    flash('materials:done.picture_set');
    return seeOther(paths.courseMaterials(id));
  }

  @Post('deletion')
  @FormPage(pageOf)
  @Redirect()
  async remove(@Id() id: number, @CurrentViewer() viewer: Viewer, @FlashNext() flash: Flash): Promise<SeeOther> {
    await this.pictures.remove(viewer.id, id);
    flash('materials:done.picture_removed');
    return seeOther(paths.courseMaterials(id));
  }
}

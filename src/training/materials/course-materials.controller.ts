import { Controller, Get, Post, Redirect, Render, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Database } from '../../platform/database/database.js';
import { paths } from '../../platform/paths.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { refusedBy } from '../../platform/web/form-problems.js';
import { Id } from '../../platform/web/id-param.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { readUpload } from '../../platform/web/upload.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { mayChange } from '../courses/course.view.js';
import { OwnCourses } from '../courses/own-courses.js';
import { CoursePictures } from './course-pictures.js';
import { materialForm } from './material-form.js';
import { setupView } from './material.view.js';
import { Materials } from './materials.js';

const pageOf = ({ params }: FastifyRequest): string => paths.courseMaterials((params as { id: number }).id);

/** The material of a course, for who teaches it and for managers. */
@Controller('manage/courses/:id/materials')
@Allow('trainer', 'manager', 'admin')
export class CourseMaterialsController {
  constructor(
    private readonly database: Database,
    private readonly courses: OwnCourses,
    private readonly materials: Materials,
    private readonly pictures: CoursePictures,
  ) {}

  @Get()
  @Render('materials/setup')
  async list(@Id() id: number, @CurrentViewer() viewer: Viewer): Promise<object> {
    const { reader } = this.database;
    const course = await this.courses.find(reader, viewer, id);
    const materials = await this.materials.of(reader, id);
    const picture = await this.pictures.of(reader, id);
    return setupView({ course, materials, picture, mayChangePicture: mayChange(viewer) });
  }

  @Post()
  @FormPage(pageOf)
  @Redirect()
  async add(
    @Id() id: number,
    @Req() request: FastifyRequest,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    const upload = await readUpload(request, 'file');
    const form = materialForm.safeParse(upload.fields);
    if (!form.success) throw refusedBy(form.error.issues);
    await this.materials.add(viewer, id, form.data, upload);
    flash('materials:done.added');
    return seeOther(paths.courseMaterials(id));
  }

  @Post(':materialId/deletion')
  @FormPage(pageOf)
  @Redirect()
  async remove(
    @Id() id: number,
    @Id('materialId') materialId: number,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.materials.remove(viewer, id, materialId);
    flash('materials:done.removed');
    return seeOther(paths.courseMaterials(id));
  }
}

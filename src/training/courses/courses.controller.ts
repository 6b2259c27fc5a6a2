import { Body, Controller, Get, Post, Redirect, Render } from '@nestjs/common';
import { paths } from '../../platform/paths.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { Id } from '../../platform/web/id-param.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { type CourseForm, courseForm } from './course-form.js';
import { CoursePages } from './course-pages.js';
import { Courses } from './courses.js';

type Params = { id: number };

/** What is taught. Trainers look, managers decide. */
@Controller('manage/courses')
@Allow('manager', 'admin')
export class CoursesController {
  constructor(
    private readonly courses: Courses,
    private readonly pages: CoursePages,
  ) {}

  @Get()
  @Allow('trainer', 'manager', 'admin')
  @Render('training/courses')
  list(@CurrentViewer() viewer: Viewer): Promise<object> {
    return this.pages.list(viewer);
  }

  @Get('new')
  @Render('training/course-form')
  new(): object {
    return this.pages.adding();
  }

  @Post()
  @FormPage(() => paths.courseNew())
  @Redirect()
  async add(
    @Body({ schema: courseForm }) form: CourseForm,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    const id = await this.courses.add(viewer.id, form);
    flash('training:done.course_added');
    return seeOther(paths.course(id));
  }

  @Get(':id')
  @Allow('trainer', 'manager', 'admin')
  @Render('training/course')
  show(@Id() id: number, @CurrentViewer() viewer: Viewer): Promise<object> {
    return this.pages.show(id, viewer);
  }

  @Get(':id/edit')
  @Render('training/course-form')
  edit(@Id() id: number): Promise<object> {
    return this.pages.editing(id);
  }

  @Post(':id')
  @FormPage(({ params }) => paths.courseEdit((params as Params).id))
  @Redirect()
  async update(
    @Id() id: number,
    @Body({ schema: courseForm }) form: CourseForm,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.courses.update(viewer.id, id, form);
    flash('training:done.course_changed');
    return seeOther(paths.course(id));
  }
}

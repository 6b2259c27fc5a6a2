import { Body, Controller, Get, Post, Redirect, Render } from '@nestjs/common';
import type { z } from 'zod';
import { paths } from '../../platform/paths.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { Id } from '../../platform/web/id-param.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { positionForm, questionForm, type QuestionShape } from './question-form.js';
import { QuestionPages } from './question-pages.js';
import { Questions } from './questions.js';

type Params = { id: number; questionId: number };

const listOf = ({ params }: { params: unknown }): string => paths.courseQuestions((params as Params).id);

/** What those who enrol in a course are asked: for who teaches it, and for managers. */
@Controller('manage/courses/:id/questions')
@Allow('trainer', 'manager', 'admin')
export class CourseQuestionsController {
  constructor(
    private readonly questions: Questions,
    private readonly pages: QuestionPages,
  ) {}

  @Get()
  @Render('questions/list')
  list(@Id() id: number, @CurrentViewer() viewer: Viewer): Promise<object> {
    return this.pages.list(viewer, id);
  }

  @Post()
  @FormPage(listOf)
  @Redirect()
  async add(
    @Id() id: number,
    @Body({ schema: questionForm }) form: QuestionShape,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.questions.add(viewer, id, form);
    flash('questions:done.added');
    return seeOther(paths.courseQuestions(id));
  }

  @Get(':questionId/edit')
  @Render('questions/edit')
  edit(@Id() id: number, @Id('questionId') questionId: number, @CurrentViewer() viewer: Viewer): Promise<object> {
    return this.pages.edit(viewer, id, questionId);
  }

  @Post(':questionId')
  @FormPage(({ params }) => paths.courseQuestionEdit((params as Params).id, (params as Params).questionId))
  @Redirect()
  async change(
    @Id() id: number,
    @Id('questionId') questionId: number,
    @Body({ schema: questionForm }) form: QuestionShape,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.questions.change(viewer, id, questionId, form);
    flash('questions:done.changed');
    return seeOther(paths.courseQuestions(id));
  }

  @Post(':questionId/deletion')
  @FormPage(listOf)
  @Redirect()
  async remove(
    @Id() id: number,
    @Id('questionId') questionId: number,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.questions.remove(viewer, id, questionId);
    flash('questions:done.removed');
    return seeOther(paths.courseQuestions(id));
  }

  @Post(':questionId/position')
  @FormPage(listOf)
  @Redirect()
  async shift(
    @Id() id: number,
    @Id('questionId') questionId: number,
    @Body({ schema: positionForm }) { direction }: z.infer<typeof positionForm>,
    @CurrentViewer() viewer: Viewer,
  ): Promise<SeeOther> {
    await this.questions.shift(viewer, id, questionId, direction);
    return seeOther(paths.courseQuestions(id));
  }
}

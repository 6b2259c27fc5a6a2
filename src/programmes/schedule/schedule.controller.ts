import { Body, Controller, Get, Header, Post, Redirect, Render, StreamableFile } from '@nestjs/common';
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
import { MANAGERS, programmeFor, READERS } from '../contract/readable.js';
import { schedulePdf } from './schedule-pdf.js';
import { scheduleView, taskFormView } from './schedule.view.js';
import { type TaskForm, taskForm } from './task-form.js';
import { taskOf, Tasks, tasksOf } from './tasks.js';

type Params = { id: number; taskId: number };

/** 作業予定表: what is to be done when, and when it was done. */
@Controller('manage/programmes/:id')
@Allow(...MANAGERS)
export class ScheduleController {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly tasks: Tasks,
  ) {}

  @Get('schedule')
  @Allow(...READERS)
  @Render('programmes/schedule')
  async show(@Id() id: number, @CurrentViewer() viewer: Viewer): Promise<object> {
    const programme = await programmeFor(this.database.reader, viewer, id);
    const tasks = await tasksOf(this.database.reader, id);
    return scheduleView(programme, tasks, viewer, todayAt(this.clock.now()));
  }

  @Get('schedule.pdf')
  @Allow(...READERS)
  @Header('Content-Type', 'application/pdf')
  async print(@Id() id: number, @CurrentViewer() viewer: Viewer): Promise<StreamableFile> {
    const programme = await programmeFor(this.database.reader, viewer, id);
    const sheet = schedulePdf(programme, await tasksOf(this.database.reader, id), this.clock.now());
    return new StreamableFile(sheet, { disposition: `inline; filename="schedule-${id}.pdf"` });
  }

  @Get('tasks/new')
  @Render('programmes/task-form')
  async new(@Id() id: number, @CurrentViewer() viewer: Viewer): Promise<object> {
    return taskFormView(await programmeFor(this.database.reader, viewer, id));
  }

  @Post('tasks')
  @FormPage(({ params }) => paths.taskNew((params as Params).id))
  @Redirect()
  async add(
    @Id() id: number,
    @Body({ schema: taskForm }) form: TaskForm,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.tasks.add(viewer.id, id, form);
    flash('programmes:done.task_saved');
    return seeOther(paths.schedule(id));
  }

  @Get('tasks/:taskId/edit')
  @Render('programmes/task-form')
  async edit(@Id() id: number, @Id('taskId') taskId: number, @CurrentViewer() viewer: Viewer): Promise<object> {
    const programme = await programmeFor(this.database.reader, viewer, id);
    return taskFormView(programme, await taskOf(this.database.reader, id, taskId));
  }

  @Post('tasks/:taskId')
  @FormPage(({ params }) => paths.taskEdit((params as Params).id, (params as Params).taskId))
  @Redirect()
  async update(
    @Id() id: number,
    @Id('taskId') taskId: number,
    @Body({ schema: taskForm }) form: TaskForm,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.tasks.update(viewer.id, id, taskId, form);
    flash('programmes:done.task_saved');
    return seeOther(paths.schedule(id));
  }
}

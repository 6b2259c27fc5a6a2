import { Controller, Post, Redirect } from '@nestjs/common';
import { paths } from '../../platform/paths.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { Id } from '../../platform/web/id-param.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { MANAGERS } from '../contract/readable.js';
import { Tasks } from './tasks.js';

type Params = { id: number; taskId: number };

/** Takes a line off the schedule. */
@Controller('manage/programmes/:id/tasks/:taskId/removal')
@Allow(...MANAGERS)
export class TaskRemovalController {
  constructor(private readonly tasks: Tasks) {}

  @Post()
  @FormPage(({ params }) => paths.taskEdit((params as Params).id, (params as Params).taskId))
  @Redirect()
  async remove(
    @Id() id: number,
    @Id('taskId') taskId: number,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.tasks.remove(viewer.id, id, taskId);
    flash('programmes:done.task_removed');
    return seeOther(paths.schedule(id));
  }
}

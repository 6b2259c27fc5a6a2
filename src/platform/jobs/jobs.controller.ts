import { Controller, Get, Param, Post, Redirect, Render } from '@nestjs/common';
import { Clock } from '../clock.js';
import { paths } from '../paths.js';
import { Allow } from '../web/access.js';
import { type Flash, FlashNext } from '../web/flash.js';
import { FormPage } from '../web/form-page.js';
import { type SeeOther, seeOther } from '../web/see-other.js';
import { CurrentViewer, type Viewer } from '../web/viewer.js';
import { JobList } from './job-list.js';
import { jobListView } from './job-list.view.js';
import { Jobs } from './jobs.js';

/** What the house does by itself: when, how it went, and again now. */
@Controller('manage/jobs')
@Allow('manager', 'admin')
export class JobsController {
  constructor(
    private readonly list: JobList,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Render('jobs/list')
  async show(): Promise<object> {
    return jobListView(await this.list.read(), this.clock.now());
  }

  @Post(':name/runs')
  @Redirect()
  @FormPage(() => paths.jobs())
  async run(
    @Param('name') name: string,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.jobs.runNow(viewer, name);
    flash('jobs:done.started');
    return seeOther(paths.jobs());
  }
}

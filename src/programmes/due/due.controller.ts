import { Controller, Get, Render } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { todayAt } from '../../platform/time.js';
import { Allow } from '../../platform/web/access.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { programmesFor, READERS, underWay } from '../contract/readable.js';
import { dueLines } from './due-lines.js';
import { papersOf } from './papers.js';

/** What waits for this person in all programmes; the manager's page shows it in a frame. */
@Controller('manage/programmes/due')
@Allow(...READERS)
export class DueController {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Render('programmes/due')
  async show(@CurrentViewer() viewer: Viewer): Promise<object> {
    const { reader } = this.database;
    const programmes = await programmesFor(reader, viewer);
    const papers = await papersOf(reader, underWay(programmes));
    return { title: 'programmes:due.title', due: dueLines(papers, programmes, viewer, todayAt(this.clock.now())) };
  }
}

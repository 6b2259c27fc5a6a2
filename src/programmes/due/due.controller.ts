import { Controller, Get, Render } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { todayAt } from '../../platform/time.js';
import { Allow } from '../../platform/web/access.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { programmesFor, READERS } from '../contract/readable.js';
import { Due } from './due.js';

/** What waits for this person in all programmes; the manager's page shows it in a frame. */
@Controller('manage/programmes/due')
@Allow(...READERS)
export class DueController {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly due: Due,
  ) {}

  @Get()
  @Render('programmes/due')
  async show(@CurrentViewer() viewer: Viewer): Promise<object> {
    const { reader } = this.database;
    const programmes = await programmesFor(reader, viewer);
    return {
      title: 'programmes:due.title',
      due: await this.due.of(reader, programmes, viewer, todayAt(this.clock.now())),
    };
  }
}

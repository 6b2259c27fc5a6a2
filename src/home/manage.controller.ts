import { Controller, Get, Render } from '@nestjs/common';
import { Allow } from '../platform/web/access.js';
import { CurrentViewer, type Viewer } from '../platform/web/viewer.js';
import { ManageOverview } from './manage.overview.js';
import { manageView } from './manage.view.js';

/** Where a manager comes in: what needs a person now, then the setup. */
@Controller('manage')
@Allow('manager', 'admin')
export class ManageController {
  constructor(private readonly overview: ManageOverview) {}

  @Get()
  @Render('home/manage')
  async show(@CurrentViewer() viewer: Viewer): Promise<object> {
    return manageView(await this.overview.read(), viewer);
  }
}

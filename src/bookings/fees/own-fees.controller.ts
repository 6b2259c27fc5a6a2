import { Controller, Get, Query, Render } from '@nestjs/common';
import { Allow } from '../../platform/web/access.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { monthQuery, type MonthQuery } from '../../platform/web/form-fields.js';
import { FeePages } from './fee-pages.js';

/** What a member used and paid. */
@Controller('me/fees')
@Allow('member')
export class OwnFeesController {
  constructor(private readonly pages: FeePages) {}

  @Get()
  @Render('fees/own')
  show(@Query({ schema: monthQuery }) query: MonthQuery, @CurrentViewer() viewer: Viewer): Promise<object> {
    return this.pages.own(viewer.id, query);
  }
}

import { Controller, Get, Query, Render } from '@nestjs/common';
import { Allow } from '../../platform/web/access.js';
import { readingsView } from './readings.view.js';
import { type ReadingsQuery, readingsQuery, ReadingTrail } from './reading-trail.js';

/** Who has looked at what is told about children. Guardians see it on the card itself (own-card.view.ts). */
@Controller('manage/child-readings')
@Allow('manager', 'admin')
export class ReadingsController {
  constructor(private readonly trail: ReadingTrail) {}

  @Get()
  @Render('childcare/readings')
  async show(@Query({ schema: readingsQuery }) query: ReadingsQuery): Promise<object> {
    return readingsView(query, await this.trail.page(query));
  }
}

import { Controller, Get, Render } from '@nestjs/common';
import { Allow } from '../../platform/web/access.js';
import { Id } from '../../platform/web/id-param.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { Surveys } from './surveys.js';

/** How people liked a session: for who teaches it, and for managers. */
@Controller('sessions/:id/survey')
@Allow('trainer', 'manager', 'admin')
export class SessionSurveyController {
  constructor(private readonly surveys: Surveys) {}

  @Get()
  @Render('surveys/result')
  show(@Id() id: number, @CurrentViewer() viewer: Viewer): Promise<object> {
    return this.surveys.result(viewer, id);
  }
}

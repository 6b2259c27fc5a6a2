import { Body, Controller, Get, Post, Redirect, Render } from '@nestjs/common';
import { paths } from '../../platform/paths.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { Id } from '../../platform/web/id-param.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { openedPhrase, withLacks } from './opened.view.js';
import {
  type CancellationForm,
  cancellationForm,
  type ChangeForm,
  changeForm,
  type OpeningForm,
  openingForm,
} from './session-form.js';
import { SessionPages } from './session-pages.js';
import { Sessions } from './sessions.js';

type Params = { id: number; sessionId: number };

/** When a course is held, and where. */
@Controller('manage/courses/:id/sessions')
@Allow('manager', 'admin')
export class SessionsController {
  constructor(
    private readonly sessions: Sessions,
    private readonly pages: SessionPages,
  ) {}

  @Get('new')
  @Render('training/session-form')
  new(@Id() id: number): Promise<object> {
    return this.pages.opening(id);
  }

  @Post()
  @FormPage(({ params }) => paths.sessionNew((params as Params).id))
  @Redirect()
  async open(
    @Id() id: number,
    @Body({ schema: openingForm }) form: OpeningForm,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    flash(openedPhrase(await this.sessions.open(viewer.id, id, form)));
    return seeOther(paths.course(id));
  }

  @Get(':sessionId')
  @Allow('trainer', 'manager', 'admin')
  @Render('training/session')
  show(@Id() id: number, @Id('sessionId') sessionId: number, @CurrentViewer() viewer: Viewer): Promise<object> {
    return this.pages.show(id, sessionId, viewer);
  }

  @Get(':sessionId/edit')
  @Render('training/session-form')
  edit(@Id() id: number, @Id('sessionId') sessionId: number): Promise<object> {
    return this.pages.editing(id, sessionId);
  }

  @Post(':sessionId')
  @FormPage(({ params }) => paths.sessionEdit((params as Params).id, (params as Params).sessionId))
  @Redirect()
  async move(
    @Id() id: number,
    @Id('sessionId') sessionId: number,
    @Body({ schema: changeForm }) form: ChangeForm,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    const lacks = await this.sessions.move(viewer.id, id, sessionId, form);
    flash(withLacks('training:done.session_moved', lacks));
    return seeOther(paths.session(id, sessionId));
  }

  @Post(':sessionId/cancellation')
  @FormPage(({ params }) => paths.session((params as Params).id, (params as Params).sessionId))
  @Redirect()
  async cancel(
    @Id() id: number,
    @Id('sessionId') sessionId: number,
    @Body({ schema: cancellationForm }) { reason }: CancellationForm,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.sessions.cancel(viewer.id, id, sessionId, reason);
    flash('training:done.session_cancelled');
    return seeOther(paths.session(id, sessionId));
  }
}

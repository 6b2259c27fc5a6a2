import { Body, Controller, Get, Post, Redirect, Render } from '@nestjs/common';
import { z } from 'zod';
import { paths } from '../../platform/paths.js';
import { Allow, SignedIn } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { text } from '../../platform/web/form-fields.js';
import { FormPage } from '../../platform/web/form-page.js';
import { Id } from '../../platform/web/id-param.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { tapped } from '../roll-call/roll-forms.js';
import { SessionMessages } from './session-messages.js';
import { TeachingPages } from './teaching-pages.js';

const messageForm = z.object({ key: tapped.key, text: text(2000) });

/** Where a trainer comes in: her sessions, and a word to those who come. */
@Controller()
@Allow('trainer', 'manager', 'admin')
export class TeachingController {
  constructor(
    private readonly pages: TeachingPages,
    private readonly messages: SessionMessages,
  ) {}

  @Get('teaching')
  @Render('training/teaching/show')
  show(@CurrentViewer() viewer: Viewer): Promise<object> {
    return this.pages.teaching(viewer);
  }

  @Get('sessions/:id/messages/new')
  @Render('training/teaching/message')
  write(@Id() id: number, @CurrentViewer() viewer: Viewer): Promise<object> {
    return this.pages.message(viewer, id);
  }

  @Post('sessions/:id/messages')
  @FormPage(({ params }) => paths.sessionMessageNew((params as { id: number }).id))
  @Redirect()
  async send(
    @Id() id: number,
    @Body({ schema: messageForm }) form: z.infer<typeof messageForm>,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    const count = await this.messages.send(viewer, id, form);
    flash({ key: 'teaching:done.sent', count });
    return seeOther(paths.sessionMessageNew(id));
  }

  /** What the viewer herself took part in. */
  @Get('me/trainings')
  @SignedIn()
  @Render('training/teaching/attended')
  attended(@CurrentViewer() viewer: Viewer): Promise<object> {
    return this.pages.attended(viewer);
  }
}

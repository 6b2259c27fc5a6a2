import { Controller, Get, Inject, Post, Query, Redirect, Render } from '@nestjs/common';
import { z } from 'zod';
import { paths } from '../paths.js';
import type { Language } from '../time.format.js';
import { SETTINGS, type Settings } from '../settings.js';
import { Allow } from '../web/access.js';
import { type Flash, FlashNext } from '../web/flash.js';
import { choice, idField } from '../web/form-fields.js';
import { FormPage } from '../web/form-page.js';
import { Id } from '../web/id-param.js';
import { PageLanguage } from '../web/language.js';
import { CurrentViewer, type Viewer } from '../web/viewer.js';
import { mailListPage, mailPage, PAGE_LENGTH } from './mail.view.js';
import { MAIL_STATES, Outbox } from './outbox.js';

/** What makes no sense in the address is left out: a list is always there. */
const filterQuery = z.object({
  state: choice(MAIL_STATES).optional().catch(undefined),
  before: idField().optional().catch(undefined),
});

/** The mails of this installation: on their way, sent, and those that need a person. */
@Controller('manage/mail')
@Allow('manager', 'admin')
export class MailsController {
  constructor(
    private readonly outbox: Outbox,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get()
  @Render('mail/list')
  async list(@Query({ schema: filterQuery }) filter: z.infer<typeof filterQuery>): Promise<object> {
    const rows = await this.outbox.list(filter, PAGE_LENGTH + 1);
    return mailListPage(rows, filter, this.settings.smtpUrl !== undefined);
  }

  @Get(':id')
  @Render('mail/show')
  async show(@Id() id: number, @PageLanguage() language: Language): Promise<object> {
    return mailPage(await this.outbox.find(id), this.settings, language);
  }

  @Post(':id/resend')
  @Redirect()
  @FormPage(({ params }) => paths.mail(Number((params as { id: string }).id)))
  async resend(
    @Id() id: number,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<{ url: string; statusCode: number }> {
    await this.outbox.resend(viewer, id);
    flash('mails:done.resent');
    return { url: paths.mail(id), statusCode: 303 };
  }
}

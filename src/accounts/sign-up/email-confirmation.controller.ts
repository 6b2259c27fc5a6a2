import { Controller, Get, Param, Post, Redirect, Render } from '@nestjs/common';
import { paths } from '../../platform/paths.js';
import { Public, SignedIn } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { OneTimeLinks } from '../one-time-links.js';
import { tokenOf } from '../token-param.js';
import { EmailConfirmation } from './email-confirmation.service.js';

@Controller('email-confirmation')
@Public()
export class EmailConfirmationController {
  constructor(
    private readonly links: OneTimeLinks,
    private readonly confirmation: EmailConfirmation,
  ) {}

  /** Sends the link again, to somebody who signed in without having used it. */
  @Post()
  @SignedIn()
  @FormPage(() => paths.profile())
  @Redirect()
  async sendAgain(
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<{ url: string; statusCode: number }> {
    if (!viewer.emailConfirmed) await this.confirmation.sendAgain(viewer);
    flash(viewer.emailConfirmed ? 'accounts:done.email_confirmed' : 'accounts:done.confirmation_sent');
    return { url: paths.me(), statusCode: 303 };
  }

  @Get(':token')
  @Render('accounts/email-confirmation')
  async show(@Param('token') token: string): Promise<object> {
    const link = await this.links.find('confirm_email', token);
    return { title: 'accounts:email_confirmation.title', token, email: link?.email };
  }

  @Post(':token')
  @FormPage((request) => paths.emailConfirmation(tokenOf(request)))
  @Redirect()
  async confirm(
    @Param('token') token: string,
    @CurrentViewer() viewer: Viewer | undefined,
    @FlashNext() flash: Flash,
  ): Promise<{ url: string; statusCode: number }> {
    await this.confirmation.confirm(token);
    flash('accounts:done.email_confirmed');
    return { url: viewer ? paths.me() : paths.signIn(), statusCode: 303 };
  }
}

import { Body, Controller, Get, Param, Post, Redirect, Render, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { paths } from '../../platform/paths.js';
import { Public } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { OneTimeLinks } from '../one-time-links.js';
import { Entrance } from '../sign-in/entrance.js';
import { tokenOf } from '../token-param.js';
import { type NewPasswordForm, newPasswordForm } from './password-reset-form.js';
import { PasswordReset } from './password-reset.service.js';

/** Where the link of the mail leads. */
@Controller('password-reset/:token')
@Public()
export class PasswordChoiceController {
  constructor(
    private readonly links: OneTimeLinks,
    private readonly reset: PasswordReset,
    private readonly entrance: Entrance,
  ) {}

  @Get()
  @Render('accounts/password-choice')
  async show(@Param('token') token: string): Promise<object> {
    const link = await this.links.find('reset_password', token);
    return { title: 'accounts:password_choice.title', token, email: link?.email };
  }

  /** Whoever has shown that the mailbox is hers is signed in at once, or asked for her second factor. */
  @Post()
  @FormPage((request) => paths.passwordChoice(tokenOf(request)))
  @Redirect()
  async choose(
    @Param('token') token: string,
    @Body({ schema: newPasswordForm }) form: NewPasswordForm,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @FlashNext() flash: Flash,
  ): Promise<{ url: string; statusCode: number }> {
    const user = await this.reset.choose(token, form.password);
    const url = await this.entrance.afterPassword(request, reply, user, { next: paths.me(), byMail: true });
    flash('accounts:done.password_changed');
    return { url, statusCode: 303 };
  }
}

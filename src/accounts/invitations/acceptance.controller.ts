import { Body, Controller, Get, Param, Post, Redirect, Render, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { paths } from '../../platform/paths.js';
import type { Language } from '../../platform/time.format.js';
import { Public } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { PageLanguage } from '../../platform/web/language.js';
import { type InvitedForm, invitedForm } from '../new-staff-form.js';
import { roleLabel } from '../role-label.js';
import { BrowserSession } from '../sign-in/browser-session.js';
import { tokenOf } from '../token-param.js';
import { Acceptance } from './acceptance.service.js';

/** Where the link of an invitation leads. */
@Controller('invitations/:token')
@Public()
export class AcceptanceController {
  constructor(
    private readonly acceptance: Acceptance,
    private readonly sessions: BrowserSession,
  ) {}

  @Get()
  @Render('accounts/invitation')
  async show(@Param('token') token: string): Promise<object> {
    const found = await this.acceptance.look(token);
    const title = 'accounts:invitation.title';
    return { title, token, email: found?.email, known: found?.known, roles: found?.roles.map(roleLabel) };
  }

  @Post()
  @FormPage((request) => paths.invitation(tokenOf(request)))
  @Redirect()
  async join(
    @Param('token') token: string,
    @Body({ schema: invitedForm }) form: InvitedForm,
    @PageLanguage() language: Language,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @FlashNext() flash: Flash,
  ): Promise<{ url: string; statusCode: number }> {
    const user = await this.acceptance.join(token, form, language);
    await this.sessions.open(request, reply, user);
    flash('accounts:done.joined');
    return { url: paths.me(), statusCode: 303 };
  }

  /** For somebody who has an account. The link does not sign her in: it may be opened anywhere. */
  @Post('roles')
  @FormPage((request) => paths.invitation(tokenOf(request)))
  @Redirect()
  async takeRoles(
    @Param('token') token: string,
    @FlashNext() flash: Flash,
  ): Promise<{ url: string; statusCode: number }> {
    await this.acceptance.takeRoles(token);
    flash('accounts:done.joined');
    return { url: paths.signIn(), statusCode: 303 };
  }
}

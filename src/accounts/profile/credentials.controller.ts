import { Body, Controller, Get, Post, Redirect, Render, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { paths } from '../../platform/paths.js';
import { SignedIn } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { DuringSetUp } from '../../platform/web/proof.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { BrowserSession } from '../sign-in/browser-session.js';
import { OwnCredentials } from './credentials.service.js';
import { type EmailChangeForm, emailChangeForm, type PasswordChangeForm, passwordChangeForm } from './profile-form.js';
import { Profiles } from './profile.service.js';

/** What a person signs in with, and where she is signed in. */
@Controller('me')
@SignedIn()
@DuringSetUp()
export class CredentialsController {
  constructor(
    private readonly credentials: OwnCredentials,
    private readonly profiles: Profiles,
    private readonly sessions: BrowserSession,
  ) {}

  @Get('email')
  @Render('accounts/email-change')
  email(@CurrentViewer() viewer: Viewer): object {
    return { title: 'accounts:email_change.title', email: viewer.email };
  }

  @Post('email')
  @FormPage(() => paths.emailChange())
  @Redirect()
  async changeEmail(
    @Body({ schema: emailChangeForm }) form: EmailChangeForm,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<{ url: string; statusCode: number }> {
    await this.credentials.changeEmail(viewer, form);
    flash('accounts:done.email_change_sent');
    return { url: paths.profile(), statusCode: 303 };
  }

  @Get('password')
  @Render('accounts/password-change')
  password(@CurrentViewer() viewer: Viewer): object {
    return { title: 'accounts:password_change.title', email: viewer.email };
  }

  @Post('password')
  @FormPage(() => paths.passwordChange())
  @Redirect()
  async changePassword(
    @Body({ schema: passwordChangeForm }) form: PasswordChangeForm,
    @CurrentViewer() viewer: Viewer,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @FlashNext() flash: Flash,
  ): Promise<{ url: string; statusCode: number }> {
    await this.credentials.changePassword(viewer, form);
    await this.sessions.open(request, reply, viewer);
    flash('accounts:done.password_changed');
    return { url: paths.profile(), statusCode: 303 };
  }

  @Post('sessions/ending')
  @Redirect()
  async signOutEverywhere(
    @CurrentViewer() viewer: Viewer,
    @Req() request: FastifyRequest,
    @FlashNext() flash: Flash,
  ): Promise<{ url: string; statusCode: number }> {
    await this.profiles.signOutEverywhere(viewer);
    await this.sessions.close(request);
    flash('accounts:done.signed_out_everywhere');
    return { url: paths.signIn(), statusCode: 303 };
  }
}

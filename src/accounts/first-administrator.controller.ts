import { Body, Controller, Get, Param, Post, Redirect, Render, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { paths } from '../platform/paths.js';
import type { Language } from '../platform/time.format.js';
import { Public } from '../platform/web/access.js';
import { type Flash, FlashNext } from '../platform/web/flash.js';
import { FormPage } from '../platform/web/form-page.js';
import { PageLanguage } from '../platform/web/language.js';
import { FirstAdministrator } from './first-administrator.service.js';
import { type FirstAdministratorForm, firstAdministratorForm } from './new-staff-form.js';
import { BrowserSession } from './sign-in/browser-session.js';
import { tokenOf } from './token-param.js';

@Controller('first-administrator/:token')
@Public()
export class FirstAdministratorController {
  constructor(
    private readonly firstAdministrator: FirstAdministrator,
    private readonly sessions: BrowserSession,
  ) {}

  @Get()
  @Render('accounts/first-administrator')
  async show(@Param('token') token: string): Promise<object> {
    const usable = await this.firstAdministrator.isUsable(token);
    return { title: 'accounts:first_administrator.title', token, usable };
  }

  @Post()
  @FormPage((request) => paths.firstAdministrator(tokenOf(request)))
  @Redirect()
  async create(
    @Param('token') token: string,
    @Body({ schema: firstAdministratorForm }) form: FirstAdministratorForm,
    @PageLanguage() language: Language,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @FlashNext() flash: Flash,
  ): Promise<{ url: string; statusCode: number }> {
    const user = await this.firstAdministrator.create(token, form, language);
    await this.sessions.open(request, reply, user);
    flash('accounts:done.joined');
    return { url: paths.me(), statusCode: 303 };
  }
}

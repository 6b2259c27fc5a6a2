import { Body, Controller, Get, Post, Redirect, Render, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { paths } from '../../platform/paths.js';
import type { Language } from '../../platform/time.format.js';
import { Public } from '../../platform/web/access.js';
import { FormPage } from '../../platform/web/form-page.js';
import { PageLanguage } from '../../platform/web/language.js';
import { networkOf } from '../throttle.policy.js';
import { type ResetRequestForm, resetRequestForm } from './password-reset-form.js';
import { PasswordReset } from './password-reset.service.js';

@Controller('password-reset')
@Public()
export class PasswordResetController {
  constructor(private readonly reset: PasswordReset) {}

  @Get()
  @Render('accounts/password-reset')
  show(): object {
    return { title: 'accounts:password_reset.title' };
  }

  @Post()
  @FormPage(() => paths.passwordReset())
  @Redirect()
  async request(
    @Body({ schema: resetRequestForm }) form: ResetRequestForm,
    @PageLanguage() language: Language,
    @Req() request: FastifyRequest,
  ): Promise<{ url: string; statusCode: number }> {
    await this.reset.request(form.email, language, networkOf(request.ip));
    return { url: paths.passwordResetSent(), statusCode: 303 };
  }

  @Get('sent')
  @Render('accounts/password-reset-sent')
  sent(): object {
    return { title: 'accounts:password_reset_sent.title' };
  }
}

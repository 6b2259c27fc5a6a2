import { Body, Controller, Get, Post, Redirect, Render, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { paths } from '../../platform/paths.js';
import type { Language } from '../../platform/time.format.js';
import { Public } from '../../platform/web/access.js';
import { FormPage } from '../../platform/web/form-page.js';
import { PageLanguage } from '../../platform/web/language.js';
import { networkOf } from '../throttle.policy.js';
import { type SignUpForm, signUpForm } from './sign-up-form.js';
import { SignUp } from './sign-up.service.js';

@Controller('sign-up')
@Public()
export class SignUpController {
  constructor(private readonly signUp: SignUp) {}

  @Get()
  @Render('accounts/sign-up')
  show(): object {
    return { title: 'accounts:sign_up.title' };
  }

  @Post()
  @FormPage(() => paths.signUp())
  @Redirect()
  async create(
    @Body({ schema: signUpForm }) form: SignUpForm,
    @PageLanguage() language: Language,
    @Req() request: FastifyRequest,
  ): Promise<{ url: string; statusCode: number }> {
    await this.signUp.signUp(form, language, networkOf(request.ip));
    return { url: paths.signUpSent(), statusCode: 303 };
  }

  @Get('sent')
  @Render('accounts/sign-up-sent')
  sent(): object {
    return { title: 'accounts:sign_up_sent.title' };
  }
}

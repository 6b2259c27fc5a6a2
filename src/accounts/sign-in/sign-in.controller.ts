import { Body, Controller, Get, Post, Query, Redirect, Render, Req, Res, UseGuards } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { paths } from '../../platform/paths.js';
import { Public } from '../../platform/web/access.js';
import { FormPage } from '../../platform/web/form-page.js';
import type { User } from '../user.entity.js';
import { Entrance } from './entrance.js';
import { type SignInForm, signInForm, signInQuery } from './sign-in-form.js';
import { SignInGuard } from './sign-in.guard.js';

@Controller('sign-in')
@Public()
export class SignInController {
  constructor(private readonly entrance: Entrance) {}

  @Get()
  @Render('accounts/sign-in')
  show(@Query({ schema: signInQuery }) { next }: z.infer<typeof signInQuery>): object {
    return { title: 'accounts:sign_in.title', next };
  }

  @Post()
  @UseGuards(SignInGuard)
  @FormPage(() => paths.signIn())
  @Redirect()
  async signIn(
    @Body({ schema: signInForm }) form: SignInForm,
    @Req() request: FastifyRequest & { user: User },
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ url: string; statusCode: number }> {
    const url = await this.entrance.afterPassword(request, reply, request.user, { next: form.next });
    return { url, statusCode: 303 };
  }
}

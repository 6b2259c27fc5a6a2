import { Controller, Post, Redirect, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { paths } from '../../platform/paths.js';
import { Public } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { BrowserSession } from './browser-session.js';

/** Public: somebody whose session is over already has signed out all the same. */
@Controller('sign-out')
@Public()
export class SignOutController {
  constructor(private readonly sessions: BrowserSession) {}

  @Post()
  @Redirect()
  async signOut(
    @Req() request: FastifyRequest,
    @FlashNext() flash: Flash,
  ): Promise<{ url: string; statusCode: number }> {
    await this.sessions.close(request);
    flash('accounts:done.signed_out');
    return { url: paths.home(), statusCode: 303 };
  }
}

import { Controller, Get, Param, Post, Redirect, Render, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { notFound } from '../../platform/errors.js';
import { paths } from '../../platform/paths.js';
import { SignedIn } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { DuringSetUp } from '../../platform/web/proof.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { SessionStore } from '../../platform/web/session-store.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { Authenticators } from '../second-factor/authenticators.service.js';
import { Passkeys } from '../second-factor/passkeys.service.js';
import { RecoveryCodes } from '../second-factor/recovery-codes.service.js';
import { securityView, type SecurityView } from './security.view.js';

/** What a person signs in with beside her password, and where she is signed in. */
@Controller('me')
@SignedIn()
@DuringSetUp()
export class SecurityController {
  constructor(
    private readonly passkeys: Passkeys,
    private readonly authenticators: Authenticators,
    private readonly recoveryCodes: RecoveryCodes,
    private readonly sessions: SessionStore,
  ) {}

  @Get('security')
  @Render('security/overview')
  async show(@CurrentViewer() viewer: Viewer, @Req() { session }: FastifyRequest): Promise<SecurityView> {
    return securityView({
      passkeys: await this.passkeys.of(viewer.id),
      authenticator: await this.authenticators.of(viewer.id),
      recoveryCodes: await this.recoveryCodes.left(viewer.id),
      sessions: await this.sessions.of(viewer.id),
      here: this.sessions.idOf(session),
    });
  }

  @Post('sessions/others/ending')
  @Redirect()
  async endOthers(
    @CurrentViewer() viewer: Viewer,
    @Req() { session }: FastifyRequest,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.sessions.endOthers(viewer.id, session);
    flash('security:done.others_ended');
    return seeOther(paths.security());
  }

  @Post('sessions/:session/ending')
  @Redirect()
  async end(
    @Param('session') id: string,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    if (!(await this.sessions.end(viewer.id, id))) throw notFound();
    flash('security:done.session_ended');
    return seeOther(paths.security());
  }
}

import { Body, Controller, HttpCode, Post, Redirect, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Clock } from '../../platform/clock.js';
import { paths } from '../../platform/paths.js';
import { Public } from '../../platform/web/access.js';
import { FormPage } from '../../platform/web/form-page.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { type PasskeyForm, passkeyForm } from '../second-factor/passkey-form.js';
import { Passkeys } from '../second-factor/passkeys.service.js';
import { pendingOf, takeChallenge } from '../second-factor/session-state.js';
import { Throttle } from '../throttle.js';
import { networkOf } from '../throttle.policy.js';
import { Entrance } from './entrance.js';

/** Signing in with a passkey: instead of the password, or after it as the second step. */
@Controller('sign-in/passkey')
@Public()
export class PasskeySignInController {
  constructor(
    private readonly clock: Clock,
    private readonly passkeys: Passkeys,
    private readonly throttle: Throttle,
    private readonly entrance: Entrance,
  ) {}

  /** What a script asks the browser for. Whose passkeys there are is told only to whom has shown the password. */
  @Post('options')
  @HttpCode(200)
  async options(@Req() request: FastifyRequest): Promise<object> {
    const now = this.clock.now();
    await this.throttle.count(['passkey.network', networkOf(request.ip)]);
    const userId = request.viewer?.id ?? pendingOf(request, now)?.userId;
    const options = await this.passkeys.requestOptions(userId);
    request.session.challenge = { value: options.challenge, since: now.epochMilliseconds };
    return options;
  }

  @Post()
  @FormPage((request) => (request.session.pending ? paths.secondStep() : paths.signIn()))
  @Redirect()
  async signIn(
    @Body({ schema: passkeyForm }) { credential, next }: PasskeyForm,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SeeOther> {
    const userId = await this.passkeys.whoIs(credential, takeChallenge(request, this.clock.now()));
    await this.throttle.forgive(['passkey.network', networkOf(request.ip)]);
    return seeOther(await this.entrance.open(request, reply, userId, { next }));
  }
}

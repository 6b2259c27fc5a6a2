import { Body, Controller, Get, Post, Query, Redirect, Render, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Clock } from '../../platform/clock.js';
import { Refused } from '../../platform/errors.js';
import { paths } from '../../platform/paths.js';
import { SignedIn } from '../../platform/web/access.js';
import { housePath } from '../../platform/web/form-fields.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { DuringSetUp } from '../../platform/web/proof.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { passwordField } from '../person-fields.js';
import { type PasskeyForm, passkeyForm } from '../second-factor/passkey-form.js';
import { Passkeys } from '../second-factor/passkeys.service.js';
import { takeChallenge } from '../second-factor/session-state.js';
import { OwnPassword } from './own-password.js';

const next = housePath().catch(paths.me());
const proofQuery = z.object({ next });
const proofForm = z.object({ next, currentPassword: passwordField() });
const page = ({ body }: FastifyRequest): string => paths.proof(proofQuery.parse(body ?? {}).next);

/** Asked before something on which much hangs, when the sign-in was long ago (platform/web/proof.ts). */
@Controller('me/proof')
@SignedIn()
@DuringSetUp()
export class ProofController {
  constructor(
    private readonly clock: Clock,
    private readonly password: OwnPassword,
    private readonly passkeys: Passkeys,
  ) {}

  @Get()
  @Render('security/proof')
  async show(
    @Query({ schema: proofQuery }) query: z.infer<typeof proofQuery>,
    @CurrentViewer() { id, email }: Viewer,
  ): Promise<object> {
    const hasPasskey = (await this.passkeys.of(id)).length > 0;
    return { title: 'security:proof.title', next: query.next, email, hasPasskey };
  }

  @Post()
  @FormPage(page)
  @Redirect()
  async byPassword(
    @Body({ schema: proofForm }) form: z.infer<typeof proofForm>,
    @CurrentViewer() viewer: Viewer,
    @Req() { session }: FastifyRequest,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.password.check(viewer, form.currentPassword);
    session.provedAt = this.clock.now().epochMilliseconds;
    if (session.keptForm) flash('security:proof.once_more');
    return seeOther(form.next);
  }

  @Post('passkey')
  @FormPage(page)
  @Redirect()
  async byPasskey(
    @Body({ schema: passkeyForm }) form: PasskeyForm,
    @CurrentViewer() viewer: Viewer,
    @Req() request: FastifyRequest,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    const now = this.clock.now();
    const userId = await this.passkeys.whoIs(form.credential, takeChallenge(request, now));
    if (userId !== viewer.id) throw new Refused('invalid', 'security.passkey_failed');
    request.session.provedAt = now.epochMilliseconds;
    if (request.session.keptForm) flash('security:proof.once_more');
    return seeOther(form.next);
  }
}

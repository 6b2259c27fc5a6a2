import { Body, Controller, Get, Post, Redirect, Render, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { seal } from '../../platform/crypto/sealed.js';
import { qrPicture } from '../../platform/documents/qr-picture.js';
import { invalid, Refused } from '../../platform/errors.js';
import { paths } from '../../platform/paths.js';
import { say } from '../../platform/views/words.js';
import { SignedIn } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { line } from '../../platform/web/form-fields.js';
import { DuringSetUp, Proven } from '../../platform/web/proof.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { Authenticators } from './authenticators.service.js';
import { newSecret, setUpAddress, typedCode } from './code.policy.js';
import { FirstCodes } from './first-codes.js';
import { unsealed } from './session-state.js';

const codeForm = z.object({ code: line(20) });

/** Setting up an app that shows codes. */
@Controller('me/security/authenticator')
@SignedIn()
@DuringSetUp()
@Proven()
export class AuthenticatorController {
  constructor(
    private readonly authenticators: Authenticators,
    private readonly firstCodes: FirstCodes,
  ) {}

  /** The secret waits in the session, sealed, until the app shows the right code: a page that is opened again shows the same. */
  @Get()
  @Render('security/authenticator')
  show(@CurrentViewer() viewer: Viewer, @Req() { session }: FastifyRequest): object {
    const secret = unsealed(session.newSecret) ?? newSecret();
    if (unsealed(session.newSecret) === undefined) session.newSecret = seal(secret);
    const address = setUpAddress(secret, viewer.email, say(viewer.language, 'platform:name'));
    return {
      title: 'security:authenticator.title',
      address,
      picture: `data:image/svg+xml;base64,${Buffer.from(qrPicture(address)).toString('base64')}`,
      secret: secret.replace(/.{4}(?=.)/g, '$& '),
    };
  }

  @Post()
  @FormPage(() => paths.authenticator())
  @Redirect()
  async confirm(
    @Body({ schema: codeForm }) form: z.infer<typeof codeForm>,
    @CurrentViewer() viewer: Viewer,
    @Req() request: FastifyRequest,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    const { session } = request;
    const secret = unsealed(session.newSecret);
    if (secret === undefined) throw new Refused('conflict', 'security.set_up_anew');
    const code = typedCode(form.code);
    if (!code) throw invalid('code', 'security.wrong_code');
    await this.authenticators.confirm(viewer, secret, code);
    session.newSecret = undefined;
    flash('security:done.authenticator_added');
    return seeOther(await this.firstCodes.nextPage(viewer, request));
  }

  @Post('removal')
  @FormPage(() => paths.security())
  @Redirect()
  async remove(@CurrentViewer() viewer: Viewer, @FlashNext() flash: Flash): Promise<SeeOther> {
    await this.authenticators.remove(viewer);
    flash('security:done.authenticator_removed');
    return seeOther(paths.security());
  }
}

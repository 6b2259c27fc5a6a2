import { Body, Controller, Get, HttpCode, Post, Redirect, Render, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Clock } from '../../platform/clock.js';
import { paths } from '../../platform/paths.js';
import { say } from '../../platform/views/words.js';
import { SignedIn } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { Id } from '../../platform/web/id-param.js';
import { DuringSetUp, Proven } from '../../platform/web/proof.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { FirstCodes } from './first-codes.js';
import { type NewPasskeyForm, newPasskeyForm, passkeyName } from './passkey-form.js';
import { Passkeys } from './passkeys.service.js';
import { takeChallenge } from './session-state.js';

const nameForm = z.object({ name: passkeyName() });
const passkeyPage = ({ params }: FastifyRequest): string => paths.passkey(Number((params as { id: string }).id));

@Controller('me/security/passkeys')
@SignedIn()
@DuringSetUp()
@Proven()
export class PasskeysController {
  constructor(
    private readonly clock: Clock,
    private readonly passkeys: Passkeys,
    private readonly firstCodes: FirstCodes,
  ) {}

  @Get('new')
  @Render('security/passkey-new')
  newOne(): object {
    return { title: 'security:passkey_new.title' };
  }

  /** What a script asks the browser for. */
  @Post('options')
  @HttpCode(200)
  async options(@CurrentViewer() viewer: Viewer, @Req() { session }: FastifyRequest): Promise<object> {
    const options = await this.passkeys.creationOptions(viewer, say(viewer.language, 'platform:name'));
    session.challenge = { value: options.challenge, since: this.clock.now().epochMilliseconds };
    return options;
  }

  @Post()
  @FormPage(() => paths.passkeyNew())
  @Redirect()
  async create(
    @Body({ schema: newPasskeyForm }) form: NewPasskeyForm,
    @CurrentViewer() viewer: Viewer,
    @Req() request: FastifyRequest,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.passkeys.add(viewer, form, takeChallenge(request, this.clock.now()));
    flash('security:done.passkey_added');
    return seeOther(await this.firstCodes.nextPage(viewer, request));
  }

  @Get(':id')
  @Render('security/passkey')
  async show(@Id() id: number, @CurrentViewer() viewer: Viewer): Promise<object> {
    return { title: 'security:passkey.title', passkey: await this.passkeys.one(viewer.id, id) };
  }

  @Post(':id')
  @FormPage(passkeyPage)
  @Redirect()
  async rename(
    @Id() id: number,
    @Body({ schema: nameForm }) { name }: z.infer<typeof nameForm>,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.passkeys.rename(viewer, id, name);
    flash('security:done.passkey_renamed');
    return seeOther(paths.security());
  }

  @Post(':id/removal')
  @FormPage(passkeyPage)
  @Redirect()
  async remove(@Id() id: number, @CurrentViewer() viewer: Viewer, @FlashNext() flash: Flash): Promise<SeeOther> {
    await this.passkeys.remove(viewer, id);
    flash('security:done.passkey_removed');
    return seeOther(paths.security());
  }
}

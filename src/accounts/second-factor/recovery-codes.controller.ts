import { Controller, Get, Post, Redirect, Render, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Refused } from '../../platform/errors.js';
import { paths } from '../../platform/paths.js';
import { SignedIn } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { DuringSetUp, Proven } from '../../platform/web/proof.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { SecondFactors } from './factors.service.js';
import { FirstCodes } from './first-codes.js';

@Controller('me/security/recovery-codes')
@SignedIn()
@DuringSetUp()
@Proven()
export class RecoveryCodesController {
  constructor(
    private readonly factors: SecondFactors,
    private readonly firstCodes: FirstCodes,
  ) {}

  @Get()
  @Render('security/recovery-codes')
  show(@Req() request: FastifyRequest): object {
    return { title: 'security:recovery.title', codes: this.firstCodes.shownIn(request) };
  }

  /** Beside the password alone they would be of no use. */
  @Post()
  @FormPage(() => paths.security())
  @Redirect()
  async make(@CurrentViewer() viewer: Viewer, @Req() request: FastifyRequest): Promise<SeeOther> {
    if (!(await this.factors.isAsked(viewer.id))) throw new Refused('conflict', 'security.no_factor');
    await this.firstCodes.make(viewer, request);
    return seeOther(paths.recoveryCodes());
  }

  /** She has written them down. */
  @Post('kept')
  @Redirect()
  kept(@Req() { session }: FastifyRequest, @FlashNext() flash: Flash): SeeOther {
    session.newCodes = undefined;
    flash('security:done.codes_kept');
    return seeOther(paths.security());
  }
}

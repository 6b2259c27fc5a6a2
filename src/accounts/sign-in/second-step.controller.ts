import { Body, Controller, Get, Post, Redirect, Render, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Clock } from '../../platform/clock.js';
import { paths } from '../../platform/paths.js';
import { Public, SignInNeeded } from '../../platform/web/access.js';
import { line } from '../../platform/web/form-fields.js';
import { FormPage } from '../../platform/web/form-page.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { SecondFactors } from '../second-factor/factors.service.js';
import { type Pending, pendingOf } from '../second-factor/session-state.js';
import { Entrance } from './entrance.js';

const codeForm = z.object({ code: line(20) });
const recoveryForm = z.object({ recoveryCode: line(60) });

/** After the password, the second factor. Whoever comes without having shown a password a moment ago begins anew. */
@Controller('sign-in/second-step')
@Public()
export class SecondStepController {
  constructor(
    private readonly clock: Clock,
    private readonly factors: SecondFactors,
    private readonly entrance: Entrance,
  ) {}

  @Get()
  @Render('security/second-step')
  async show(@Req() request: FastifyRequest): Promise<object> {
    const pending = this.pending(request);
    const has = await this.factors.kindsOf(pending.userId);
    return { title: 'security:second_step.title', ...has, next: pending.next };
  }

  @Post()
  @FormPage(() => paths.secondStep())
  @Redirect()
  async showCode(
    @Body({ schema: codeForm }) { code }: z.infer<typeof codeForm>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SeeOther> {
    const pending = this.pending(request);
    await this.factors.checkCode(pending.userId, code);
    return seeOther(await this.entrance.open(request, reply, pending.userId, pending));
  }

  @Post('recovery')
  @FormPage(() => paths.secondStep())
  @Redirect()
  async showRecoveryCode(
    @Body({ schema: recoveryForm }) { recoveryCode }: z.infer<typeof recoveryForm>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SeeOther> {
    const pending = this.pending(request);
    await this.factors.checkRecoveryCode(pending.userId, recoveryCode);
    return seeOther(await this.entrance.open(request, reply, pending.userId, pending));
  }

  private pending(request: FastifyRequest): Pending {
    const pending = pendingOf(request, this.clock.now());
    if (!pending) throw new SignInNeeded();
    return pending;
  }
}

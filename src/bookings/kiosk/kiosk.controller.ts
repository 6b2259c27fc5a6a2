import { Body, Controller, Get, Param, Post, Query, Redirect, Render, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { networkOf } from '../../accounts/throttle.policy.js';
import { notFound, Refused } from '../../platform/errors.js';
import { paths } from '../../platform/paths.js';
import { Public } from '../../platform/web/access.js';
import { FormPage } from '../../platform/web/form-page.js';
import { WithCamera } from '../../platform/web/headers.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { KioskCheckIns } from './kiosk-check-ins.js';
import { kioskCheckInForm, languageIn, pairingForm } from './kiosk-forms.js';
import { KioskPages } from './kiosk-pages.js';
import { KioskPairing } from './kiosk-pairing.js';

/**
 * A tablet at the entrance. Public, since it is nobody: the board and the check-in are for devices that a manager has paired, and
 * anything else is asked for a code. Nothing here reads a session.
 */
@Controller('kiosk')
@Public()
export class KioskController {
  constructor(
    private readonly pairing: KioskPairing,
    private readonly pages: KioskPages,
    private readonly checkIns: KioskCheckIns,
  ) {}

  @Get()
  @WithCamera()
  @Render('kiosk/show')
  async show(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const device = await this.pairing.deviceOf(request);
    if (!device) return { title: 'kiosk:pairing.title' };
    this.pairing.keep(request, reply);
    const board = await this.pages.board(device);
    return { title: { key: 'kiosk:title', venue: board.venue }, board, english: { language: 'en' } };
  }

  @Post('pairing')
  @FormPage(() => paths.kiosk())
  @Redirect()
  async pair(
    @Body({ schema: pairingForm }) { code }: z.infer<typeof pairingForm>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SeeOther> {
    await this.pairing.pair(code, networkOf(request.ip), reply);
    return seeOther(paths.kiosk());
  }

  @Post('check-ins')
  @FormPage(({ body }) => paths.kiosk(languageIn(body)))
  @Redirect()
  async checkIn(
    @Body({ schema: kioskCheckInForm }) form: z.infer<typeof kioskCheckInForm>,
    @Req() request: FastifyRequest,
  ): Promise<SeeOther> {
    const device = await this.pairing.deviceOf(request);
    if (!device) throw new Refused('forbidden', 'bookings.kiosk_unpaired');
    const { code, already } = await this.checkIns.checkIn(device, form.code);
    return seeOther(paths.kioskCheckIn(code, { again: already ? '1' : undefined, ...languageIn(form) }));
  }

  @Get('check-ins/:code')
  @WithCamera()
  @Render('kiosk/arrival')
  async arrived(
    @Param('code') code: string,
    @Query() query: { again?: unknown },
    @Req() request: FastifyRequest,
  ): Promise<object> {
    const device = await this.pairing.deviceOf(request);
    if (!device) throw notFound();
    const done = query.again === undefined ? 'kiosk:done.in' : 'kiosk:done.already';
    return { title: done, ...(await this.pages.arrival(device, code)) };
  }
}

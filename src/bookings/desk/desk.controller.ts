import { Body, Controller, Get, Post, Query, Redirect, Render } from '@nestjs/common';
import type { z } from 'zod';
import { Clock } from '../../platform/clock.js';
import { todayAt } from '../../platform/time.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { WithCamera } from '../../platform/web/headers.js';
import { Id } from '../../platform/web/id-param.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { DESK } from '../booking-who.policy.js';
import { CheckInService } from '../check-in/check-in.service.js';
import { CodeCheckIns } from '../check-in/code-check-ins.js';
import { NoShows } from '../check-in/no-shows.service.js';
import { deskFilterOf, deskOf, scanForm, type Tap, tapForm } from './desk-forms.js';
import { DeskPages } from './desk-pages.js';

const whenceOf = (form: Tap): object => ({ date: form.date, venueId: form.venueId?.toString() });

/** Who comes today, and who is here. */
@Controller('desk')
@Allow(...DESK)
export class DeskController {
  constructor(
    private readonly clock: Clock,
    private readonly pages: DeskPages,
    private readonly codes: CodeCheckIns,
    private readonly checkIns: CheckInService,
    private readonly noShows: NoShows,
  ) {}

  @Get()
  @WithCamera()
  @Render('desk/day')
  async day(@Query() query: unknown): Promise<object> {
    return this.pages.day(deskFilterOf(query, todayAt(this.clock.now())));
  }

  /** A code that was scanned or typed. */
  @Post('scans')
  @FormPage(({ body }) => deskOf(body))
  @Redirect()
  async scan(
    @Body({ schema: scanForm }) form: z.infer<typeof scanForm>,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    const order = { actorId: viewer.id, kind: 'staff', venueId: form.venueId ?? undefined } as const;
    const { id, already } = await this.codes.byCode(form.code, order);
    flash(await this.pages.told(already ? 'already' : 'in', id));
    return seeOther(deskOf({ ...whenceOf(form), code: form.code }));
  }

  @Post('bookings/:id/arrival')
  @FormPage(({ body }) => deskOf(body))
  @Redirect()
  async arrive(
    @Id() id: number,
    @Body({ schema: tapForm }) form: Tap,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    const { already } = await this.checkIns.checkIn(id, { actorId: viewer.id, kind: 'staff' });
    flash(await this.pages.told(already ? 'already' : 'in', id));
    return seeOther(deskOf(whenceOf(form)));
  }

  @Post('bookings/:id/arrival/undoing')
  @FormPage(({ body }) => deskOf(body))
  @Redirect()
  async undo(
    @Id() id: number,
    @Body({ schema: tapForm }) form: Tap,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.checkIns.undo(id, viewer.id);
    flash(await this.pages.told('undone', id));
    return seeOther(deskOf(whenceOf(form)));
  }

  @Post('bookings/:id/no-show/undoing')
  @FormPage(({ body }) => deskOf(body))
  @Redirect()
  async takeBack(
    @Id() id: number,
    @Body({ schema: tapForm }) form: Tap,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    const care = await this.noShows.takeBack(id, viewer.id);
    flash(await this.pages.told(care ? `taken_back_care_${care}` : 'taken_back', id));
    return seeOther(deskOf(whenceOf(form)));
  }
}

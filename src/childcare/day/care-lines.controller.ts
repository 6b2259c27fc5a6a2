import { Body, Controller, Post, Redirect } from '@nestjs/common';
import type { z } from 'zod';
import { momentAt } from '../../platform/time.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { Id } from '../../platform/web/id-param.js';
import type { SeeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { DayPages } from './day-pages.js';
import { correctionForm, emptiedIn, recordOf, undoingForm } from './tap-forms.js';
import { Taps } from './taps.js';

/** Mending what was written down: what was written first stays. */
@Controller('care/places/:id/events/:eventId')
@Allow('childcare')
export class CareLinesController {
  constructor(
    private readonly taps: Taps,
    private readonly pages: DayPages,
  ) {}

  @Post('undoing')
  @FormPage(recordOf)
  @Redirect()
  async undo(
    @Id() id: number,
    @Id('eventId') correctsId: number,
    @Body({ schema: undoingForm }) form: z.infer<typeof undoingForm>,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    return this.taps.take(viewer, id, form, { kind: 'undo', data: { why: form.why }, correctsId }, flash);
  }

  @Post('correction')
  @FormPage(recordOf)
  @Redirect()
  async correct(
    @Id() id: number,
    @Id('eventId') correctsId: number,
    @Body({ schema: correctionForm }) form: z.infer<typeof correctionForm>,
    @Body() body: unknown,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    const { time, temperature, condition, text, why } = form;
    const { date } = await this.pages.whereIs(id);
    const at = time === null ? null : momentAt(date, time).epochMilliseconds;
    const data = { at, temperature, condition, text, why, emptied: emptiedIn(body, form) };
    return this.taps.take(viewer, id, form, { kind: 'correction', data, correctsId }, flash);
  }
}

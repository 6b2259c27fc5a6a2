import { Body, Controller, Post, Redirect } from '@nestjs/common';
import type { z } from 'zod';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { Id } from '../../platform/web/id-param.js';
import type { SeeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { arrivalForm, exceptionForm, handOverForm, noteForm, recordOf, refusalForm } from './tap-forms.js';
import { Taps } from './taps.js';

/** What happens at the door and during the day. Each may come in late, and twice. */
@Controller('care/places/:id')
@Allow('childcare')
export class TapsController {
  constructor(private readonly taps: Taps) {}

  @Post('arrival')
  @FormPage(recordOf)
  @Redirect()
  async arrive(
    @Id() id: number,
    @Body({ schema: arrivalForm }) form: z.infer<typeof arrivalForm>,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    const { temperature, condition, broughtBy } = form;
    const person = await this.taps.person(viewer, id, broughtBy ?? null, 'broughtBy');
    const data = { temperature, condition, broughtBy: person?.name };
    return this.taps.take(viewer, id, form, { kind: 'arrival', data }, flash);
  }

  @Post('refusal')
  @FormPage(recordOf)
  @Redirect()
  async refuse(
    @Id() id: number,
    @Body({ schema: refusalForm }) form: z.infer<typeof refusalForm>,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    const { temperature, text } = form;
    return this.taps.take(viewer, id, form, { kind: 'refusal', data: { temperature, text } }, flash);
  }

  @Post('notes')
  @FormPage(recordOf)
  @Redirect()
  async note(
    @Id() id: number,
    @Body({ schema: noteForm }) form: z.infer<typeof noteForm>,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    const data = { value: form.note, text: form.text };
    return this.taps.take(viewer, id, form, { kind: 'note', data }, flash);
  }

  @Post('hand-over')
  @FormPage(recordOf)
  @Redirect()
  async handOver(
    @Id() id: number,
    @Body({ schema: handOverForm }) form: z.infer<typeof handOverForm>,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    const { name: to, relation } = (await this.taps.person(viewer, id, form.to, 'to'))!;
    return this.taps.take(viewer, id, form, { kind: 'handover', data: { to, relation } }, flash);
  }

  /** Somebody who stands on no list: a guardian has confirmed it. */
  @Post('hand-over/exception')
  @FormPage(recordOf)
  @Redirect()
  async handOverOtherwise(
    @Id() id: number,
    @Body({ schema: exceptionForm }) form: z.infer<typeof exceptionForm>,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    const { name: to, relation, confirmed } = form;
    const confirmer = await this.taps.person(viewer, id, form.confirmedBy, 'confirmedBy');
    const data = { to, relation, confirmed, confirmedBy: confirmer?.name };
    return this.taps.take(viewer, id, form, { kind: 'handover', data }, flash);
  }
}

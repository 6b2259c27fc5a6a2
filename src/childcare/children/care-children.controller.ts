import { Body, Controller, Get, Post, Query, Redirect, Render } from '@nestjs/common';
import { z } from 'zod';
import { Clock } from '../../platform/clock.js';
import { paths } from '../../platform/paths.js';
import { todayAt } from '../../platform/time.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { checkbox, choice, optionalDate, optionalText, wholeNumber } from '../../platform/web/form-fields.js';
import { FormPage } from '../../platform/web/form-page.js';
import { Id } from '../../platform/web/id-param.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { careCardView, careListView } from './care-card.view.js';
import { CareChildren } from './care-children.js';
import { CardRules } from './child-rules.service.js';
import { Decisions } from './decisions.service.js';
import { Guardians } from './guardians.service.js';

const decisionForm = z
  .object({
    outcome: choice(['approved', 'ask_again']),
    validUntil: optionalDate(),
    note: optionalText(2000),
    metOtherwise: checkbox(),
    revision: wholeNumber(0, 999_999_999),
  })
  .refine(({ outcome, note }) => outcome === 'approved' || note !== null, {
    path: ['note'],
    message: 'childcare.ask_what',
  });

const page = FormPage(({ params }) => paths.careChild((params as { id: number }).id));

/** The children whom the staff may see now. Managers see numbers, no cards (child-rules.controller.ts). */
@Controller('care/children')
@Allow('childcare')
export class CareChildrenController {
  constructor(
    private readonly care: CareChildren,
    private readonly decisions: Decisions,
    private readonly guardians: Guardians,
    private readonly rules: CardRules,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Render('childcare/care-children')
  async list(@Query('q') query: unknown, @CurrentViewer() viewer: Viewer): Promise<object> {
    const search = typeof query === 'string' ? query.slice(0, 100) : '';
    const { dueDays } = await this.rules.read();
    return careListView(await this.care.list(viewer.id, search), search, dueDays, todayAt(this.clock.now()));
  }

  @Get(':id')
  @Render('childcare/care-card')
  async show(@Id() id: number, @CurrentViewer() viewer: Viewer): Promise<object> {
    const { card, interviewNote } = await this.care.open(viewer.id, id);
    return careCardView(card, interviewNote, await this.rules.read(), this.clock.now());
  }

  @Post(':id/decision')
  @page
  @Redirect()
  async decide(
    @Id() id: number,
    @Body({ schema: decisionForm }) form: z.infer<typeof decisionForm>,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.decisions.decide(viewer.id, id, form);
    flash(`childcare:done.${form.outcome}`);
    return seeOther(paths.careChildren());
  }

  @Post(':id/guardians/:userId/ending')
  @page
  @Redirect()
  async endLink(
    @Id() id: number,
    @Id('userId') userId: number,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.care.mustSee(id);
    await this.guardians.end(viewer, id, userId, true);
    flash('childcare:done.guardian_ended');
    return seeOther(paths.careChild(id));
  }
}

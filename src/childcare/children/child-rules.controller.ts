import { Body, Controller, Get, Post, Redirect, Render } from '@nestjs/common';
import { z } from 'zod';
import { paths } from '../../platform/paths.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { choice, wholeNumber } from '../../platform/web/form-fields.js';
import { FormPage } from '../../platform/web/form-page.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { CareChildren } from './care-children.js';
import { APPROVAL_ENDS } from './child-rules.entity.js';
import { CardRules } from './child-rules.service.js';
import { LOOKS } from './standing.view.js';

const rulesForm = z.object({
  dueDays: wholeNumber(0, 60),
  oldestAge: wholeNumber(0, 18),
  approvalEnds: choice(APPROVAL_ENDS),
});

/** What a manager sees of children: how many stand where, and the rules for their cards. */
@Controller('manage/children')
@Allow('manager', 'admin')
export class ChildRulesController {
  constructor(
    private readonly care: CareChildren,
    private readonly rules: CardRules,
  ) {}

  @Get()
  @Render('childcare/rules')
  async show(): Promise<object> {
    const counts = await this.care.counts();
    return {
      title: 'childcare:rules.title',
      counts: counts.map(({ standing, count }) => ({ label: LOOKS[standing].label, count })),
      total: counts.reduce((sum, { count }) => sum + count, 0),
      rules: await this.rules.read(),
      ends: APPROVAL_ENDS.map((value) => ({ value, label: `childcare:rules.ends.${value}` })),
    };
  }

  @Post()
  @FormPage(() => paths.childRules())
  @Redirect()
  async change(
    @Body({ schema: rulesForm }) form: z.infer<typeof rulesForm>,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.rules.change(viewer.id, form);
    flash('childcare:done.rules_changed');
    return seeOther(paths.childRules());
  }
}

import { Body, Controller, Get, Header, Post, Query, Redirect, Render } from '@nestjs/common';
import { paths } from '../../platform/paths.js';
import type { Language } from '../../platform/time.format.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { PageLanguage } from '../../platform/web/language.js';
import { Id } from '../../platform/web/id-param.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, isOne, type Viewer } from '../../platform/web/viewer.js';
import {
  type FollowUpQuery,
  followUpQuery,
  type StepForm,
  stepForm,
  type WithdrawalForm,
  withdrawalForm,
} from './follow-up-form.js';
import { FollowUpPages } from './follow-up-pages.js';
import { FollowUps } from './follow-ups.js';

const page = ({ params }: { params: unknown }): string => paths.followUp((params as { userId: number }).userId);

/** From training to the first paid work, and to the third: work producers and managers follow (K6, K9). */
@Controller('manage/follow-ups')
@Allow('producer', 'manager', 'admin')
export class FollowUpsController {
  constructor(
    private readonly pages: FollowUpPages,
    private readonly followUps: FollowUps,
  ) {}

  @Get()
  @Render('training/follow-up/list')
  async list(@Query({ schema: followUpQuery }) query: FollowUpQuery, @CurrentViewer() viewer: Viewer): Promise<object> {
    return { ...(await this.pages.list(query)), exports: isOne(viewer, ['manager', 'admin']) };
  }

  @Get('list.csv')
  @Allow('manager', 'admin')
  @Header('Content-Type', 'text/csv; charset=utf-8')
  @Header('Content-Disposition', 'attachment; filename="tsudoi-follow-ups.csv"')
  csv(
    @Query({ schema: followUpQuery }) query: FollowUpQuery,
    @CurrentViewer() viewer: Viewer,
    @PageLanguage() language: Language,
  ): Promise<Buffer> {
    return this.pages.csv(viewer, query, language);
  }

  @Get(':userId')
  @Render('training/follow-up/person')
  person(@Id('userId') userId: number): Promise<object> {
    return this.pages.person(userId);
  }

  @Post(':userId')
  @FormPage(page)
  @Redirect()
  async record(
    @Id('userId') userId: number,
    @Body({ schema: stepForm }) form: StepForm,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.followUps.record(viewer.id, userId, form);
    flash('followups:done.recorded');
    return seeOther(paths.followUp(userId));
  }

  @Post(':userId/steps/:id/withdrawal')
  @FormPage(page)
  @Redirect()
  async withdraw(
    @Id('userId') userId: number,
    @Id() id: number,
    @Body({ schema: withdrawalForm }) { reason }: WithdrawalForm,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.followUps.withdraw(viewer.id, userId, id, reason);
    flash('followups:done.withdrawn');
    return seeOther(paths.followUp(userId));
  }
}

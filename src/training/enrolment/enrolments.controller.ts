import { Body, Controller, Get, Post, Query, Redirect, Render } from '@nestjs/common';
import { Members } from '../../accounts/members/members.service.js';
import { paths } from '../../platform/paths.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { Id } from '../../platform/web/id-param.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { type EnrolmentDraft, enrolmentDraft, type EnrolmentForm, enrolmentForm, formPage } from './enrolment-forms.js';
import { EnrolmentPages } from './enrolment-pages.js';
import { ENROLLING } from './enrolment-who.policy.js';
import { Enrolments } from './enrolments.js';

const MOST_MEMBERS = 20;

/** Enrolling in a course or a session of it. */
@Controller('trainings/:id/enrolments')
@Allow('member', ...ENROLLING)
export class EnrolmentsController {
  constructor(
    private readonly enrolments: Enrolments,
    private readonly pages: EnrolmentPages,
    private readonly people: Members,
  ) {}

  @Get('new')
  @Render('training/enrolment/new')
  blank(
    @Id() id: number,
    @Query({ schema: enrolmentDraft }) draft: EnrolmentDraft,
    @CurrentViewer() viewer: Viewer,
  ): Promise<object> {
    return this.pages.form(viewer, id, draft);
  }

  /** Finds the member by name or kana. */
  @Get('for')
  @Allow(...ENROLLING)
  @Render('training/enrolment/choose-member')
  async choose(@Id() id: number, @Query({ schema: enrolmentDraft }) draft: EnrolmentDraft): Promise<object> {
    const { q, sessionId } = draft;
    const found = q ? await this.people.find(q, MOST_MEMBERS + 1) : [];
    return {
      title: 'enrolment:choose.title',
      courseId: id,
      sessionId,
      q,
      members: found
        .slice(0, MOST_MEMBERS)
        .map((one) => ({ ...one, href: paths.enrolmentNew(id, { sessionId, memberId: one.id }) })),
      more: found.length > MOST_MEMBERS,
    };
  }

  @Post()
  @FormPage(formPage)
  @Redirect()
  async enrol(
    @Id() id: number,
    @Body({ schema: enrolmentForm }) form: EnrolmentForm,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    const enrolment = await this.enrolments.enrol(viewer, { ...form, courseId: id });
    flash(`enrolment:done.${enrolment.status === 'enrolled' ? 'enrolled' : 'waiting'}`);
    return seeOther(paths.enrolment(enrolment.id));
  }
}

import { Body, Controller, Post, Redirect } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { paths } from '../../platform/paths.js';
import type { Query } from '../../platform/with-query.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { decisionForm, paperAnswerForm } from '../answers/answer-forms.js';
import type { Answer } from '../answers/answer.policy.js';
import { MANAGERS } from '../contract/readable.js';
import { type ReopeningForm, reopeningForm, type WordsForm, wordsForm } from './report-forms.js';
import { type ReportKey, Reports } from './reports.js';
import { Which } from './which-report.js';

const page = ({ params, query }: FastifyRequest): string =>
  paths.report((params as { month: string }).month, query as Query);

/** From draft to accepted. */
@Controller('reports/:month')
@Allow(...MANAGERS)
export class ReportStepsController {
  constructor(private readonly reports: Reports) {}

  @Post('words')
  @FormPage(page)
  @Redirect()
  async write(
    @Which() key: ReportKey,
    @Body({ schema: wordsForm }) form: WordsForm,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    return this.after('written', flash, await this.reports.write(viewer, key, form));
  }

  @Post('submission')
  @FormPage(page)
  @Redirect()
  async submit(@Which() key: ReportKey, @CurrentViewer() viewer: Viewer, @FlashNext() flash: Flash): Promise<SeeOther> {
    return this.after('submitted', flash, await this.reports.submit(viewer, key));
  }

  @Post('decision')
  @Allow('officer')
  @FormPage(page)
  @Redirect()
  async decide(
    @Which() key: ReportKey,
    @Body({ schema: decisionForm }) answer: Answer,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    return this.after(answer.outcome, flash, await this.reports.decide(viewer, key, answer));
  }

  @Post('paper-answer')
  @FormPage(page)
  @Redirect()
  async recordPaper(
    @Which() key: ReportKey,
    @Body({ schema: paperAnswerForm }) answer: Answer,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    return this.after('recorded', flash, await this.reports.decide(viewer, key, answer));
  }

  @Post('reopening')
  @FormPage(page)
  @Redirect()
  async reopen(
    @Which() key: ReportKey,
    @Body({ schema: reopeningForm }) { reason }: ReopeningForm,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    return this.after('reopened', flash, await this.reports.reopen(viewer, key, reason));
  }

  private after(done: string, flash: Flash, { report }: { report: ReportKey }): SeeOther {
    flash(`reports:done.${done}`);
    return seeOther(paths.report(report.month, { programme: report.programmeId }));
  }
}

import { Body, Controller, Post, Redirect } from '@nestjs/common';
import { paths } from '../../platform/paths.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { Id } from '../../platform/web/id-param.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { decisionForm, paperAnswerForm } from '../answers/answer-forms.js';
import type { Answer } from '../answers/answer.policy.js';
import { MANAGERS } from '../contract/readable.js';
import { Documents } from './documents.js';

type Params = { id: number; documentId: number };
const page = ({ params }: { params: unknown }): string =>
  paths.document((params as Params).id, (params as Params).documentId);

/** Handing a document in, and the city's answer; managers write it down for a city that answers on paper. */
@Controller('manage/programmes/:id/documents/:documentId')
@Allow(...MANAGERS)
export class DocumentStepsController {
  constructor(private readonly documents: Documents) {}

  @Post('submission')
  @FormPage(page)
  @Redirect()
  async submit(
    @Id() id: number,
    @Id('documentId') documentId: number,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.documents.submit(viewer.id, id, documentId);
    flash('programmes:done.document_submitted');
    return seeOther(paths.document(id, documentId));
  }

  @Post('decision')
  @Allow('officer')
  @FormPage(page)
  @Redirect()
  async decide(
    @Id() id: number,
    @Id('documentId') documentId: number,
    @Body({ schema: decisionForm }) answer: Answer,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.documents.answer(viewer, id, documentId, answer);
    flash(`answers:done.${answer.outcome}`);
    return seeOther(paths.document(id, documentId));
  }

  @Post('paper-answer')
  @FormPage(page)
  @Redirect()
  async recordPaper(
    @Id() id: number,
    @Id('documentId') documentId: number,
    @Body({ schema: paperAnswerForm }) answer: Answer,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.documents.answer(viewer, id, documentId, answer);
    flash('answers:done.recorded');
    return seeOther(paths.document(id, documentId));
  }
}

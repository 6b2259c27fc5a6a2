import { Body, Controller, Post, Redirect } from '@nestjs/common';
import { paths } from '../../platform/paths.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { Id } from '../../platform/web/id-param.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { MANAGERS, READERS } from '../contract/readable.js';
import { type AcceptanceForm, acceptanceForm, type ReturnForm, returnForm } from './document-forms.js';
import { Documents } from './documents.js';

type Params = { id: number; documentId: number };
const page = ({ params }: { params: unknown }): string =>
  paths.document((params as Params).id, (params as Params).documentId);

/** Handing a document in, and the city's answer; managers write it down for a city that answers on paper. */
@Controller('manage/programmes/:id/documents/:documentId')
@Allow(...READERS)
export class DocumentStepsController {
  constructor(private readonly documents: Documents) {}

  @Post('submission')
  @Allow(...MANAGERS)
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

  @Post('acceptance')
  @FormPage(page)
  @Redirect()
  async accept(
    @Id() id: number,
    @Id('documentId') documentId: number,
    @Body({ schema: acceptanceForm }) { answer }: AcceptanceForm,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.documents.answer(viewer, id, documentId, true, answer);
    flash('programmes:done.document_accepted');
    return seeOther(paths.document(id, documentId));
  }

  @Post('return')
  @FormPage(page)
  @Redirect()
  async giveBack(
    @Id() id: number,
    @Id('documentId') documentId: number,
    @Body({ schema: returnForm }) { answer }: ReturnForm,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.documents.answer(viewer, id, documentId, false, answer);
    flash('programmes:done.document_returned');
    return seeOther(paths.document(id, documentId));
  }
}

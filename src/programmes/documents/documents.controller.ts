import { Body, Controller, Get, Header, Post, Redirect, Render, StreamableFile } from '@nestjs/common';
import { paths } from '../../platform/paths.js';
import type { Language } from '../../platform/time.format.js';
import { Allow } from '../../platform/web/access.js';
import { type Flash, FlashNext } from '../../platform/web/flash.js';
import { FormPage } from '../../platform/web/form-page.js';
import { Id } from '../../platform/web/id-param.js';
import { PageLanguage } from '../../platform/web/language.js';
import { type SeeOther, seeOther } from '../../platform/web/see-other.js';
import { CurrentViewer, type Viewer } from '../../platform/web/viewer.js';
import { MANAGERS, READERS } from '../contract/readable.js';
import { type OtherForm, otherForm, type VersionForm, versionForm } from './document-forms.js';
import { DocumentPages } from './document-pages.js';
import { Documents } from './documents.js';

type Params = { id: number; documentId: number };

/** 着手届, 業務責任者届, 作業予定表, 業務完了報告書 and others, with their versions. */
@Controller('manage/programmes/:id/documents')
@Allow(...MANAGERS)
export class DocumentsController {
  constructor(
    private readonly documents: Documents,
    private readonly pages: DocumentPages,
  ) {}

  @Get()
  @Allow(...READERS)
  @Render('programmes/documents')
  list(@Id() id: number, @CurrentViewer() viewer: Viewer): Promise<object> {
    return this.pages.list(viewer, id);
  }

  @Post()
  @FormPage(({ params }) => paths.documents((params as Params).id))
  @Redirect()
  async add(
    @Id() id: number,
    @Body({ schema: otherForm }) form: OtherForm,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    const documentId = await this.documents.addOther(viewer.id, id, form);
    flash('programmes:done.document_added');
    return seeOther(paths.document(id, documentId));
  }

  @Get(':documentId')
  @Allow(...READERS)
  @Render('programmes/document')
  show(
    @Id() id: number,
    @Id('documentId') documentId: number,
    @CurrentViewer() viewer: Viewer,
    @PageLanguage() language: Language,
  ): Promise<object> {
    return this.pages.show(viewer, id, documentId, language);
  }

  @Get(':documentId/preview.pdf')
  @Header('Content-Type', 'application/pdf')
  async preview(
    @Id() id: number,
    @Id('documentId') documentId: number,
    @CurrentViewer() viewer: Viewer,
  ): Promise<StreamableFile> {
    const sheet = await this.pages.preview(viewer, id, documentId);
    return new StreamableFile(sheet, { disposition: `inline; filename="document-${documentId}.pdf"` });
  }

  @Post(':documentId/versions')
  @FormPage(({ params }) => paths.document((params as Params).id, (params as Params).documentId))
  @Redirect()
  async write(
    @Id() id: number,
    @Id('documentId') documentId: number,
    @Body({ schema: versionForm }) form: VersionForm,
    @CurrentViewer() viewer: Viewer,
    @FlashNext() flash: Flash,
  ): Promise<SeeOther> {
    await this.documents.write(viewer.id, id, documentId, form);
    flash('programmes:done.document_written');
    return seeOther(paths.document(id, documentId));
  }

  @Get(':documentId/versions/:version.pdf')
  @Allow(...READERS)
  @Header('Content-Type', 'application/pdf')
  async print(
    @Id() id: number,
    @Id('documentId') documentId: number,
    @Id('version') version: number,
    @CurrentViewer() viewer: Viewer,
  ): Promise<StreamableFile> {
    const sheet = await this.pages.pdf(viewer, id, documentId, version);
    return new StreamableFile(sheet, { disposition: `inline; filename="document-${documentId}-${version}.pdf"` });
  }
}

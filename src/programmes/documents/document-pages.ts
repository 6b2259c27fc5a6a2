import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { pdf } from '../../platform/documents/pdf.js';
import { notFound } from '../../platform/errors.js';
import type { Language } from '../../platform/time.format.js';
import { todayAt } from '../../platform/time.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { programmeFor } from '../contract/readable.js';
import { ContractDocument, DocumentVersion } from './contract-document.entity.js';
import { DocumentSheets } from './document-sheets.js';
import { listView, showView } from './document.view.js';
import { documentOf } from './documents.js';

/** Reads what the pages about documents show. */
@Injectable()
export class DocumentPages {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly sheets: DocumentSheets,
  ) {}

  /** Two statements. */
  async list(viewer: Viewer, programmeId: number): Promise<object> {
    const { reader } = this.database;
    const programme = await programmeFor(reader, viewer, programmeId);
    const documents = await reader.find(ContractDocument, {
      where: { programmeId },
      order: { dueDate: 'ASC', id: 'ASC' },
    });
    return listView(programme, documents, viewer, todayAt(this.clock.now()));
  }

  /** Three statements, and those of the figures for a report of completion. */
  async show(viewer: Viewer, programmeId: number, id: number, language: Language): Promise<object> {
    const { reader } = this.database;
    const programme = await programmeFor(reader, viewer, programmeId);
    const document = await documentOf(reader, programmeId, id);
    const versions = await reader.find(DocumentVersion, { where: { documentId: id }, order: { version: 'DESC' } });
    const completion =
      document.kind === 'completion' ? await this.sheets.completion(reader, programme, language) : undefined;
    return showView({ programme, document, versions, completion, viewer, today: todayAt(this.clock.now()) });
  }

  /** As it would be printed today, also of what is closed. @throws Refused not_found */
  async preview(viewer: Viewer, programmeId: number, id: number): Promise<Buffer> {
    const { reader } = this.database;
    const programme = await programmeFor(reader, viewer, programmeId);
    const document = await documentOf(reader, programmeId, id);
    const today = todayAt(this.clock.now());
    const dated = programme.status === 'closed' ? programme.toDate : today;
    return pdf('contract-document', await this.sheets.sheet(reader, programme, document, { dated, draft: true }));
  }

  /** @throws Refused not_found */
  async pdf(viewer: Viewer, programmeId: number, id: number, version: number): Promise<Buffer> {
    const { reader } = this.database;
    await programmeFor(reader, viewer, programmeId);
    await documentOf(reader, programmeId, id);
    const select = { documentId: true, version: true, pdf: true } as const;
    const found = await reader.findOne(DocumentVersion, { select, where: { documentId: id, version } });
    if (!found) throw notFound();
    return found.pdf;
  }
}

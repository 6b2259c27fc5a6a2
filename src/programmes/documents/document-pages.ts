import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { notFound } from '../../platform/errors.js';
import { todayAt } from '../../platform/time.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { programmeFor } from '../contract/readable.js';
import { ContractDocument, DocumentVersion } from './contract-document.entity.js';
import { listView, showView } from './document.view.js';
import { documentOf } from './documents.js';

/** Reads what the pages about documents show. */
@Injectable()
export class DocumentPages {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
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

  /** Three statements. */
  async show(viewer: Viewer, programmeId: number, id: number): Promise<object> {
    const { reader } = this.database;
    const programme = await programmeFor(reader, viewer, programmeId);
    const document = await documentOf(reader, programmeId, id);
    const versions = await reader.find(DocumentVersion, { where: { documentId: id }, order: { version: 'DESC' } });
    return showView({ programme, document, versions, viewer, today: todayAt(this.clock.now()) });
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

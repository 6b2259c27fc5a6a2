import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { IsNull, Not, type EntityManager } from 'typeorm';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { pdf } from '../../platform/documents/pdf.js';
import { notFound, type Refused } from '../../platform/errors.js';
import { paths } from '../../platform/paths.js';
import { todayAt } from '../../platform/time.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { recordedLetter } from '../answers/answer.letters.js';
import { type Answer, whyNotAnswer } from '../answers/answer.policy.js';
import { openProgramme, programmeFor, type ProgrammeWithCity } from '../contract/readable.js';
import { ProgrammePost } from '../post/programme-post.js';
import { ContractDocument, DocumentVersion } from './contract-document.entity.js';
import type { OtherForm, VersionForm } from './document-forms.js';
import { DocumentSheets } from './document-sheets.js';
import { answeredLetter, submittedLetter } from './document.letters.js';
import { whyNoAnswer, whyNotSubmit, whyNotVersion } from './document.policy.js';

/** Writes what the contract asks for, hands it in, and keeps the city's answer. */
@Injectable()
export class Documents {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly sheets: DocumentSheets,
    private readonly post: ProgrammePost,
  ) {}

  /** @throws Refused not_found, programmes.closed */
  async addOther(actorId: number, programmeId: number, form: OtherForm): Promise<number> {
    return this.database.transaction(async (tx) => {
      await this.database.lock(tx, 'programme', programmeId);
      await openProgramme(tx, programmeId, 'title');
      const row = tx.create(ContractDocument, { ...form, programmeId, kind: 'other', status: 'due', version: 0 });
      const { id } = await tx.save(row);
      const subject = { kind: 'contract_document', id };
      await this.audit.record(tx, { actorId, action: 'programmes.document_added', subject, detail: { ...form } });
      return id;
    });
  }

  /**
   * Prints it anew from the programme, as a version of its own; the first one gives it its number.
   * @throws Refused not_found, programmes.closed, programmes.document_with_city
   */
  async write(actorId: number, programmeId: number, id: number, { dated, body }: VersionForm): Promise<void> {
    await this.change(programmeId, id, whyNotVersion, async (tx, programme, document) => {
      const number = document.number ?? (await lastNumber(tx, programmeId)) + 1;
      const version = document.version + 1;
      const content = await this.sheets.sheet(tx, programme, { ...document, number, body }, { dated });
      const printed = pdf('contract-document', content);
      const sha256 = createHash('sha256').update(printed).digest('hex');
      const made = { madeAt: this.clock.now(), madeBy: actorId };
      const row = { documentId: id, version, dated, content: content as never, pdf: printed, sha256, ...made };
      await tx.insert(DocumentVersion, row);
      await tx.update(ContractDocument, id, { number, body, version, status: 'draft' });
      await this.record(tx, actorId, 'document_written', id, { version, dated, sha256 });
    });
  }

  /** @throws Refused not_found, programmes.closed, programmes.document_not_written, programmes.document_with_city */
  async submit(actorId: number, programmeId: number, id: number): Promise<void> {
    await this.change(programmeId, id, whyNotSubmit, async (tx, programme, document) => {
      const submitted = { submittedAt: this.clock.now(), submittedBy: actorId };
      const answer = { answeredAt: null, answeredBy: null, answer: null, onPaper: null };
      await tx.update(ContractDocument, id, { status: 'submitted', ...submitted, ...answer });
      await this.record(tx, actorId, 'document_submitted', id, { version: document.version });
      await this.post.tellOfficers(tx, programme.cityId, submittedLetter(programme, document));
    });
  }

  /** The city accepts it or returns it. @throws Refused not_found, programmes.closed, programmes.document_not_submitted, and what answer.policy.ts says */
  async answer(viewer: Viewer, programmeId: number, id: number, said: Answer): Promise<void> {
    const now = this.clock.now();
    const work = async (tx: EntityManager, programme: ProgrammeWithCity, document: ContractDocument): Promise<void> => {
      const refused = whyNotAnswer(said, todayAt(now));
      if (refused) throw refused;
      const { outcome, comment: answer, onPaper } = said;
      const answered = { status: outcome, answer, onPaper, answeredAt: now, answeredBy: viewer.id };
      await tx.update(ContractDocument, id, answered);
      await this.record(tx, viewer.id, `document_${outcome}`, id, { answer, onPaper });
      await this.post.tellManagers(tx, answeredLetter(programme, { ...document, answer }, outcome));
      if (onPaper === null) return;
      const what = { key: 'programmes:due.typed', title: document.title };
      await this.post.tellOfficers(tx, programme.cityId, recordedLetter(what, said, paths.document(programme.id, id)));
    };
    await this.change(programmeId, id, whyNoAnswer, work, viewer);
  }

  /** @param viewer who has to be able to read it; none: a manager, who reads all */
  private async change(
    programmeId: number,
    id: number,
    whyNot: (document: ContractDocument) => Refused | undefined,
    work: (tx: EntityManager, programme: ProgrammeWithCity, document: ContractDocument) => Promise<void>,
    viewer?: Viewer,
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.database.lock(tx, 'programme', programmeId);
      if (viewer) await programmeFor(tx, viewer, programmeId);
      const programme = await openProgramme(tx, programmeId, 'answer');
      const document = await documentOf(tx, programmeId, id);
      const refused = whyNot(document);
      if (refused) throw refused;
      await work(tx, programme, document);
    });
  }

  private async record(
    tx: EntityManager,
    actorId: number,
    verb: 'document_written' | 'document_submitted' | 'document_accepted' | 'document_returned',
    id: number,
    detail: Record<string, unknown>,
  ): Promise<void> {
    const subject = { kind: 'contract_document', id };
    await this.audit.record(tx, { actorId, subject, detail, action: `programmes.${verb}` });
  }
}

/** 0: there is none yet. Under the lock of the programme, so that no number is given twice. */
async function lastNumber(tx: EntityManager, programmeId: number): Promise<number> {
  const [last] = await tx.find(ContractDocument, {
    where: { programmeId, number: Not(IsNull()) },
    order: { number: 'DESC' },
    take: 1,
  });
  return last?.number ?? 0;
}

/** One statement. @throws Refused not_found */
export async function documentOf(manager: EntityManager, programmeId: number, id: number): Promise<ContractDocument> {
  const document = await manager.findOneBy(ContractDocument, { id, programmeId });
  if (!document) throw notFound();
  return document;
}

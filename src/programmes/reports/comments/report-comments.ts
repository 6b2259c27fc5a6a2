import { Injectable } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';
import { Audit } from '../../../platform/audit/audit.js';
import { Clock } from '../../../platform/clock.js';
import { Database } from '../../../platform/database/database.js';
import { invalid, notFound } from '../../../platform/errors.js';
import type { Viewer } from '../../../platform/web/viewer.js';
import { withAuthors } from '../../comments/with-authors.js';
import { programmeFor } from '../../contract/readable.js';
import { MonthlyReport } from '../monthly-report.entity.js';
import type { ReportContent } from '../report-content.js';
import type { RemarkForm, RemarkQuery } from '../report-forms.js';
import { ReportPost } from '../report-post.js';
import { sectionsOf } from '../report-sections.js';
import { ReportVersion } from '../report-version.entity.js';
import type { ReportKey } from '../reports.js';
import { figureNamed } from './figure.policy.js';
import { ReportComment } from './report-comment.entity.js';

export interface WrittenComment extends Omit<ReportComment, 'versionId' | 'writtenBy'> {
  author: string;
}

/** What officers and managers say about single figures of a report that was submitted. */
@Injectable()
export class ReportComments {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly post: ReportPost,
  ) {}

  /** Of one version, in the order in which they were written. One statement. */
  of(manager: EntityManager, versionId: number): Promise<WrittenComment[]> {
    return withAuthors(
      manager
        .createQueryBuilder(ReportComment, 'comment')
        .where('comment.version_id = :versionId', { versionId })
        .orderBy('comment.id'),
    );
  }

  /** The other side is told by mail. @returns its id @throws Refused not_found; platform.unknown_choice where there is no such figure or comment */
  async write(viewer: Viewer, { month, programmeId }: ReportKey, to: RemarkQuery, form: RemarkForm): Promise<number> {
    return this.database.transaction(async (tx) => {
      const programme = await programmeFor(tx, viewer, programmeId);
      const report = await tx.findOneBy(MonthlyReport, { month, programmeId });
      const version = report && (await this.version(tx, report, to.version));
      if (!version) throw notFound();
      const answered =
        to.answer === undefined
          ? null
          : await tx.findOneBy(ReportComment, { id: to.answer, versionId: version.id, answersId: IsNull() });
      const figure = answered?.figure ?? to.figure;
      const sections = sectionsOf(JSON.parse(version.content) as ReportContent);
      if (figure === undefined || !figureNamed(sections, figure)) throw invalid('remark', 'platform.unknown_choice');
      const said = { versionId: version.id, figure, answersId: answered?.id ?? null, text: form.remark };
      const row = tx.create(ReportComment, { ...said, writtenAt: this.clock.now(), writtenBy: viewer.id });
      const { id } = await tx.save(row);
      await this.audit.record(tx, {
        actorId: viewer.id,
        action: 'reports.commented',
        subject: { kind: 'monthly_report', id: report.id },
        detail: { month, programmeId, version: version.version, figure },
      });
      await this.post.commented(tx, programme, month, viewer);
      return id;
    });
  }

  private version(tx: EntityManager, report: MonthlyReport, version: number): Promise<ReportVersion | null> {
    return tx.findOne(ReportVersion, {
      select: { id: true, version: true, content: true },
      where: { reportId: report.id, version },
    });
  }
}

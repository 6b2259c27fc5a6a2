import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { conflict, invalid, notFound, Refused } from '../../platform/errors.js';
import { todayAt } from '../../platform/time.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { AttendanceLocks } from '../../training/roll-call/attendance-locks.js';
import { type Answer, whyNotAnswer } from '../answers/answer.policy.js';
import { type ProgrammeWithCity, programmeFor } from '../contract/readable.js';
import { MonthlyReport } from './monthly-report.entity.js';
import { ReportContents, sha256 } from './report-contents.js';
import { daysOf, lastDayOf } from './report-figures.js';
import type { WordsForm } from './report-forms.js';
import { ReportPdf } from './report-pdf.js';
import { ReportPost } from './report-post.js';
import { type Step, whyNoReport, whyNotNow } from './report-steps.policy.js';
import { ReportVersion } from './report-version.entity.js';

/** Which report. */
export interface ReportKey {
  /** `2026-10` */
  month: string;
  programmeId: number;
}

interface Held {
  report: MonthlyReport;
  programme: ProgrammeWithCity;
}

/** What is done with monthly reports. Each step is one transaction, put down in the audit trail and told by mail. */
@Injectable()
export class Reports {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly locks: AttendanceLocks,
    private readonly contents: ReportContents,
    private readonly pdf: ReportPdf,
    private readonly post: ReportPost,
  ) {}

  /** Begins the report of a month by hand; one that is there stays as it is. @throws Refused not_found; at `month` */
  async begin(viewer: Viewer, programmeId: number, month: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const programme = await programmeFor(tx, viewer, programmeId);
      const code = whyNoReport(month, programme, todayAt(this.clock.now()));
      if (code) throw invalid('month', code);
      await this.compile(tx, programme, month, viewer.id);
    });
  }

  /** @returns whether it is new. Two who compile at once make one. */
  async compile(
    tx: EntityManager,
    programme: ProgrammeWithCity,
    month: string,
    createdBy: number | null,
  ): Promise<boolean> {
    const now = this.clock.now();
    await this.database.lock(tx, 'monthly-report', `${programme.id} ${month}`);
    if (await tx.existsBy(MonthlyReport, { programmeId: programme.id, month })) return false;
    const row = {
      programmeId: programme.id,
      month,
      status: 'draft' as const,
      createdAt: now,
      createdBy,
      changedAt: now,
    };
    const report = await tx.save(tx.create(MonthlyReport, row));
    await this.contents.build(tx, programme, report, 1); // what cannot be counted is known now, and not on the day of submission
    await this.note(tx, 'reports.compiled', createdBy, report);
    if (createdBy === null) await this.post.compiled(tx, programme, month);
    return true;
  }

  /** @throws Refused not_found, reports.frozen, reports.stale */
  async write(viewer: Viewer, key: ReportKey, { revision, ...words }: WordsForm): Promise<Held> {
    return this.database.transaction(async (tx) => {
      const { report, programme } = await this.hold(tx, viewer, key, 'write');
      if (report.revision !== revision) throw new Refused('conflict', 'reports.stale');
      const change = { ...words, revision: revision + 1, changedAt: this.clock.now() };
      await tx.update(MonthlyReport, report.id, change);
      await this.note(tx, 'reports.written', viewer.id, report);
      return { report, programme };
    });
  }

  /** Freezes figures, words and charts as a new version. @throws Refused not_found, reports.submitted_already, reports.month_not_over */
  async submit(viewer: Viewer, key: ReportKey): Promise<Held> {
    return this.database.transaction(async (tx) => {
      const { report, programme } = await this.hold(tx, viewer, key, 'submit');
      const version = 1 + ((await tx.maximum(ReportVersion, 'version', { reportId: report.id })) ?? 0);
      const content = await this.contents.build(tx, programme, report, version);
      const text = JSON.stringify(content);
      const pdf = await this.pdf.print(tx, content, { draft: false });
      const submitted = { submittedAt: this.clock.now(), submittedBy: viewer.id };
      const hashes = { contentHash: sha256(text), pdfHash: sha256(pdf) };
      await tx.insert(ReportVersion, {
        reportId: report.id,
        version,
        reason: report.reason,
        content: text,
        pdf,
        ...hashes,
        ...submitted,
      });
      await this.turn(tx, report, 'submitted');
      await this.note(tx, 'reports.submitted', viewer.id, report, { version, ...hashes });
      await this.post.submitted(tx, programme, report.month);
      return { report, programme };
    });
  }

  /** @throws Refused not_found, reports.nothing_to_decide, and what answer.policy.ts says */
  async decide(viewer: Viewer, key: ReportKey, said: Answer): Promise<Held> {
    const { outcome, comment, onPaper } = said;
    return this.database.transaction(async (tx) => {
      const { report, programme } = await this.hold(tx, viewer, key, 'decide');
      const refused = whyNotAnswer(said, todayAt(this.clock.now()));
      if (refused) throw refused;
      if (outcome === 'accepted') await this.locks.close(tx, `${report.month}-01`);
      const version = (await tx.maximum(ReportVersion, 'version', { reportId: report.id }))!;
      const decided = { outcome, comment, onPaper, decidedAt: this.clock.now(), decidedBy: viewer.id };
      await tx.update(ReportVersion, { reportId: report.id, version }, decided);
      await this.turn(tx, report, outcome);
      const action = outcome === 'accepted' ? 'reports.accepted' : 'reports.returned';
      await this.note(tx, action, viewer.id, report, { version, onPaper });
      await this.post.decided(tx, programme, report.month, said);
      return { report, programme };
    });
  }

  /** Opens what was accepted for a new version; attendance of the month can be put right until that is accepted. @throws Refused not_found, reports.not_accepted */
  async reopen(viewer: Viewer, key: ReportKey, reason: string): Promise<Held> {
    return this.database.transaction(async (tx) => {
      const { report, programme } = await this.hold(tx, viewer, key, 'reopen');
      await this.turn(tx, report, 'draft', reason);
      await this.note(tx, 'reports.reopened', viewer.id, report, { reason });
      await this.post.reopened(tx, programme, report.month);
      return { report, programme };
    });
  }

  /** A report that this person may reach, in a state in which the step can be done. Nobody else does one until the end. */
  async hold(tx: EntityManager, viewer: Viewer, { month, programmeId }: ReportKey, step: Step): Promise<Held> {
    const programme = await programmeFor(tx, viewer, programmeId);
    await this.database.lock(tx, 'monthly-report', `${programmeId} ${month}`);
    const report = await tx.findOneBy(MonthlyReport, { month, programmeId });
    if (!report) throw notFound();
    const today = todayAt(this.clock.now());
    const lastDay = daysOf(programme, report.month, lastDayOf(report.month)).to;
    const code = whyNotNow(step, { status: report.status, lastDay, today });
    if (code) throw conflict('report', code);
    return { report, programme };
  }

  private async turn(
    tx: EntityManager,
    { id }: MonthlyReport,
    status: MonthlyReport['status'],
    reason?: string,
  ): Promise<void> {
    const change = { status, changedAt: this.clock.now() };
    await tx.update(MonthlyReport, id, reason === undefined ? change : { ...change, reason });
  }

  private note(
    tx: EntityManager,
    action: `reports.${string}`,
    actorId: number | null,
    { id, month, programmeId }: MonthlyReport,
    detail: Record<string, unknown> = {},
  ): Promise<void> {
    const subject = { kind: 'monthly_report', id };
    return this.audit.record(tx, { actorId, action, subject, detail: { month, programmeId, ...detail } });
  }
}

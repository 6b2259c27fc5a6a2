import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { User } from '../../accounts/user.entity.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { notFound } from '../../platform/errors.js';
import { todayAt } from '../../platform/time.js';
import { isOne, type Viewer } from '../../platform/web/viewer.js';
import { MANAGERS, type ProgrammeWithCity, programmesFor } from '../contract/readable.js';
import { ReportComments, type WrittenComment } from './comments/report-comments.js';
import { MonthlyReport } from './monthly-report.entity.js';
import type { Correction, ReportContent } from './report-content.js';
import { ReportContents, sha256 } from './report-contents.js';
import { MonthFigures } from './report-figures.js';
import type { ReportQuery } from './report-forms.js';
import { ReportPdf } from './report-pdf.js';
import { mayRead, toldOf } from './report-status.view.js';
import { isLive } from './report-steps.policy.js';
import { ReportVersion } from './report-version.entity.js';

/** A version without its content. */
export type VersionRow = Omit<ReportVersion, 'content' | 'pdf'>;

export interface ListedReport {
  report: MonthlyReport;
  programme: ProgrammeWithCity;
  /** By number. */
  versions: VersionRow[];
}

export interface OpenReport extends ListedReport {
  content: ReportContent;
  /** The version that is shown; none: a draft, computed now. */
  shown: VersionRow | undefined;
  /** Of what is frozen: it is what was submitted, by its hash. */
  genuine: boolean;
  /** What has changed since, where the latest version is shown. */
  changes: Correction[];
  /** What was said of the version that is shown, or of the one before this draft, with what that says. */
  commented: { version: number; comments: WrittenComment[]; content: ReportContent } | undefined;
  /** Names of those who submitted and decided. */
  names: ReadonlyMap<number, string>;
  /** Other programmes that have a report of the month. */
  others: ProgrammeWithCity[];
}

/** Finds reports for those who may read them: officers what was submitted to their cities, managers drafts too. */
@Injectable()
export class ReportReading {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly contents: ReportContents,
    private readonly figures: MonthFigures,
    private readonly pdf: ReportPdf,
    private readonly comments: ReportComments,
  ) {}

  /** The latest month first. Two statements. @param month none: all */
  async list(viewer: Viewer, month?: string): Promise<{ reports: ListedReport[]; programmes: ProgrammeWithCity[] }> {
    const { reader } = this.database;
    const programmes = await programmesFor(reader, viewer);
    const byId = new Map(programmes.map((one) => [one.id, one]));
    const reports = await reportsOf(reader, [...byId.keys()], month);
    const listed = reports.map(({ versions, ...report }) => {
      return { report, programme: byId.get(report.programmeId)!, versions };
    });
    return { reports: listed.filter((one) => mayRead(viewer, toldOf(one))), programmes };
  }

  /** @throws Refused not_found, for what is not for this person too */
  async open(viewer: Viewer, month: string, { programme, version }: ReportQuery): Promise<OpenReport> {
    const { reports } = await this.list(viewer, month);
    const listed = reports.find((one) => programme === undefined || one.programme.id === programme);
    if (!listed) throw notFound();
    const live = version === undefined && isLive(listed.report.status) && isOne(viewer, MANAGERS);
    const shown = live ? undefined : pick(listed.versions, version);
    if (!live && !shown) throw notFound();
    const frozen = shown && (await this.frozen(shown));
    const isLatest = shown !== undefined && shown === listed.versions.at(-1) && shown.outcome !== 'returned';
    return {
      ...listed,
      shown,
      content: frozen?.content ?? (await this.draft(listed)),
      genuine: frozen?.genuine ?? true,
      changes: isLatest ? await this.changes(listed) : [],
      commented: await this.commented(shown ?? listed.versions.at(-1), shown && frozen?.content),
      names: await namesIn(this.database.reader, listed.versions),
      others: reports.filter((one) => one !== listed).map((one) => one.programme),
    };
  }

  /** As it was submitted; of a draft, as it would be now. */
  async print({ shown, content }: OpenReport): Promise<Buffer> {
    const { reader } = this.database;
    if (!shown) return this.pdf.print(reader, content, { draft: true });
    const { pdf } = await reader.findOneOrFail(ReportVersion, {
      select: { id: true, pdf: true },
      where: { id: shown.id },
    });
    return pdf;
  }

  private async frozen({ id, contentHash }: VersionRow): Promise<{ content: ReportContent; genuine: boolean }> {
    const { content } = await this.database.reader.findOneOrFail(ReportVersion, {
      select: { id: true, content: true },
      where: { id },
    });
    return { content: JSON.parse(content) as ReportContent, genuine: sha256(content) === contentHash };
  }

  private async commented(
    version: VersionRow | undefined,
    content: ReportContent | undefined,
  ): Promise<OpenReport['commented']> {
    if (!version) return undefined;
    const comments = await this.comments.of(this.database.reader, version.id);
    const { version: number } = version;
    if (comments.length === 0) return content && { version: number, comments, content };
    return { version: number, comments, content: content ?? (await this.frozen(version)).content };
  }

  private draft({ report, programme, versions }: ListedReport): Promise<ReportContent> {
    return this.contents.build(this.database.reader, programme, report, (versions.at(-1)?.version ?? 0) + 1);
  }

  private changes({ report, programme }: ListedReport): Promise<Correction[]> {
    const today = todayAt(this.clock.now());
    return this.figures.changesSince(this.database.reader, programme, report.month, today);
  }
}

function pick(versions: readonly VersionRow[], version: number | undefined): VersionRow | undefined {
  return version === undefined ? versions.at(-1) : versions.find((one) => one.version === version);
}

/** With their versions, the latest month first. One statement. @param month none: all */
function reportsOf(
  manager: EntityManager,
  programmeIds: readonly number[],
  month: string | undefined,
): Promise<(MonthlyReport & { versions: VersionRow[] })[]> {
  const query = manager
    .createQueryBuilder(MonthlyReport, 'report')
    .leftJoinAndMapMany('report.versions', ReportVersion, 'version', 'version.report_id = report.id')
    .where('report.programme_id IN (:...programmeIds)', { programmeIds: [0, ...programmeIds] })
    .orderBy({ 'report.month': 'DESC', 'report.programme_id': 'DESC', 'version.version': 'ASC' });
  if (month !== undefined) query.andWhere('report.month = :month', { month });
  return query.getMany() as Promise<(MonthlyReport & { versions: VersionRow[] })[]>;
}

async function namesIn(manager: EntityManager, versions: readonly VersionRow[]): Promise<Map<number, string>> {
  const ids = versions.flatMap(({ submittedBy, decidedBy }) => [submittedBy, decidedBy ?? 0]);
  const users = await manager.find(User, { select: { id: true, name: true }, where: { id: In([0, ...ids]) } });
  return new Map(users.map(({ id, name }) => [id, name]));
}

import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { invalid, notFound } from '../../platform/errors.js';
import { isOne, type Viewer } from '../../platform/web/viewer.js';
import { readPicture } from '../../venues/pictures/picture.policy.js';
import { redrawn } from '../../venues/pictures/redraw.js';
import { MANAGERS } from '../contract/readable.js';
import { ReportPicture } from './report-picture.entity.js';
import { ReportReading } from './report-reading.js';
import { type ReportKey, Reports } from './reports.js';

const MOST_PICTURES = 6;
/** Half the width of a page, at 300 dots an inch. */
const LONGEST_SIDE = 1200;

/** Pictures of a report. They change while it is a draft; what was submitted keeps its own. */
@Injectable()
export class ReportPictures {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly reports: Reports,
    private readonly reading: ReportReading,
  ) {}

  /** @throws Refused not_found, reports.frozen; at `picture` */
  async add(viewer: Viewer, key: ReportKey, caption: string, file: Buffer | undefined): Promise<void> {
    if (!file) throw invalid('picture', 'reports.picture_missing');
    const read = readPicture(file);
    if (typeof read === 'string') throw invalid('picture', `venues.${read}`);
    const { content, facts } = await redrawn(file, read, { longestSide: LONGEST_SIDE, jpeg: true });
    await this.database.transaction(async (tx) => {
      const { report } = await this.reports.hold(tx, viewer, key, 'write');
      const others = await tx.countBy(ReportPicture, { reportId: report.id, removedAt: IsNull() });
      if (others >= MOST_PICTURES) throw invalid('picture', 'reports.too_many_pictures', { maximum: MOST_PICTURES });
      const { width, height } = facts;
      const by = { addedAt: this.clock.now(), addedBy: viewer.id };
      const { id } = await tx.save(
        tx.create(ReportPicture, { reportId: report.id, caption, content, width, height, ...by }),
      );
      await this.note(tx, 'reports.picture_added', viewer, id, report.id);
    });
  }

  /** @throws Refused not_found, reports.frozen */
  async remove(viewer: Viewer, key: ReportKey, id: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { report } = await this.reports.hold(tx, viewer, key, 'write');
      const removed = await tx.update(
        ReportPicture,
        { id, reportId: report.id, removedAt: IsNull() },
        { removedAt: this.clock.now() },
      );
      if (removed.affected !== 1) throw notFound();
      await this.note(tx, 'reports.picture_removed', viewer, id, report.id);
    });
  }

  /** Officers see those that had been there when it was last submitted. @throws Refused not_found */
  async show(viewer: Viewer, { month, programmeId }: ReportKey, id: number): Promise<Buffer> {
    const { reports } = await this.reading.list(viewer, month);
    const listed = reports.find(({ programme }) => programme.id === programmeId);
    const picture = listed && (await this.find(listed.report.id, id));
    const submittedAt = listed?.versions.at(-1)?.submittedAt.epochMilliseconds ?? 0;
    if (!picture || (!isOne(viewer, MANAGERS) && picture.addedAt.epochMilliseconds > submittedAt)) throw notFound();
    return picture.content;
  }

  private find(reportId: number, id: number): Promise<ReportPicture | null> {
    return this.database.reader.findOne(ReportPicture, {
      select: { id: true, addedAt: true, content: true },
      where: { id, reportId },
    });
  }

  private note(
    tx: Parameters<Audit['record']>[0],
    action: `reports.${string}`,
    { id: actorId }: Viewer,
    id: number,
    reportId: number,
  ): Promise<void> {
    return this.audit.record(tx, { actorId, action, subject: { kind: 'report_picture', id }, detail: { reportId } });
  }
}

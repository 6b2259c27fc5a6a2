import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { monthsBetween, todayAt } from '../../platform/time.js';
import type { ProgrammeWithCity } from '../contract/readable.js';
import type { MonthlyReport } from './monthly-report.entity.js';
import type { Cover, ReportContent, ReportPictureRef } from './report-content.js';
import { MonthFigures } from './report-figures.js';
import { ReportPicture } from './report-picture.entity.js';

/** Puts together what a report says, as of now. */
@Injectable()
export class ReportContents {
  constructor(
    private readonly clock: Clock,
    private readonly figures: MonthFigures,
  ) {}

  /** Plain data, as it comes back from JSON. */
  async build(
    manager: EntityManager,
    programme: ProgrammeWithCity,
    { id, month, activities, issues, nextMonth, reason }: MonthlyReport,
    version: number,
  ): Promise<ReportContent> {
    const now = this.clock.now();
    const content: ReportContent = {
      month,
      number: monthsBetween(programme.fromDate, month) + 1,
      version,
      reason,
      date: todayAt(now),
      programme: coverOf(programme),
      words: { activities, issues, nextMonth },
      figures: await this.figures.read(manager, programme, month, now),
      pictures: await this.pictures(manager, id),
    };
    return JSON.parse(JSON.stringify(content)) as ReportContent;
  }

  private async pictures(manager: EntityManager, reportId: number): Promise<ReportPictureRef[]> {
    const rows = await manager.find(ReportPicture, {
      select: { id: true, caption: true, width: true, height: true, content: true },
      where: { reportId, removedAt: IsNull() },
      order: { id: 'ASC' },
    });
    return rows.map(({ content, ...picture }) => ({ ...picture, hash: sha256(content) }));
  }
}

export function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

function coverOf(programme: ProgrammeWithCity): Cover {
  const { id, title, city, department, addressee, operatorName, operatorAddress, operatorRepresentative } = programme;
  const { responsibleName, contractNumber, fromDate, toDate } = programme;
  const operator = { operatorName, operatorAddress, operatorRepresentative, responsibleName };
  return { id, title, city, department, addressee, ...operator, contractNumber, fromDate, toDate };
}

import type { EntityManager } from 'typeorm';
import { MonthlyReport } from './monthly-report.entity.js';
import { fromSql, type Raw } from '../../platform/database/columns.js';
import type { Moment } from '../../platform/time.js';
import type { ReportContent } from './report-content.js';
import { ReportVersion } from './report-version.entity.js';

/** What the city was told of a month, and when. */
export interface Told {
  content: ReportContent;
  submittedAt: Moment;
}

/** What the city holds: of each month of a programme the latest version that was not returned, by month. One statement. */
export async function toldContents(manager: EntityManager, programmeId: number): Promise<Told[]> {
  const rows = await manager
    .createQueryBuilder(ReportVersion, 'version')
    .innerJoin(MonthlyReport, 'report', 'report.id = version.report_id')
    .select(['version.content AS "content"', 'version.submitted_at AS "submittedAt"'])
    .where('report.programme_id = :programmeId', { programmeId })
    .andWhere(
      `version.version = (SELECT MAX(other.version) FROM report_version other
        WHERE other.report_id = report.id AND (other.outcome IS NULL OR other.outcome = 'accepted'))`,
    )
    .orderBy('report.month')
    .getRawMany<Raw<Omit<Told, 'content'> & { content: string }>>();
  return rows.map(({ content, submittedAt }) => {
    return { content: JSON.parse(content) as ReportContent, submittedAt: fromSql(submittedAt) };
  });
}

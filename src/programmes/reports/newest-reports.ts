import type { EntityManager } from 'typeorm';
import type { Viewer } from '../../platform/web/viewer.js';
import type { ProgrammeWithCity } from '../contract/readable.js';
import { MonthlyReport } from './monthly-report.entity.js';
import { type ListedReport, mayRead, versionsOf } from './report-reading.js';

/** A year of them. */
const NEWEST = 12;

/** Those of a programme that this person may read, the latest month first. Two statements. */
export async function newestReports(
  manager: EntityManager,
  viewer: Viewer,
  programme: ProgrammeWithCity,
): Promise<ListedReport[]> {
  const reports = await manager.find(MonthlyReport, {
    where: { programmeId: programme.id },
    order: { month: 'DESC' },
    take: NEWEST,
  });
  const versions = await versionsOf(manager, reports);
  return reports
    .map((report) => ({ report, programme, versions: versions.get(report.id) ?? [] }))
    .filter((one) => mayRead(viewer, one));
}

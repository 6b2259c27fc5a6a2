import type { EntityManager } from 'typeorm';
import { ask, places } from '../../platform/database/ask.js';
import type { ContractDocument } from '../documents/contract-document.entity.js';
import type { MonthlyReport } from '../reports/monthly-report.entity.js';
import type { ReportVersion } from '../reports/report-version.entity.js';
import type { Task } from '../schedule/task.entity.js';

/** What goes between a city and an operator, as far as lists tell of it. */
export type Paper =
  | ({ part: 'document' } & Pick<ContractDocument, 'id' | 'programmeId' | 'title' | 'status' | 'dueDate'>)
  | ({ part: 'task' } & Pick<Task, 'id' | 'programmeId' | 'title' | 'planFrom' | 'planTo' | 'actualFrom' | 'actualTo'>)
  | ReportPaper;

export interface ReportPaper extends Pick<MonthlyReport, 'id' | 'programmeId' | 'month' | 'status'> {
  part: 'report';
  /** How often it was submitted. */
  version: number;
  /** What the city said of it last. */
  outcome: ReportVersion['outcome'];
}

/** Documents, lines of the schedule and monthly reports of programmes, the latest month first. One statement. */
export function papersOf(manager: EntityManager, programmeIds: readonly number[]): Promise<Paper[]> {
  const ids = [0, ...programmeIds];
  const of = (before: number): string => `IN (${places(ids, before * ids.length)})`;
  return ask<Paper>(
    manager,
    `SELECT 'document' AS "part", id AS "id", programme_id AS "programmeId", title AS "title", status AS "status",
       due_date AS "dueDate", CAST(NULL AS text) AS "planFrom", CAST(NULL AS text) AS "planTo",
       CAST(NULL AS text) AS "actualFrom", CAST(NULL AS text) AS "actualTo", CAST(NULL AS text) AS "month",
       0 AS "version", CAST(NULL AS text) AS "outcome"
     FROM contract_document WHERE programme_id ${of(0)}
     UNION ALL
     SELECT 'task', id, programme_id, title, NULL, NULL, plan_from, plan_to, actual_from, actual_to, NULL, 0, NULL
     FROM programme_task WHERE programme_id ${of(1)}
     UNION ALL
     SELECT 'report', report.id, report.programme_id, NULL, report.status, NULL, NULL, NULL, NULL, NULL, report.month,
       COALESCE(latest.version, 0), latest.outcome
     FROM monthly_report report LEFT JOIN report_version latest ON latest.report_id = report.id
       AND latest.version = (SELECT MAX(version) FROM report_version other WHERE other.report_id = report.id)
     WHERE report.programme_id ${of(2)}
     ORDER BY "month" DESC, "id"`,
    [...ids, ...ids, ...ids],
  );
}

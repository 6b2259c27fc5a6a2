import type { Database as Connection } from 'better-sqlite3';
import { addMonths, type DateText, firstOfMonth } from '../../src/platform/time.js';
import { STAFF, stored } from './world-base.js';

export interface ReportWorld {
  /** The last month that is over, `2026-10`: its report is a draft, compiled anew whenever it is looked at. */
  month: string;
}

/** A programme over all the years to which the venue and all courses belong, with one target. */
export function fillReport(connection: Connection, today: DateText): ReportWorld {
  const now = stored(today, 0);
  const month = addMonths(firstOfMonth(today), -1).slice(0, 7);
  connection.exec(`
    INSERT INTO city (id, name, created_at) VALUES (1, '小平市', '${now}');
    INSERT INTO programme (id, city_id, title, addressee, operator_name, contract_date, from_date, to_date, status, created_at,
      changed_at)
    VALUES (1, 1, '就労推進事業', '小平市長 様', '運営事務局', '2000-04-01', '2000-04-01', '2099-03-31', 'open', '${now}', '${now}');
    INSERT INTO programme_venue (programme_id, venue_id) VALUES (1, 1);
    INSERT INTO programme_course (programme_id, course_id) SELECT 1, id FROM course;
    INSERT INTO programme_target (id, programme_id, indicator, title, measure, categories, position)
    VALUES (1, 1, 'training_participants', '受講者', 'total', '[]', 1);
    INSERT INTO target_milestone (target_id, date, value) VALUES (1, '2099-03-31', 1000000);
    INSERT INTO monthly_report (programme_id, month, status, created_at, created_by, changed_at)
    VALUES (1, '${month}', 'draft', '${now}', ${STAFF}, '${now}')`);
  return { month };
}

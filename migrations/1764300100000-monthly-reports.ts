import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf, run } from './dialect.js';

/** Monthly reports, what was submitted of each, and their pictures. */
export class MonthlyReports1764300100000 implements MigrationInterface {
  name = 'MonthlyReports1764300100000';

  async up(runner: QueryRunner): Promise<void> {
    const sql = dialectOf(runner);
    await run(
      runner,
      `CREATE TABLE monthly_report (
        id ${sql.id}, programme_id integer NOT NULL REFERENCES programme (id), month text NOT NULL,
        status text NOT NULL, activities text, issues text, next_month text, reason text,
        revision integer NOT NULL DEFAULT 0, created_at ${sql.moment} NOT NULL,
        created_by integer REFERENCES app_user (id), changed_at ${sql.moment} NOT NULL,
        CONSTRAINT monthly_report_once UNIQUE (programme_id, month))`,
      `CREATE TABLE report_version (
        id ${sql.id}, report_id integer NOT NULL REFERENCES monthly_report (id), version integer NOT NULL, reason text,
        content text NOT NULL, content_hash text NOT NULL, pdf ${sql.bytes} NOT NULL, pdf_hash text NOT NULL,
        submitted_at ${sql.moment} NOT NULL, submitted_by integer NOT NULL REFERENCES app_user (id),
        outcome text, comment text, decided_at ${sql.moment}, decided_by integer REFERENCES app_user (id),
        CONSTRAINT report_version_once UNIQUE (report_id, version))`,
      `CREATE TABLE report_picture (
        id ${sql.id}, report_id integer NOT NULL REFERENCES monthly_report (id), caption text NOT NULL,
        content ${sql.bytes} NOT NULL, width integer NOT NULL, height integer NOT NULL,
        added_at ${sql.moment} NOT NULL, added_by integer NOT NULL REFERENCES app_user (id),
        removed_at ${sql.moment})`,
      `CREATE INDEX report_picture_report ON report_picture (report_id)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, `DROP TABLE report_picture`, `DROP TABLE report_version`, `DROP TABLE monthly_report`);
  }
}

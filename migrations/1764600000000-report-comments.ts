import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf, run } from './dialect.js';

/** What the city and the house say about single figures of a report that was submitted. */
export class ReportComments1764600000000 implements MigrationInterface {
  name = 'ReportComments1764600000000';

  async up(runner: QueryRunner): Promise<void> {
    const sql = dialectOf(runner);
    await run(
      runner,
      `CREATE TABLE report_comment (
        id ${sql.id}, version_id integer NOT NULL REFERENCES report_version (id), figure text NOT NULL,
        answers_id integer REFERENCES report_comment (id), text text NOT NULL, written_at ${sql.moment} NOT NULL,
        written_by integer NOT NULL REFERENCES app_user (id))`,
      `CREATE INDEX report_comment_version ON report_comment (version_id)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, `DROP TABLE report_comment`);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf, run } from './dialect.js';

/** What a course leaves with people: certificates; and what goes with it: a picture, files and links. */
export class Certificates1764100300000 implements MigrationInterface {
  name = 'Certificates1764100300000';

  async up(runner: QueryRunner): Promise<void> {
    const sql = dialectOf(runner);
    await run(
      runner,
      `CREATE TABLE certificate (
        id ${sql.id}, code text NOT NULL, fiscal_year integer NOT NULL, number integer NOT NULL,
        course_id integer NOT NULL REFERENCES course (id), user_id integer NOT NULL REFERENCES app_user (id),
        name text NOT NULL, course_title text NOT NULL, issuer text, held integer NOT NULL, attended integer NOT NULL,
        issued_on text NOT NULL, issued_at ${sql.moment} NOT NULL,
        issued_by integer NOT NULL REFERENCES app_user (id), revoked_at ${sql.moment},
        revoked_by integer REFERENCES app_user (id), revoke_reason text)`,
      `CREATE UNIQUE INDEX certificate_code ON certificate (code)`,
      `CREATE UNIQUE INDEX certificate_number ON certificate (fiscal_year, number)`,
      `CREATE UNIQUE INDEX certificate_one ON certificate (course_id, user_id) WHERE revoked_at IS NULL`,
      `CREATE INDEX certificate_user ON certificate (user_id)`,
      `CREATE TABLE course_picture (
        id ${sql.id}, course_id integer NOT NULL REFERENCES course (id), alt text NOT NULL, media_type text NOT NULL,
        content ${sql.bytes} NOT NULL, width integer NOT NULL, height integer NOT NULL)`,
      `CREATE UNIQUE INDEX course_picture_course ON course_picture (course_id)`,
      `CREATE TABLE course_material (
        id ${sql.id}, course_id integer NOT NULL REFERENCES course (id), title text NOT NULL, url text,
        file_name text, media_type text, size integer, content ${sql.bytes}, position integer NOT NULL,
        added_at ${sql.moment} NOT NULL, added_by integer NOT NULL REFERENCES app_user (id),
        CONSTRAINT course_material_one CHECK ((url IS NULL) <> (content IS NULL)))`,
      `CREATE INDEX course_material_course ON course_material (course_id, position)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, `DROP TABLE course_material`, `DROP TABLE course_picture`, `DROP TABLE certificate`);
  }
}

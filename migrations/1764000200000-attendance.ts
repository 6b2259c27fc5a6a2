import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf, run } from './dialect.js';

/** What was said of who came, row after row, and those who came without being members. */
export class Attendance1764000200000 implements MigrationInterface {
  name = 'Attendance1764000200000';

  async up(runner: QueryRunner): Promise<void> {
    const sql = dialectOf(runner);
    await run(
      runner,
      `CREATE TABLE walk_in (
        id ${sql.id}, session_id integer NOT NULL REFERENCES training_session (id), name text NOT NULL, kana text,
        added_at ${sql.moment} NOT NULL, added_by integer NOT NULL REFERENCES app_user (id), tap text)`,
      `CREATE INDEX walk_in_session ON walk_in (session_id)`,
      `CREATE UNIQUE INDEX walk_in_tap ON walk_in (tap) WHERE tap IS NOT NULL`,
      `CREATE TABLE walk_in_merge (
        id ${sql.id}, walk_in_id integer NOT NULL REFERENCES walk_in (id), user_id integer REFERENCES app_user (id),
        into_walk_in_id integer REFERENCES walk_in (id), merged_at ${sql.moment} NOT NULL,
        merged_by integer NOT NULL REFERENCES app_user (id),
        CONSTRAINT walk_in_merge_one CHECK ((user_id IS NULL) <> (into_walk_in_id IS NULL)))`,
      `CREATE INDEX walk_in_merge_walk_in ON walk_in_merge (walk_in_id)`,
      `CREATE TABLE attendance (
        id ${sql.id}, session_id integer NOT NULL REFERENCES training_session (id),
        seat_id integer REFERENCES session_seat (id), user_id integer REFERENCES app_user (id),
        walk_in_id integer REFERENCES walk_in (id), status text, from_status text,
        marked_at ${sql.moment} NOT NULL, marked_by integer NOT NULL REFERENCES app_user (id), means text NOT NULL,
        reason text, tap text,
        CONSTRAINT attendance_one CHECK ((user_id IS NULL) <> (walk_in_id IS NULL)))`,
      `CREATE INDEX attendance_session ON attendance (session_id)`,
      `CREATE INDEX attendance_user ON attendance (user_id)`,
      `CREATE UNIQUE INDEX attendance_tap ON attendance (tap) WHERE tap IS NOT NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, `DROP TABLE attendance`, `DROP TABLE walk_in_merge`, `DROP TABLE walk_in`);
  }
}

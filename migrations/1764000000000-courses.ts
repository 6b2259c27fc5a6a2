import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf, run } from './dialect.js';

/** Courses, and the sessions in which they are held. */
export class Courses1764000000000 implements MigrationInterface {
  name = 'Courses1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    const sql = dialectOf(runner);
    const made = `revision integer NOT NULL DEFAULT 0,
      created_at ${sql.moment} NOT NULL, created_by integer NOT NULL REFERENCES app_user (id),
      changed_at ${sql.moment} NOT NULL`;
    await run(
      runner,
      `CREATE TABLE course (
        id ${sql.id}, title text NOT NULL, category text NOT NULL, description text, audience text NOT NULL,
        target text, fee integer NOT NULL, certificate_percent integer, enrolment_per text NOT NULL,
        status text NOT NULL, ${made})`,
      `CREATE TABLE training_session (
        id ${sql.id}, course_id integer NOT NULL REFERENCES course (id), venue_id integer REFERENCES venue (id),
        room_id integer REFERENCES resource (id), date text NOT NULL, start_minute integer NOT NULL,
        end_minute integer NOT NULL, capacity integer NOT NULL, minimum integer, online_link text,
        enrolment_from text, closes_days_before integer NOT NULL, status text NOT NULL, cancelled_at ${sql.moment},
        cancelled_by integer REFERENCES app_user (id), cancel_reason text, ${made},
        CONSTRAINT training_session_stretch CHECK (
          0 <= start_minute AND start_minute < end_minute AND end_minute <= 1440))`,
      `CREATE INDEX training_session_course ON training_session (course_id, date)`,
      `CREATE INDEX training_session_date ON training_session (date)`,
      `CREATE INDEX training_session_room ON training_session (room_id)`,
      `CREATE TABLE session_trainer (
        session_id integer NOT NULL REFERENCES training_session (id),
        user_id integer NOT NULL REFERENCES app_user (id), PRIMARY KEY (session_id, user_id))`,
      `CREATE INDEX session_trainer_user ON session_trainer (user_id)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `DELETE FROM occupancy WHERE source_kind = 'training_session'`,
      `DROP TABLE session_trainer`,
      `DROP TABLE training_session`,
      `DROP TABLE course`,
    );
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf, run } from './dialect.js';

/**
 * Who wants to come, and the seats that they hold. Who enrols in a course has a seat in each of its sessions; childcare
 * hangs on the seat. No person has two seats in one session, and no two open enrolments in the same thing.
 */
export class Enrolment1764000100000 implements MigrationInterface {
  name = 'Enrolment1764000100000';

  async up(runner: QueryRunner): Promise<void> {
    const sql = dialectOf(runner);
    await run(
      runner,
      `CREATE TABLE enrolment (
        id ${sql.id}, course_id integer NOT NULL REFERENCES course (id),
        session_id integer REFERENCES training_session (id), user_id integer NOT NULL REFERENCES app_user (id),
        status text NOT NULL, child_ids text NOT NULL DEFAULT '[]',
        asked_at ${sql.moment} NOT NULL, asked_by integer NOT NULL REFERENCES app_user (id),
        enrolled_at ${sql.moment}, offered_at ${sql.moment}, offer_expires_at ${sql.moment}, reminded_at ${sql.moment},
        ended_at ${sql.moment}, ended_by integer REFERENCES app_user (id), end_reason text,
        revision integer NOT NULL DEFAULT 0)`,
      `CREATE UNIQUE INDEX enrolment_open ON enrolment (user_id, course_id, COALESCE(session_id, 0))
        WHERE status IN ('waiting', 'offered', 'enrolled')`,
      `CREATE INDEX enrolment_course ON enrolment (course_id, status)`,
      `CREATE INDEX enrolment_session ON enrolment (session_id)`,
      `CREATE INDEX enrolment_offer ON enrolment (offer_expires_at) WHERE status = 'offered'`,
      `CREATE TABLE session_seat (
        id ${sql.id}, session_id integer NOT NULL REFERENCES training_session (id),
        enrolment_id integer NOT NULL REFERENCES enrolment (id), user_id integer NOT NULL REFERENCES app_user (id),
        taken_at ${sql.moment} NOT NULL, released_at ${sql.moment})`,
      `CREATE UNIQUE INDEX session_seat_person ON session_seat (session_id, user_id) WHERE released_at IS NULL`,
      `CREATE INDEX session_seat_enrolment ON session_seat (enrolment_id)`,
      `CREATE INDEX session_seat_user ON session_seat (user_id)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `UPDATE care_place SET status = 'cancelled' WHERE for_kind = 'session_seat' AND status = 'reserved'`,
      `DROP TABLE session_seat`,
      `DROP TABLE enrolment`,
    );
  }
}

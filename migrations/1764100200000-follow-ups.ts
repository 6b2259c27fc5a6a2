import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf, run } from './dialect.js';

/** What became of people after their trainings: the first paid work, the third. One of each that stands. */
export class FollowUps1764100200000 implements MigrationInterface {
  name = 'FollowUps1764100200000';

  async up(runner: QueryRunner): Promise<void> {
    const sql = dialectOf(runner);
    await run(
      runner,
      `CREATE TABLE follow_up (
        id ${sql.id}, user_id integer NOT NULL REFERENCES app_user (id), step text NOT NULL, date text NOT NULL,
        note text, source text NOT NULL, recorded_at ${sql.moment} NOT NULL,
        recorded_by integer REFERENCES app_user (id), withdrawn_at ${sql.moment},
        withdrawn_by integer REFERENCES app_user (id), withdraw_reason text)`,
      `CREATE UNIQUE INDEX follow_up_one ON follow_up (user_id, step) WHERE withdrawn_at IS NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, `DROP TABLE follow_up`);
  }
}

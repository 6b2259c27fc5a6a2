import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf, run } from './dialect.js';

/** People who ask to be erased, and those who were. */
export class Erasure1765000010000 implements MigrationInterface {
  name = 'Erasure1765000010000';

  async up(runner: QueryRunner): Promise<void> {
    const { id, moment } = dialectOf(runner);
    await run(
      runner,
      `ALTER TABLE app_user ADD COLUMN erased_at ${moment}`,
      `CREATE TABLE erasure_request (
        id ${id}, user_id integer NOT NULL REFERENCES app_user (id), status text NOT NULL,
        asked_at ${moment} NOT NULL, answered_at ${moment}, answered_by integer REFERENCES app_user (id), answer text)`,
      `CREATE UNIQUE INDEX erasure_request_open ON erasure_request (user_id) WHERE status = 'asked'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, `DROP TABLE erasure_request`, `ALTER TABLE app_user DROP COLUMN erased_at`);
  }
}

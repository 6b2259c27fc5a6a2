import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf, run } from './dialect.js';

/** What happens to a child in care, line by line, and whether a guardian wants to be told. Lines are only added. */
export class CareDay1763900400000 implements MigrationInterface {
  name = 'CareDay1763900400000';

  async up(runner: QueryRunner): Promise<void> {
    const sql = dialectOf(runner);
    await run(
      runner,
      `CREATE TABLE care_event (
        id ${sql.id}, place_id integer NOT NULL REFERENCES care_place (id), kind text NOT NULL,
        happened_at ${sql.moment} NOT NULL, data text NOT NULL,
        recorded_at ${sql.moment} NOT NULL, recorded_by integer NOT NULL REFERENCES app_user (id),
        client_key text NOT NULL, corrects_id integer REFERENCES care_event (id))`,
      `CREATE UNIQUE INDEX care_event_key ON care_event (client_key)`,
      `CREATE INDEX care_event_place ON care_event (place_id)`,
      `CREATE INDEX care_place_date ON care_place (date)`,
      `ALTER TABLE app_user ADD COLUMN care_messages ${sql.boolean} NOT NULL DEFAULT ${sql.yes}`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `ALTER TABLE app_user DROP COLUMN care_messages`,
      `DROP INDEX care_place_date`,
      `DROP TABLE care_event`,
    );
  }
}

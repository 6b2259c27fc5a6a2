import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf, run } from './dialect.js';

/** Files that managers bring in, what was found in them, and how far each has come. */
export class Imports1763800600000 implements MigrationInterface {
  name = 'Imports1763800600000';

  async up(runner: QueryRunner): Promise<void> {
    const sql = dialectOf(runner);
    await run(
      runner,
      `CREATE TABLE import (
        id ${sql.id}, kind text NOT NULL, venue_id integer REFERENCES venue (id),
        file_name text NOT NULL, content ${sql.bytes}, content_hash text NOT NULL,
        encoding text, existing text NOT NULL,
        status text NOT NULL, run integer NOT NULL DEFAULT 1, rows_done integer NOT NULL DEFAULT 0,
        rows_total integer NOT NULL DEFAULT 0, report text, plan_hash text,
        created_by integer NOT NULL REFERENCES app_user (id), created_at ${sql.moment} NOT NULL,
        changed_at ${sql.moment} NOT NULL)`,
      `CREATE INDEX import_by_age ON import (created_at)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, `DROP TABLE import`);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf, run } from './dialect.js';

/** Who came to what she had booked, and what becomes of the rest. */
export class CheckIn1763800300000 implements MigrationInterface {
  name = 'CheckIn1763800300000';

  async up(runner: QueryRunner): Promise<void> {
    const sql = dialectOf(runner);
    await run(
      runner,
      `ALTER TABLE booking ADD COLUMN checked_in_at ${sql.moment}`,
      `ALTER TABLE booking ADD COLUMN checked_in_by integer REFERENCES app_user (id)`,
      `ALTER TABLE booking ADD COLUMN check_in_by_kind text`,
      `ALTER TABLE booking ADD COLUMN no_show_at ${sql.moment}`,
      `ALTER TABLE venue ADD COLUMN no_show_minutes integer DEFAULT 30`,
      `ALTER TABLE venue ADD COLUMN self_check_in ${sql.boolean} NOT NULL DEFAULT ${sql.no}`,
      `CREATE TABLE desk_note (
        member_id integer PRIMARY KEY NOT NULL REFERENCES app_user (id), text text NOT NULL,
        written_at ${sql.moment} NOT NULL, written_by integer NOT NULL REFERENCES app_user (id))`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    const columns = ['no_show_at', 'check_in_by_kind', 'checked_in_by', 'checked_in_at'];
    await run(
      runner,
      `DROP TABLE desk_note`,
      `ALTER TABLE venue DROP COLUMN self_check_in`,
      `ALTER TABLE venue DROP COLUMN no_show_minutes`,
      `UPDATE booking SET status = 'cancelled', cancelled_at = no_show_at WHERE status = 'no_show'`,
      ...columns.map((column) => `ALTER TABLE booking DROP COLUMN ${column}`),
    );
  }
}

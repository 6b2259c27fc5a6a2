import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf, run } from './dialect.js';

/** People who wait for a place, and the places held for them for a while. */
export class Waitlist1763800100000 implements MigrationInterface {
  name = 'Waitlist1763800100000';

  async up(runner: QueryRunner): Promise<void> {
    const sql = dialectOf(runner);
    await run(
      runner,
      `ALTER TABLE venue ADD COLUMN offer_hours integer NOT NULL DEFAULT 12`,
      `CREATE TABLE waitlist_entry (
        id ${sql.id}, venue_id integer NOT NULL REFERENCES venue (id),
        member_id integer NOT NULL REFERENCES app_user (id),
        date text NOT NULL, start_minute integer NOT NULL, end_minute integer NOT NULL,
        kind text NOT NULL, resource_id integer REFERENCES resource (id),
        status text NOT NULL, called_at ${sql.moment}, created_at ${sql.moment} NOT NULL)`,
      `CREATE INDEX waitlist_entry_day ON waitlist_entry (venue_id, date, status)`,
      `CREATE INDEX waitlist_entry_member ON waitlist_entry (member_id, status)`,
      `CREATE INDEX waitlist_entry_status ON waitlist_entry (status)`,
      `CREATE TABLE waitlist_offer (
        id ${sql.id}, entry_id integer NOT NULL REFERENCES waitlist_entry (id),
        resource_id integer NOT NULL REFERENCES resource (id),
        status text NOT NULL, expires_at ${sql.moment} NOT NULL, created_at ${sql.moment} NOT NULL)`,
      `CREATE UNIQUE INDEX waitlist_offer_one_open ON waitlist_offer (entry_id) WHERE status = 'open'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `DELETE FROM occupancy WHERE source_kind = 'offer'`,
      `DROP TABLE waitlist_offer`,
      `DROP TABLE waitlist_entry`,
      `ALTER TABLE venue DROP COLUMN offer_hours`,
    );
  }
}

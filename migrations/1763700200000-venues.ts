import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf, run } from './dialect.js';

/** Places, what stands in them, when they are open, and the rules of booking. */
export class Venues1763700200000 implements MigrationInterface {
  name = 'Venues1763700200000';

  async up(runner: QueryRunner): Promise<void> {
    const sql = dialectOf(runner);
    await run(
      runner,
      `CREATE TABLE venue (
        id ${sql.id}, name text NOT NULL, address text NOT NULL, phone text,
        active_from text NOT NULL, active_until text,
        slot_minutes integer NOT NULL, window_days integer NOT NULL,
        cancel_deadline_minutes integer NOT NULL, grace_minutes integer NOT NULL,
        max_resources integer NOT NULL, closed_on_holidays ${sql.boolean} NOT NULL,
        opening_hours text NOT NULL, holiday_overrides text NOT NULL, booking_limits text NOT NULL,
        position integer NOT NULL)`,
      `CREATE TABLE resource (
        id ${sql.id}, venue_id integer NOT NULL REFERENCES venue (id), parent_id integer REFERENCES resource (id),
        kind text NOT NULL, name text NOT NULL, capacity integer NOT NULL, bookable_by text NOT NULL,
        attributes text NOT NULL, active_from text NOT NULL, active_until text, position integer NOT NULL)`,
      `CREATE INDEX resource_venue ON resource (venue_id)`,
      `CREATE INDEX resource_parent ON resource (parent_id)`,
      `CREATE TABLE resource_picture (
        id ${sql.id}, resource_id integer NOT NULL REFERENCES resource (id), alt text NOT NULL,
        media_type text NOT NULL, content ${sql.bytes} NOT NULL,
        width integer NOT NULL, height integer NOT NULL, position integer NOT NULL)`,
      `CREATE INDEX resource_picture_resource ON resource_picture (resource_id)`,
      `CREATE TABLE closure (
        id ${sql.id}, venue_id integer NOT NULL REFERENCES venue (id), resource_id integer REFERENCES resource (id),
        from_date text NOT NULL, to_date text NOT NULL, start_minute integer, end_minute integer,
        yearly ${sql.boolean} NOT NULL, reason text NOT NULL)`,
      `CREATE INDEX closure_venue ON closure (venue_id, to_date)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['closure', 'resource_picture', 'resource', 'venue']) {
      await runner.query(`DROP TABLE ${table}`);
    }
  }
}

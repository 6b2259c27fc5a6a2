import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf, run } from './dialect.js';

/** Bookings that come back every week: the rule, and the date of the rule that a booking stands for. */
export class Series1763800000000 implements MigrationInterface {
  name = 'Series1763800000000';

  async up(runner: QueryRunner): Promise<void> {
    const sql = dialectOf(runner);
    await run(
      runner,
      `CREATE TABLE booking_series (
        id ${sql.id}, venue_id integer NOT NULL REFERENCES venue (id),
        member_id integer NOT NULL REFERENCES app_user (id),
        weekdays text NOT NULL, from_date text NOT NULL, until_date text, times integer,
        start_minute integer NOT NULL, end_minute integer NOT NULL, resource_ids text NOT NULL, purpose text,
        created_at ${sql.moment} NOT NULL, created_by integer NOT NULL REFERENCES app_user (id))`,
      `CREATE INDEX booking_series_member ON booking_series (member_id)`,
      `ALTER TABLE booking ADD COLUMN series_id integer REFERENCES booking_series (id)`,
      `ALTER TABLE booking ADD COLUMN occurrence_date text`,
      // A date of the rule is booked once, however often somebody adds it back.
      `CREATE UNIQUE INDEX booking_occurrence ON booking (series_id, occurrence_date)
        WHERE series_id IS NOT NULL AND status = 'booked'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `DROP INDEX booking_occurrence`,
      `ALTER TABLE booking DROP COLUMN occurrence_date`,
      `ALTER TABLE booking DROP COLUMN series_id`,
      `DROP TABLE booking_series`,
    );
  }
}

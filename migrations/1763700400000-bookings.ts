import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf, run } from './dialect.js';

/** A member's hold on one or more resources for one stretch of one day. */
export class Bookings1763700400000 implements MigrationInterface {
  name = 'Bookings1763700400000';

  async up(runner: QueryRunner): Promise<void> {
    const sql = dialectOf(runner);
    await run(
      runner,
      `CREATE TABLE booking (
        id ${sql.id}, venue_id integer NOT NULL REFERENCES venue (id),
        member_id integer NOT NULL REFERENCES app_user (id),
        date text NOT NULL, start_minute integer NOT NULL, end_minute integer NOT NULL,
        purpose text, status text NOT NULL, revision integer NOT NULL DEFAULT 0,
        created_at ${sql.moment} NOT NULL, created_by integer NOT NULL REFERENCES app_user (id),
        changed_at ${sql.moment},
        cancelled_at ${sql.moment}, cancelled_by integer REFERENCES app_user (id), cancel_reason text)`,
      `CREATE INDEX booking_member ON booking (member_id, date)`,
      `CREATE INDEX booking_day ON booking (venue_id, date)`,
      `CREATE TABLE booking_resource (
        booking_id integer NOT NULL REFERENCES booking (id), resource_id integer NOT NULL REFERENCES resource (id),
        PRIMARY KEY (booking_id, resource_id))`,
      `CREATE INDEX booking_resource_resource ON booking_resource (resource_id)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, `DROP TABLE booking_resource`, `DROP TABLE booking`);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf, run } from './dialect.js';

/** Why the staff changed a booking. */
export class BookingChanges1766300030000 implements MigrationInterface {
  name = 'BookingChanges1766300030000';

  async up(runner: QueryRunner): Promise<void> {
    const { id, moment } = dialectOf(runner);
    await run(
      runner,
      `CREATE TABLE booking_change (
        id ${id}, booking_id integer NOT NULL REFERENCES booking (id) ON DELETE CASCADE, date text NOT NULL, start_minute integer NOT NULL,
        end_minute integer NOT NULL, reason text NOT NULL, changed_at ${moment} NOT NULL,
        changed_by integer NOT NULL REFERENCES app_user (id))`,
      `CREATE INDEX booking_change_booking ON booking_change (booking_id)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, `DROP TABLE booking_change`);
  }
}

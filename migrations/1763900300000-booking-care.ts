import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './dialect.js';

/**
 * Childcare beside bookings that come back, and in the waiting line: together with a desk, or alone beside a booking that
 * somebody has. An offer of childcare alone holds no thing.
 */
export class BookingCare1763900300000 implements MigrationInterface {
  name = 'BookingCare1763900300000';

  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `ALTER TABLE booking_series ADD COLUMN child_ids text NOT NULL DEFAULT '[]'`,
      `ALTER TABLE waitlist_entry ADD COLUMN child_ids text NOT NULL DEFAULT '[]'`,
      `ALTER TABLE waitlist_entry ADD COLUMN booking_id integer REFERENCES booking (id)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `UPDATE care_place SET status = 'cancelled' WHERE for_kind = 'offer' AND status = 'reserved'`,
      `DELETE FROM waitlist_offer WHERE entry_id IN (SELECT id FROM waitlist_entry WHERE booking_id IS NOT NULL)`,
      `DELETE FROM waitlist_entry WHERE booking_id IS NOT NULL`,
      `ALTER TABLE waitlist_entry DROP COLUMN booking_id`,
      `ALTER TABLE waitlist_entry DROP COLUMN child_ids`,
      `ALTER TABLE booking_series DROP COLUMN child_ids`,
    );
  }
}

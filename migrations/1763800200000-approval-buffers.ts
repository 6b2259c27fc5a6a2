import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf, run } from './dialect.js';

/** Time to make a place ready around each use, and places that are had only with a manager's approval. */
export class ApprovalBuffers1763800200000 implements MigrationInterface {
  name = 'ApprovalBuffers1763800200000';

  async up(runner: QueryRunner): Promise<void> {
    const sql = dialectOf(runner);
    await run(
      runner,
      `ALTER TABLE resource ADD COLUMN buffer_before integer NOT NULL DEFAULT 0`,
      `ALTER TABLE resource ADD COLUMN buffer_after integer NOT NULL DEFAULT 0`,
      `ALTER TABLE resource ADD COLUMN needs_approval ${sql.boolean} NOT NULL DEFAULT ${sql.no}`,
      // A row stands for a use with its buffers: so the rule that no two rows overlap keeps them apart.
      `ALTER TABLE occupancy ADD COLUMN buffer_before integer NOT NULL DEFAULT 0`,
      `ALTER TABLE occupancy ADD COLUMN buffer_after integer NOT NULL DEFAULT 0`,
      `ALTER TABLE venue ADD COLUMN approval_notice_hours integer NOT NULL DEFAULT 24`,
      `ALTER TABLE venue ADD COLUMN approval_wait_hours integer NOT NULL DEFAULT 48`,
      `ALTER TABLE booking ADD COLUMN requested_at ${sql.moment}`,
      `ALTER TABLE booking ADD COLUMN lapses_at ${sql.moment}`,
      `ALTER TABLE booking ADD COLUMN decided_at ${sql.moment}`,
      `ALTER TABLE booking ADD COLUMN decided_by integer REFERENCES app_user (id)`,
      `ALTER TABLE booking ADD COLUMN decision text`,
      `CREATE INDEX booking_requested ON booking (lapses_at) WHERE status = 'requested'`,
      ...occurrenceOnce(`IN ('booked', 'requested')`),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    const columns = ['decision', 'decided_by', 'decided_at', 'lapses_at', 'requested_at'];
    await run(
      runner,
      `DROP INDEX booking_requested`,
      // Without approval a request is a booking: it holds its place already.
      `UPDATE booking SET status = 'booked' WHERE status = 'requested'`,
      ...occurrenceOnce(`= 'booked'`),
      ...columns.map((column) => `ALTER TABLE booking DROP COLUMN ${column}`),
      `ALTER TABLE venue DROP COLUMN approval_wait_hours`,
      `ALTER TABLE venue DROP COLUMN approval_notice_hours`,
      `UPDATE occupancy SET start_minute = start_minute + buffer_before, end_minute = end_minute - buffer_after
        WHERE buffer_before > 0 OR buffer_after > 0`,
      ...['buffer_before', 'buffer_after'].map((column) => `ALTER TABLE occupancy DROP COLUMN ${column}`),
      ...['buffer_before', 'buffer_after', 'needs_approval'].map(
        (column) => `ALTER TABLE resource DROP COLUMN ${column}`,
      ),
    );
  }
}

/** A date of a series is held once, however often somebody adds it back. */
function occurrenceOnce(standing: string): string[] {
  return [
    `DROP INDEX booking_occurrence`,
    // to the letter as the migration of the series has it
    `CREATE UNIQUE INDEX booking_occurrence ON booking (series_id, occurrence_date)
        WHERE series_id IS NOT NULL AND status ${standing}`,
  ];
}

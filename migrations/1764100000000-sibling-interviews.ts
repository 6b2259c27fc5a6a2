import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './dialect.js';

/**
 * One interview for several children of a family: each has her row, and they stand in the slot side by side. The first
 * seat is still had by one alone, so that of two families who come at the same moment one has the slot.
 */
export class SiblingInterviews1764100000000 implements MigrationInterface {
  name = 'SiblingInterviews1764100000000';

  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `ALTER TABLE interview ADD COLUMN seat integer NOT NULL DEFAULT 0`,
      `DROP INDEX interview_slot_taken`,
      `CREATE UNIQUE INDEX interview_slot_taken ON interview (slot_id, seat) WHERE status <> 'cancelled'`,
      `CREATE UNIQUE INDEX interview_slot_child ON interview (slot_id, child_id) WHERE status <> 'cancelled'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    const others = `SELECT 1 FROM interview one WHERE one.slot_id = interview.slot_id AND one.status <> 'cancelled' AND one.id < interview.id`;
    await run(
      runner,
      `DROP INDEX interview_slot_child`,
      `DROP INDEX interview_slot_taken`,
      `UPDATE interview SET status = 'cancelled' WHERE status <> 'cancelled' AND EXISTS (${others})`,
      `CREATE UNIQUE INDEX interview_slot_taken ON interview (slot_id) WHERE status <> 'cancelled'`,
      `ALTER TABLE interview DROP COLUMN seat`,
    );
  }
}

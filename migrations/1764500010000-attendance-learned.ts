import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf, run } from './dialect.js';

/**
 * When the house learned of a tap, which a phone may send days after it was made: rows from before are taken to have come at
 * once. And why a name was found to be somebody.
 */
export class AttendanceLearned1764500010000 implements MigrationInterface {
  name = 'AttendanceLearned1764500010000';

  async up(runner: QueryRunner): Promise<void> {
    const sql = dialectOf(runner);
    await run(
      runner,
      `ALTER TABLE attendance ADD COLUMN recorded_at ${sql.moment}`,
      `ALTER TABLE walk_in_merge ADD COLUMN reason text`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, `ALTER TABLE walk_in_merge DROP COLUMN reason`, `ALTER TABLE attendance DROP COLUMN recorded_at`);
  }
}

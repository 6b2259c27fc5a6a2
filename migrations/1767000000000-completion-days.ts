import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './dialect.js';

/** How long after its last day a programme reports that the work is done. */
export class CompletionDays1767000000000 implements MigrationInterface {
  name = 'CompletionDays1767000000000';

  async up(runner: QueryRunner): Promise<void> {
    await run(runner, `ALTER TABLE programme ADD COLUMN completion_days integer NOT NULL DEFAULT 0`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, `ALTER TABLE programme DROP COLUMN completion_days`);
  }
}

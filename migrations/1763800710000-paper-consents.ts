import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './dialect.js';

/** Consent that a person gave on paper: who of the staff put it down. */
export class PaperConsents1763800710000 implements MigrationInterface {
  name = 'PaperConsents1763800710000';

  async up(runner: QueryRunner): Promise<void> {
    await run(runner, `ALTER TABLE consent ADD COLUMN recorded_by integer`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, `ALTER TABLE consent DROP COLUMN recorded_by`);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf, run } from './dialect.js';

/** Who asked for a run by hand, and when the managers were told that one failed. */
export class JobAlarms1764300000000 implements MigrationInterface {
  name = 'JobAlarms1764300000000';

  async up(runner: QueryRunner): Promise<void> {
    const sql = dialectOf(runner);
    await run(
      runner,
      `ALTER TABLE job_run ADD COLUMN asked_by integer`,
      `ALTER TABLE job_run ADD COLUMN told_at ${sql.moment}`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, `ALTER TABLE job_run DROP COLUMN told_at`, `ALTER TABLE job_run DROP COLUMN asked_by`);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf, run } from './dialect.js';

/** What happens where too few have enrolled at a set hour before a session. */
export class Minimum1764100100000 implements MigrationInterface {
  name = 'Minimum1764100100000';

  async up(runner: QueryRunner): Promise<void> {
    const { moment } = dialectOf(runner);
    await run(
      runner,
      `ALTER TABLE training_session ADD COLUMN below_minimum text NOT NULL DEFAULT 'ask'`,
      `ALTER TABLE training_session ADD COLUMN minimum_hours integer NOT NULL DEFAULT 48`,
      `ALTER TABLE training_session ADD COLUMN minimum_kept_at ${moment}`,
      `ALTER TABLE training_session ADD COLUMN minimum_kept_by integer`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const column of ['minimum_kept_by', 'minimum_kept_at', 'minimum_hours', 'below_minimum'])
      await run(runner, `ALTER TABLE training_session DROP COLUMN ${column}`);
  }
}

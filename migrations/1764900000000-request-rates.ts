import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf, run } from './dialect.js';

/** What processes tell each other about who asks too often. */
export class RequestRates1764900000000 implements MigrationInterface {
  name = 'RequestRates1764900000000';

  async up(runner: QueryRunner): Promise<void> {
    const sql = dialectOf(runner);
    await run(
      runner,
      `CREATE TABLE request_rate (key text PRIMARY KEY NOT NULL, hits integer NOT NULL, expires_at ${sql.moment} NOT NULL)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, `DROP TABLE request_rate`);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './dialect.js';

/** Looks at children are asked for by who looked, and by when. */
export class CardReadings1766300000000 implements MigrationInterface {
  name = 'CardReadings1766300000000';

  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE INDEX card_reading_reader ON card_reading (reader_id, read_at)`,
      `CREATE INDEX card_reading_at ON card_reading (read_at, reader_id, what)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, `DROP INDEX card_reading_at`, `DROP INDEX card_reading_reader`);
  }
}

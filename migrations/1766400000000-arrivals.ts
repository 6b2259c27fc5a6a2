import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './dialect.js';

/** Each minute somebody asks which venues check people in: without an index it was found by reading all bookings there ever were. */
export class Arrivals1766400000000 implements MigrationInterface {
  name = 'Arrivals1766400000000';

  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE INDEX booking_arrived ON booking (venue_id, checked_in_at) WHERE checked_in_at IS NOT NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, `DROP INDEX booking_arrived`);
  }
}

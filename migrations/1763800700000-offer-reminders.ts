import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf, run } from './dialect.js';

/** Reminders of a place that is held for somebody in the waiting line. */
export class OfferReminders1763800700000 implements MigrationInterface {
  name = 'OfferReminders1763800700000';

  async up(runner: QueryRunner): Promise<void> {
    const sql = dialectOf(runner);
    await run(
      runner,
      `ALTER TABLE waitlist_offer ADD COLUMN reminded_at ${sql.moment}`,
      `ALTER TABLE app_user ADD COLUMN offer_reminder ${sql.boolean} NOT NULL DEFAULT ${sql.yes}`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `ALTER TABLE app_user DROP COLUMN offer_reminder`,
      `ALTER TABLE waitlist_offer DROP COLUMN reminded_at`,
    );
  }
}

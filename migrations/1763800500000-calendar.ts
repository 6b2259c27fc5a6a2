import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf, run } from './dialect.js';

/** Calendar feeds, what goes with a mail, and reminders. */
export class Calendar1763800500000 implements MigrationInterface {
  name = 'Calendar1763800500000';

  async up(runner: QueryRunner): Promise<void> {
    const sql = dialectOf(runner);
    await run(
      runner,
      `CREATE TABLE calendar_feed (
        kind text NOT NULL, subject_id integer NOT NULL, nonce text NOT NULL, token_hash text NOT NULL,
        created_at ${sql.moment} NOT NULL, created_by integer NOT NULL REFERENCES app_user (id),
        PRIMARY KEY (kind, subject_id), CONSTRAINT calendar_feed_token UNIQUE (token_hash))`,
      `CREATE TABLE reminder (
        booking_id integer NOT NULL REFERENCES booking (id), kind text NOT NULL, date text NOT NULL,
        written_at ${sql.moment} NOT NULL,
        PRIMARY KEY (booking_id, kind, date))`,
      `ALTER TABLE outbox_mail ADD COLUMN attachments text NOT NULL DEFAULT '[]'`,
      `ALTER TABLE outbox_mail ADD COLUMN expires_at ${sql.moment}`,
      `ALTER TABLE app_user ADD COLUMN evening_reminder ${sql.boolean} NOT NULL DEFAULT ${sql.yes}`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `ALTER TABLE app_user DROP COLUMN evening_reminder`,
      `ALTER TABLE outbox_mail DROP COLUMN expires_at`,
      `ALTER TABLE outbox_mail DROP COLUMN attachments`,
      `DROP TABLE reminder`,
      `DROP TABLE calendar_feed`,
    );
  }
}

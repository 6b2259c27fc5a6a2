import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf, run } from './dialect.js';

/** Devices at the entrance where members check themselves in. */
export class Kiosk1763800310000 implements MigrationInterface {
  name = 'Kiosk1763800310000';

  async up(runner: QueryRunner): Promise<void> {
    const sql = dialectOf(runner);
    await run(
      runner,
      `CREATE TABLE kiosk_device (
        id ${sql.id}, venue_id integer NOT NULL REFERENCES venue (id), name text NOT NULL,
        pairing_code text, pairing_until ${sql.moment}, token_hash text,
        created_by integer NOT NULL REFERENCES app_user (id), created_at ${sql.moment} NOT NULL,
        paired_at ${sql.moment}, last_seen_at ${sql.moment}, revoked_at ${sql.moment},
        CONSTRAINT kiosk_device_token UNIQUE (token_hash), CONSTRAINT kiosk_device_code UNIQUE (pairing_code))`,
      `CREATE INDEX kiosk_device_venue ON kiosk_device (venue_id)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, `DROP TABLE kiosk_device`);
  }
}

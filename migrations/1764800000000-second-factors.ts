import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf, run } from './dialect.js';

/** Passkeys, authenticator apps and recovery codes; when people signed in, and when a session was last used. */
export class SecondFactors1764800000000 implements MigrationInterface {
  name = 'SecondFactors1764800000000';

  async up(runner: QueryRunner): Promise<void> {
    const sql = dialectOf(runner);
    await run(
      runner,
      `CREATE TABLE passkey (
        id ${sql.id}, user_id integer NOT NULL REFERENCES app_user (id), credential_id text NOT NULL,
        public_key text NOT NULL, counter bigint NOT NULL, transports text NOT NULL, name text NOT NULL,
        created_at ${sql.moment} NOT NULL, used_at ${sql.moment},
        CONSTRAINT passkey_credential UNIQUE (credential_id))`,
      `CREATE INDEX passkey_user ON passkey (user_id)`,
      `CREATE TABLE authenticator (
        user_id integer PRIMARY KEY NOT NULL REFERENCES app_user (id), secret text NOT NULL,
        last_step integer NOT NULL, created_at ${sql.moment} NOT NULL)`,
      `CREATE TABLE recovery_code (
        id ${sql.id}, user_id integer NOT NULL REFERENCES app_user (id), code_hash text NOT NULL,
        used_at ${sql.moment}, CONSTRAINT recovery_code_hash UNIQUE (user_id, code_hash))`,
      `ALTER TABLE app_user ADD COLUMN signed_in_at ${sql.moment}`,
      `ALTER TABLE app_user ADD COLUMN factor_asked_at ${sql.moment}`,
      `ALTER TABLE session ADD COLUMN seen_at ${sql.moment}`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `ALTER TABLE session DROP COLUMN seen_at`,
      `ALTER TABLE app_user DROP COLUMN factor_asked_at`,
      `ALTER TABLE app_user DROP COLUMN signed_in_at`,
      `DROP TABLE recovery_code`,
      `DROP TABLE authenticator`,
      `DROP TABLE passkey`,
    );
  }
}

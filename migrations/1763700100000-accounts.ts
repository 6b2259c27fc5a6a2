import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf, run } from './dialect.js';

/** People, their roles and consents, and the one-time links that are mailed to them. */
export class Accounts1763700100000 implements MigrationInterface {
  name = 'Accounts1763700100000';

  async up(runner: QueryRunner): Promise<void> {
    const sql = dialectOf(runner);
    await run(
      runner,
      `CREATE TABLE app_user (
        id ${sql.id}, email text NOT NULL, email_confirmed_at ${sql.moment}, password_hash text,
        name text NOT NULL, kana text NOT NULL, postal_code text, address text, phone text,
        resident ${sql.boolean} NOT NULL, raising_children ${sql.boolean} NOT NULL,
        language text NOT NULL, search_text text NOT NULL,
        created_at ${sql.moment} NOT NULL, deactivated_at ${sql.moment},
        CONSTRAINT app_user_email UNIQUE (email))`,
      `CREATE INDEX app_user_kana ON app_user (kana, id)`,
      `CREATE TABLE user_role (
        user_id integer NOT NULL REFERENCES app_user (id), role text NOT NULL,
        granted_at ${sql.moment} NOT NULL, granted_by integer REFERENCES app_user (id),
        PRIMARY KEY (user_id, role))`,
      `CREATE INDEX user_role_role ON user_role (role, user_id)`,
      `CREATE TABLE consent (
        id ${sql.id}, user_id integer NOT NULL REFERENCES app_user (id),
        document text NOT NULL, version text NOT NULL, agreed_at ${sql.moment} NOT NULL)`,
      `CREATE INDEX consent_user ON consent (user_id)`,
      `CREATE TABLE one_time_link (
        id ${sql.id}, token_hash text NOT NULL, purpose text NOT NULL,
        user_id integer REFERENCES app_user (id), email text, detail text,
        created_at ${sql.moment} NOT NULL, expires_at ${sql.moment} NOT NULL, used_at ${sql.moment},
        CONSTRAINT one_time_link_token UNIQUE (token_hash))`,
      `CREATE INDEX one_time_link_expiry ON one_time_link (expires_at)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['one_time_link', 'consent', 'user_role', 'app_user']) {
      await runner.query(`DROP TABLE ${table}`);
    }
  }
}

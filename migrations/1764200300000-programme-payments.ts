import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf, run } from './dialect.js';

/** What the city pays, in at most two parts (DOMAIN K19), and where it goes. */
export class ProgrammePayments1764200300000 implements MigrationInterface {
  name = 'ProgrammePayments1764200300000';

  async up(runner: QueryRunner): Promise<void> {
    const sql = dialectOf(runner);
    await run(
      runner,
      `ALTER TABLE programme ADD COLUMN billing text`,
      `CREATE TABLE programme_payment (
        id ${sql.id}, programme_id integer NOT NULL REFERENCES programme (id), part integer NOT NULL,
        amount integer NOT NULL, tax_percent integer NOT NULL, status text NOT NULL, dated text NOT NULL,
        content text NOT NULL, pdf ${sql.bytes} NOT NULL, requested_at ${sql.moment} NOT NULL,
        requested_by integer NOT NULL REFERENCES app_user (id), paid_on text, paid_noted_by integer REFERENCES app_user (id),
        withdrawn_at ${sql.moment}, withdrawn_by integer REFERENCES app_user (id), withdraw_reason text,
        CONSTRAINT programme_payment_part CHECK (part IN (1, 2)), CONSTRAINT programme_payment_amount CHECK (amount > 0))`,
      `CREATE UNIQUE INDEX programme_payment_part_once ON programme_payment (programme_id, part)
        WHERE status <> 'withdrawn'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, `DROP TABLE programme_payment`, `ALTER TABLE programme DROP COLUMN billing`);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf, run } from './dialect.js';

/** What using the place costs, who has paid, and the receipts. Venues stand free of charge until somebody sets prices. */
export class Fees1763800400000 implements MigrationInterface {
  name = 'Fees1763800400000';

  async up(runner: QueryRunner): Promise<void> {
    const sql = dialectOf(runner);
    await run(
      runner,
      `ALTER TABLE venue ADD COLUMN fees text`,
      `ALTER TABLE booking ADD COLUMN fee text`,
      // Where the place is free of charge these hold nothing, and cost nothing.
      `CREATE INDEX booking_fee_member ON booking (member_id, date) WHERE fee IS NOT NULL`,
      `CREATE INDEX booking_fee_day ON booking (venue_id, date) WHERE fee IS NOT NULL`,
      `CREATE TABLE fee_plan (
        id ${sql.id}, venue_id integer NOT NULL REFERENCES venue (id),
        member_id integer NOT NULL REFERENCES app_user (id), month text NOT NULL, kind text NOT NULL,
        price integer NOT NULL, tax_percent integer NOT NULL,
        sold_at ${sql.moment} NOT NULL, sold_by integer NOT NULL REFERENCES app_user (id),
        ended_at ${sql.moment}, ended_by integer REFERENCES app_user (id))`,
      `CREATE UNIQUE INDEX fee_plan_one ON fee_plan (member_id, venue_id, month) WHERE ended_at IS NULL`,
      `CREATE INDEX fee_plan_month ON fee_plan (venue_id, month)`,
      `CREATE TABLE payment (
        id ${sql.id}, venue_id integer NOT NULL REFERENCES venue (id),
        member_id integer NOT NULL REFERENCES app_user (id), month text NOT NULL,
        paid_on text NOT NULL, method text NOT NULL, amount integer NOT NULL,
        received_at ${sql.moment} NOT NULL, received_by integer NOT NULL REFERENCES app_user (id),
        voided_at ${sql.moment}, voided_by integer REFERENCES app_user (id), void_reason text)`,
      `CREATE INDEX payment_member ON payment (member_id, month)`,
      `CREATE TABLE payment_line (
        id ${sql.id}, payment_id integer NOT NULL REFERENCES payment (id),
        kind text NOT NULL, item_id integer NOT NULL,
        amount integer NOT NULL, tax_percent integer NOT NULL, about text NOT NULL)`,
      `CREATE INDEX payment_line_payment ON payment_line (payment_id)`,
      `CREATE INDEX payment_line_item ON payment_line (kind, item_id)`,
      `CREATE TABLE receipt (
        id ${sql.id}, payment_id integer NOT NULL REFERENCES payment (id),
        venue_id integer NOT NULL REFERENCES venue (id), fiscal_year integer NOT NULL, number integer NOT NULL,
        addressee text NOT NULL, content text NOT NULL,
        issued_on text NOT NULL, issued_at ${sql.moment} NOT NULL,
        issued_by integer NOT NULL REFERENCES app_user (id), opened_at ${sql.moment}, voided_at ${sql.moment})`,
      `CREATE UNIQUE INDEX receipt_number ON receipt (venue_id, fiscal_year, number)`,
      `CREATE UNIQUE INDEX receipt_payment ON receipt (payment_id)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      ...['receipt', 'payment_line', 'payment', 'fee_plan'].map((table) => `DROP TABLE ${table}`),
      `DROP INDEX booking_fee_day`,
      `DROP INDEX booking_fee_member`,
      `ALTER TABLE booking DROP COLUMN fee`,
      `ALTER TABLE venue DROP COLUMN fees`,
    );
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf, run } from './dialect.js';

/** Children, who answers for them, what the staff must know of them, interviews, approvals, and who has read a card. */
export class Children1763900000000 implements MigrationInterface {
  name = 'Children1763900000000';

  async up(runner: QueryRunner): Promise<void> {
    const sql = dialectOf(runner);
    const child = 'child_id integer NOT NULL REFERENCES child (id)';
    await run(
      runner,
      `CREATE TABLE child_rules (
        id integer PRIMARY KEY NOT NULL, due_days integer NOT NULL, oldest_age integer NOT NULL,
        approval_ends text NOT NULL)`,
      `INSERT INTO child_rules (id, due_days, oldest_age, approval_ends) VALUES (1, 7, 12, 'fiscal_year')`,
      `CREATE TABLE child (
        id ${sql.id}, name text NOT NULL, kana text NOT NULL, birth_date text NOT NULL,
        allergies text, medication text, conditions text, notes text,
        revision integer NOT NULL DEFAULT 1, health_changed_at ${sql.moment},
        created_at ${sql.moment} NOT NULL, created_by integer NOT NULL REFERENCES app_user (id),
        archived_at ${sql.moment})`,
      `CREATE INDEX child_kana ON child (kana)`,
      `CREATE TABLE child_guardian (
        ${child}, user_id integer NOT NULL REFERENCES app_user (id), position integer NOT NULL,
        relation text NOT NULL, linked_at ${sql.moment} NOT NULL, PRIMARY KEY (child_id, user_id))`,
      `CREATE UNIQUE INDEX child_guardian_position ON child_guardian (child_id, position)`,
      `CREATE INDEX child_guardian_user ON child_guardian (user_id)`,
      `CREATE TABLE child_contact (
        id ${sql.id}, ${child}, position integer NOT NULL, name text NOT NULL, relation text NOT NULL,
        phone text NOT NULL)`,
      `CREATE UNIQUE INDEX child_contact_position ON child_contact (child_id, position)`,
      `CREATE TABLE child_pickup (
        id ${sql.id}, ${child}, position integer NOT NULL, name text NOT NULL, relation text NOT NULL)`,
      `CREATE UNIQUE INDEX child_pickup_position ON child_pickup (child_id, position)`,
      `CREATE TABLE child_consent (
        id ${sql.id}, ${child}, version text NOT NULL, agreed_at ${sql.moment} NOT NULL,
        agreed_by integer NOT NULL REFERENCES app_user (id))`,
      `CREATE INDEX child_consent_child ON child_consent (child_id)`,
      ...this.interviews(sql.id, sql.moment, child),
      `CREATE TABLE child_approval (
        id ${sql.id}, ${child}, interview_id integer REFERENCES interview (id),
        decided_by integer NOT NULL REFERENCES app_user (id), decided_at ${sql.moment} NOT NULL,
        outcome text NOT NULL, valid_until text, note text)`,
      `CREATE INDEX child_approval_child ON child_approval (child_id)`,
      `CREATE TABLE card_reading (
        id ${sql.id}, ${child}, reader_id integer NOT NULL REFERENCES app_user (id),
        read_at ${sql.moment} NOT NULL, what text NOT NULL)`,
      `CREATE INDEX card_reading_child ON card_reading (child_id, read_at)`,
    );
  }

  private interviews(id: string, moment: string, child: string): string[] {
    return [
      `CREATE TABLE interview_slot (
        id ${id}, venue_id integer NOT NULL REFERENCES venue (id), date text NOT NULL,
        start_minute integer NOT NULL, end_minute integer NOT NULL, place text NOT NULL DEFAULT '',
        opened_by integer NOT NULL REFERENCES app_user (id), created_at ${moment} NOT NULL, closed_at ${moment})`,
      `CREATE UNIQUE INDEX interview_slot_once ON interview_slot (venue_id, date, start_minute, place)
        WHERE closed_at IS NULL`,
      `CREATE INDEX interview_slot_date ON interview_slot (date)`,
      `CREATE TABLE interview (
        id ${id}, slot_id integer NOT NULL REFERENCES interview_slot (id), ${child},
        booked_by integer NOT NULL REFERENCES app_user (id), status text NOT NULL, note text,
        revision integer NOT NULL DEFAULT 1, created_at ${moment} NOT NULL, changed_at ${moment} NOT NULL,
        reminded_for text)`,
      `CREATE UNIQUE INDEX interview_slot_taken ON interview (slot_id) WHERE status <> 'cancelled'`,
      `CREATE UNIQUE INDEX interview_child_coming ON interview (child_id) WHERE status = 'booked'`,
      `CREATE INDEX interview_child ON interview (child_id)`,
    ];
  }

  async down(runner: QueryRunner): Promise<void> {
    const tables = [
      'card_reading',
      'child_approval',
      'interview',
      'interview_slot',
      'child_consent',
      'child_pickup',
      'child_contact',
      'child_guardian',
      'child',
      'child_rules',
    ];
    await run(runner, ...tables.map((table) => `DROP TABLE ${table}`));
  }
}

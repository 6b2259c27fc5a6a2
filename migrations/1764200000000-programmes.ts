import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf, run } from './dialect.js';

/** Cities and who works for them, programmes with what belongs to them, targets, and figures that are entered by hand. */
export class Programmes1764200000000 implements MigrationInterface {
  name = 'Programmes1764200000000';

  async up(runner: QueryRunner): Promise<void> {
    const sql = dialectOf(runner);
    await run(
      runner,
      `CREATE TABLE city (id ${sql.id}, name text NOT NULL, created_at ${sql.moment} NOT NULL)`,
      `CREATE UNIQUE INDEX city_name ON city (name)`,
      `CREATE TABLE city_officer (
        city_id integer NOT NULL REFERENCES city (id), user_id integer NOT NULL REFERENCES app_user (id),
        since ${sql.moment} NOT NULL, set_by integer REFERENCES app_user (id), PRIMARY KEY (city_id, user_id))`,
      `CREATE INDEX city_officer_user ON city_officer (user_id)`,
      `CREATE TABLE programme (
        id ${sql.id}, city_id integer NOT NULL REFERENCES city (id), title text NOT NULL, department text,
        addressee text NOT NULL, place text, operator_name text NOT NULL, operator_address text,
        operator_representative text, contract_number text, contract_date text NOT NULL, from_date text NOT NULL,
        to_date text NOT NULL, responsible_name text, responsible_contact text, amount integer, note text,
        status text NOT NULL, revision integer NOT NULL DEFAULT 0, created_at ${sql.moment} NOT NULL,
        created_by integer REFERENCES app_user (id), changed_at ${sql.moment} NOT NULL,
        CONSTRAINT programme_period CHECK (from_date <= to_date))`,
      `CREATE INDEX programme_city ON programme (city_id)`,
      `CREATE TABLE programme_venue (
        programme_id integer NOT NULL REFERENCES programme (id), venue_id integer NOT NULL REFERENCES venue (id),
        PRIMARY KEY (programme_id, venue_id))`,
      `CREATE INDEX programme_venue_venue ON programme_venue (venue_id)`,
      `CREATE TABLE programme_course (
        programme_id integer NOT NULL REFERENCES programme (id), course_id integer NOT NULL REFERENCES course (id),
        PRIMARY KEY (programme_id, course_id))`,
      `CREATE INDEX programme_course_course ON programme_course (course_id)`,
      `CREATE TABLE programme_target (
        id ${sql.id}, programme_id integer NOT NULL REFERENCES programme (id), indicator text NOT NULL,
        title text NOT NULL, measure text NOT NULL, categories text NOT NULL, position integer NOT NULL,
        revision integer NOT NULL DEFAULT 0, withdrawn_at ${sql.moment})`,
      `CREATE INDEX programme_target_programme ON programme_target (programme_id)`,
      `CREATE TABLE target_milestone (
        target_id integer NOT NULL REFERENCES programme_target (id), date text NOT NULL, value integer NOT NULL,
        PRIMARY KEY (target_id, date))`,
      `CREATE TABLE indicator_entry (
        id ${sql.id}, programme_id integer NOT NULL REFERENCES programme (id), indicator text NOT NULL,
        date text NOT NULL, total integer NOT NULL, distinct_count integer, source text NOT NULL, note text,
        entered_at ${sql.moment} NOT NULL, entered_by integer REFERENCES app_user (id),
        withdrawn_at ${sql.moment}, withdrawn_by integer REFERENCES app_user (id), withdraw_reason text)`,
      `CREATE INDEX indicator_entry_programme ON indicator_entry (programme_id, indicator, date)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `DROP TABLE indicator_entry`,
      `DROP TABLE target_milestone`,
      `DROP TABLE programme_target`,
      `DROP TABLE programme_course`,
      `DROP TABLE programme_venue`,
      `DROP TABLE programme`,
      `DROP TABLE city_officer`,
      `DROP TABLE city`,
    );
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';
import { type Dialect, dialectOf, run } from './dialect.js';

/**
 * Staffed hours of childcare, who is on the roster, and the places of children in them. No child is in two places at once,
 * and it is the database that sees to it, as in the timetable.
 */
export class CareSlots1763900100000 implements MigrationInterface {
  name = 'CareSlots1763900100000';

  async up(runner: QueryRunner): Promise<void> {
    const sql = dialectOf(runner);
    await run(
      runner,
      ...settings(sql),
      ...slots(sql),
      ...places(sql),
      ...(sql.postgres ? exclusionConstraint : overlapTriggers()),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    const tables = [
      'care_refusal',
      'care_place',
      'care_roster',
      'care_slot',
      'care_pattern',
      'care_staff',
      'care_settings',
    ];
    await run(
      runner,
      `DELETE FROM occupancy WHERE source_kind = 'care_slot'`,
      ...tables.map((table) => `DROP TABLE ${table}`),
    );
    if (dialectOf(runner).postgres) await runner.query(`DROP FUNCTION care_place_in_turn`);
  }
}

function settings(sql: Dialect): string[] {
  return [
    `CREATE TABLE care_settings (
      venue_id integer PRIMARY KEY NOT NULL REFERENCES venue (id), rules text NOT NULL)`,
    `CREATE TABLE care_staff (
      user_id integer PRIMARY KEY NOT NULL REFERENCES app_user (id), qualified ${sql.boolean} NOT NULL,
      noted_at ${sql.moment} NOT NULL, noted_by integer REFERENCES app_user (id))`,
  ];
}

function slots(sql: Dialect): string[] {
  const what = `venue_id integer NOT NULL REFERENCES venue (id), room_id integer NOT NULL REFERENCES resource (id),
      start_minute integer NOT NULL, end_minute integer NOT NULL, places integer NOT NULL,
      min_age_months integer NOT NULL, max_age_months integer,
      created_at ${sql.moment} NOT NULL, created_by integer NOT NULL REFERENCES app_user (id)`;
  return [
    `CREATE TABLE care_pattern (
      id ${sql.id}, ${what}, weekdays text NOT NULL, from_date text NOT NULL, until_date text NOT NULL)`,
    `CREATE TABLE care_slot (
      id ${sql.id}, ${what}, date text NOT NULL, status text NOT NULL, revision integer NOT NULL DEFAULT 0,
      pattern_id integer REFERENCES care_pattern (id),
      closed_at ${sql.moment}, closed_by integer REFERENCES app_user (id), close_reason text,
      CONSTRAINT care_slot_stretch CHECK (0 <= start_minute AND start_minute < end_minute AND end_minute <= 1440))`,
    `CREATE INDEX care_slot_day ON care_slot (venue_id, date)`,
    `CREATE TABLE care_roster (
      id ${sql.id}, slot_id integer NOT NULL REFERENCES care_slot (id),
      user_id integer NOT NULL REFERENCES app_user (id), qualified ${sql.boolean} NOT NULL,
      start_minute integer NOT NULL, end_minute integer NOT NULL,
      added_at ${sql.moment} NOT NULL, added_by integer NOT NULL REFERENCES app_user (id),
      withdrawn_at ${sql.moment}, withdrawn_by integer REFERENCES app_user (id), withdrawn_reason text)`,
    `CREATE INDEX care_roster_slot ON care_roster (slot_id)`,
    `CREATE INDEX care_roster_user ON care_roster (user_id)`,
  ];
}

function places(sql: Dialect): string[] {
  return [
    `CREATE TABLE care_place (
      id ${sql.id}, slot_id integer NOT NULL REFERENCES care_slot (id),
      child_id integer NOT NULL REFERENCES child (id), guardian_id integer NOT NULL REFERENCES app_user (id),
      date text NOT NULL, start_minute integer NOT NULL, end_minute integer NOT NULL,
      for_kind text NOT NULL, for_id integer NOT NULL,
      for_start_minute integer NOT NULL, for_end_minute integer NOT NULL, status text NOT NULL,
      reserved_at ${sql.moment} NOT NULL, reserved_by integer NOT NULL REFERENCES app_user (id),
      released_at ${sql.moment}, released_by integer REFERENCES app_user (id), release_reason text,
      CONSTRAINT care_place_stretch CHECK (0 <= start_minute AND start_minute < end_minute AND end_minute <= 1440))`,
    `CREATE INDEX care_place_slot ON care_place (slot_id, status)`,
    `CREATE INDEX care_place_for ON care_place (for_kind, for_id)`,
    `CREATE INDEX care_place_child ON care_place (child_id, date)`,
    `CREATE TABLE care_refusal (
      id ${sql.id}, venue_id integer NOT NULL REFERENCES venue (id), date text NOT NULL,
      start_minute integer NOT NULL, end_minute integer NOT NULL, child_id integer NOT NULL REFERENCES child (id),
      band text NOT NULL, reason text NOT NULL, at ${sql.moment} NOT NULL)`,
    `CREATE UNIQUE INDEX care_refusal_once ON care_refusal (date, child_id, venue_id, start_minute, end_minute, reason)`,
  ];
}

/** One after the other for each child and day, so that two who collide do not wait for each other (migration timetable). */
const exclusionConstraint = [
  `ALTER TABLE care_place ADD CONSTRAINT care_place_overlap EXCLUDE USING gist (
    child_id WITH =, date WITH =, int4range(start_minute, end_minute) WITH &&) WHERE (status = 'reserved')`,
  `CREATE FUNCTION care_place_in_turn() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM pg_advisory_xact_lock(hashtextextended('care-child:' || NEW.child_id || ':' || NEW.date, 0));
      RETURN NEW;
    END $$`,
  `CREATE TRIGGER care_place_in_turn BEFORE INSERT OR UPDATE ON care_place
    FOR EACH ROW EXECUTE FUNCTION care_place_in_turn()`,
];

function overlapTriggers(): string[] {
  return ['INSERT', 'UPDATE'].map(
    (event) => `CREATE TRIGGER care_place_overlap_on_${event.toLowerCase()} BEFORE ${event} ON care_place
      WHEN NEW.status = 'reserved' AND EXISTS (
        SELECT 1 FROM care_place other
        WHERE other.child_id = NEW.child_id AND other.date = NEW.date AND other.status = 'reserved'
          AND other.start_minute < NEW.end_minute AND NEW.start_minute < other.end_minute
          ${event === 'UPDATE' ? 'AND other.id <> OLD.id' : ''})
      BEGIN SELECT RAISE(ABORT, 'care_place_overlap'); END`,
  );
}

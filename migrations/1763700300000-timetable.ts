import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf, run } from './dialect.js';

/**
 * The one timetable (DESIGN §3). No two rows of one resource overlap on one date, and it is the database that sees to it:
 * whatever the code does, nothing is booked twice. Ranges are half-open: 9–10 and 10–11 do not touch.
 */
export class Timetable1763700300000 implements MigrationInterface {
  name = 'Timetable1763700300000';

  async up(runner: QueryRunner): Promise<void> {
    const sql = dialectOf(runner);
    await run(
      runner,
      `CREATE TABLE occupancy (
        id ${sql.id}, resource_id integer NOT NULL REFERENCES resource (id), date text NOT NULL,
        start_minute integer NOT NULL, end_minute integer NOT NULL,
        source_kind text NOT NULL, source_id integer NOT NULL,
        CONSTRAINT occupancy_stretch CHECK (0 <= start_minute AND start_minute < end_minute AND end_minute <= 1440))`,
      `CREATE INDEX occupancy_day ON occupancy (date, resource_id, start_minute)`,
      `CREATE INDEX occupancy_source ON occupancy (source_kind, source_id)`,
      ...(sql.postgres ? exclusionConstraint : overlapTriggers()),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE occupancy`);
    if (dialectOf(runner).postgres) await runner.query(`DROP FUNCTION occupancy_in_turn`);
  }
}

/**
 * The constraint alone would do, but it lets both of two rivals write their row and then wait for each other: a deadlock,
 * which PostgreSQL notices after a second. So they come in turn, by resource and day, and the second is refused at once.
 */
const exclusionConstraint = [
  `CREATE EXTENSION IF NOT EXISTS btree_gist`,
  `ALTER TABLE occupancy ADD CONSTRAINT occupancy_overlap EXCLUDE USING gist (
    resource_id WITH =, date WITH =, int4range(start_minute, end_minute) WITH &&)`,
  `CREATE FUNCTION occupancy_in_turn() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM pg_advisory_xact_lock(NEW.resource_id, hashtext(NEW.date));
      RETURN NEW;
    END $$`,
  `CREATE TRIGGER occupancy_in_turn BEFORE INSERT OR UPDATE ON occupancy
    FOR EACH ROW EXECUTE FUNCTION occupancy_in_turn()`,
];

function overlapTriggers(): string[] {
  return ['INSERT', 'UPDATE'].map(
    (event) => `CREATE TRIGGER occupancy_overlap_on_${event.toLowerCase()} BEFORE ${event} ON occupancy
      WHEN EXISTS (
        SELECT 1 FROM occupancy other
        WHERE other.date = NEW.date AND other.resource_id = NEW.resource_id
          AND other.start_minute < NEW.end_minute AND NEW.start_minute < other.end_minute
          ${event === 'UPDATE' ? 'AND other.id <> OLD.id' : ''})
      BEGIN SELECT RAISE(ABORT, 'occupancy_overlap'); END`,
  );
}

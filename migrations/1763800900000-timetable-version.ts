import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf, run } from './dialect.js';

/**
 * Counts, for each venue and date, how often its timetable has changed, and under the date '' how often its rules have:
 * its own row, its resources, its closures. The database itself counts, in the transaction of the change, so that no code
 * can forget to; what was read under a version stays right as long as the version does.
 *
 * Each connection counts in a row of its own, and the version is the sum: two who book never wait for each other here, and
 * cannot meet crosswise. Each row only ever grows, so no two states have the same sum.
 */
export class TimetableVersion1763800900000 implements MigrationInterface {
  name = 'TimetableVersion1763800900000';

  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `CREATE TABLE timetable_version (
        venue_id integer NOT NULL, date text NOT NULL, writer integer NOT NULL, version integer NOT NULL,
        PRIMARY KEY (date, venue_id, writer))`,
      ...(dialectOf(runner).postgres ? TABLES.flatMap(postgresTriggers) : TABLES.flatMap(sqliteTriggers)),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    const { postgres } = dialectOf(runner);
    for (const table of TABLES) {
      if (postgres) await runner.query(`DROP FUNCTION ${table}_version CASCADE`);
      else for (const { name } of MOMENTS) await runner.query(`DROP TRIGGER ${table}_version_on_${name}`);
    }
    await runner.query(`DROP TABLE timetable_version`);
  }
}

const TABLES = ['occupancy', 'venue', 'resource', 'closure'] as const;
type Table = (typeof TABLES)[number];

/** A change of a row counts for where it was and for where it is. */
const MOMENTS = [
  { name: 'insert', event: 'INSERT', side: 'NEW' },
  { name: 'delete', event: 'DELETE', side: 'OLD' },
  { name: 'update_from', event: 'UPDATE', side: 'OLD' },
  { name: 'update_to', event: 'UPDATE', side: 'NEW' },
];

/** By statement: a series over many dates counts each of them once. */
function postgresTriggers(table: Table): string[] {
  const touched: Record<Table, string> = {
    occupancy: `SELECT resource.venue_id, touched.date FROM touched JOIN resource ON resource.id = touched.resource_id`,
    venue: `SELECT id, '' FROM touched`,
    resource: `SELECT venue_id, '' FROM touched`,
    closure: `SELECT venue_id, '' FROM touched`,
  };
  return [
    `CREATE FUNCTION ${table}_version() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        INSERT INTO timetable_version AS known (venue_id, date, writer, version)
        SELECT DISTINCT changed.venue_id, changed.date, pg_backend_pid(), 1
        FROM (${touched[table]}) AS changed (venue_id, date)
        ON CONFLICT (date, venue_id, writer) DO UPDATE SET version = known.version + 1;
        RETURN NULL;
      END $$`,
    ...MOMENTS.map(
      ({ name, event, side }) => `CREATE TRIGGER ${table}_version_on_${name} AFTER ${event} ON ${table}
        REFERENCING ${side} TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION ${table}_version()`,
    ),
  ];
}

/** SQLite has one writer, and triggers by row only. */
function sqliteTriggers(table: Table): string[] {
  return MOMENTS.map(({ name, event, side }) => {
    const touched: Record<Table, string> = {
      occupancy: `SELECT venue_id, ${side}.date, 0, 1 FROM resource WHERE id = ${side}.resource_id`,
      venue: `SELECT ${side}.id, '', 0, 1 WHERE true`,
      resource: `SELECT ${side}.venue_id, '', 0, 1 WHERE true`,
      closure: `SELECT ${side}.venue_id, '', 0, 1 WHERE true`,
    };
    return `CREATE TRIGGER ${table}_version_on_${name} AFTER ${event} ON ${table} BEGIN
      INSERT INTO timetable_version (venue_id, date, writer, version) ${touched[table]}
      ON CONFLICT (date, venue_id, writer) DO UPDATE SET version = version + 1;
    END`;
  });
}

import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf, run } from './dialect.js';

/** Accidents in childcare, and what was done about each: who was told, what was reported, what was put right. */
export class CareIncidents1763900500000 implements MigrationInterface {
  name = 'CareIncidents1763900500000';

  async up(runner: QueryRunner): Promise<void> {
    const sql = dialectOf(runner);
    const recorded = `recorded_at ${sql.moment} NOT NULL, recorded_by integer NOT NULL REFERENCES app_user (id)`;
    await run(
      runner,
      `CREATE TABLE care_incident (
        id ${sql.id}, place_id integer NOT NULL REFERENCES care_place (id), happened_at ${sql.moment} NOT NULL,
        location text NOT NULL, what text, measures text, grade text NOT NULL, ${recorded})`,
      `CREATE TABLE care_incident_entry (
        id ${sql.id}, incident_id integer NOT NULL REFERENCES care_incident (id), kind text NOT NULL,
        at ${sql.moment} NOT NULL, text text, grade text, ${recorded})`,
      `CREATE INDEX care_incident_entry_of ON care_incident_entry (incident_id)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, `DROP TABLE care_incident_entry`, `DROP TABLE care_incident`);
  }
}

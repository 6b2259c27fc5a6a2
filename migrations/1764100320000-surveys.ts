import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf, run } from './dialect.js';

/**
 * How people liked a session. Anonymous by its tables: the token of a link knows no person and is gone once it was used, the
 * answer knows neither token nor time.
 */
export class Surveys1764100320000 implements MigrationInterface {
  name = 'Surveys1764100320000';

  async up(runner: QueryRunner): Promise<void> {
    const sql = dialectOf(runner);
    await run(
      runner,
      `CREATE TABLE session_survey (
        session_id integer PRIMARY KEY NOT NULL REFERENCES training_session (id), asked integer NOT NULL,
        mailed_at ${sql.moment} NOT NULL, closes_on text NOT NULL)`,
      `CREATE TABLE survey_token (
        token_hash text PRIMARY KEY NOT NULL, session_id integer NOT NULL REFERENCES session_survey (session_id))`,
      `CREATE INDEX survey_token_session ON survey_token (session_id)`,
      `CREATE TABLE survey_answer (
        id ${sql.id}, session_id integer NOT NULL REFERENCES session_survey (session_id),
        satisfaction integer NOT NULL, usefulness integer NOT NULL, comment text)`,
      `CREATE INDEX survey_answer_session ON survey_answer (session_id)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, `DROP TABLE survey_answer`, `DROP TABLE survey_token`, `DROP TABLE session_survey`);
  }
}

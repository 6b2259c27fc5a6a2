import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf, run } from './dialect.js';

/** What trainers wrote to those who take part: each once, however often its form is sent. */
export class SessionMessages1764500000000 implements MigrationInterface {
  name = 'SessionMessages1764500000000';

  async up(runner: QueryRunner): Promise<void> {
    const sql = dialectOf(runner);
    await run(
      runner,
      `CREATE TABLE session_message (
        id ${sql.id}, session_id integer NOT NULL REFERENCES training_session (id), text text NOT NULL,
        recipients integer NOT NULL, sent_at ${sql.moment} NOT NULL,
        sent_by integer NOT NULL REFERENCES app_user (id), sending text NOT NULL)`,
      `CREATE UNIQUE INDEX session_message_sending ON session_message (sending)`,
      `CREATE INDEX session_message_session ON session_message (session_id)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, `DROP TABLE session_message`);
  }
}

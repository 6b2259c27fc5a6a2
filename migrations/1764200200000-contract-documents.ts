import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf, run } from './dialect.js';

/** What the contract asks to be handed in, each version as it was printed; and what people say about a programme. */
export class ContractDocuments1764200200000 implements MigrationInterface {
  name = 'ContractDocuments1764200200000';

  async up(runner: QueryRunner): Promise<void> {
    const sql = dialectOf(runner);
    await run(
      runner,
      `ALTER TABLE programme ADD COLUMN document_days integer NOT NULL DEFAULT 7`,
      `CREATE TABLE contract_document (
        id ${sql.id}, programme_id integer NOT NULL REFERENCES programme (id), kind text NOT NULL, title text NOT NULL,
        number integer, body text, due_date text, status text NOT NULL, version integer NOT NULL DEFAULT 0,
        submitted_at ${sql.moment}, submitted_by integer REFERENCES app_user (id), answered_at ${sql.moment},
        answered_by integer REFERENCES app_user (id), answer text, reminded_at ${sql.moment},
        overdue_reminded_at ${sql.moment})`,
      `CREATE UNIQUE INDEX contract_document_number ON contract_document (programme_id, number)`,
      `CREATE UNIQUE INDEX contract_document_kind ON contract_document (programme_id, kind) WHERE kind <> 'other'`,
      `CREATE TABLE contract_document_version (
        document_id integer NOT NULL REFERENCES contract_document (id), version integer NOT NULL, dated text NOT NULL,
        content text NOT NULL, pdf ${sql.bytes} NOT NULL, sha256 text NOT NULL, made_at ${sql.moment} NOT NULL,
        made_by integer NOT NULL REFERENCES app_user (id), PRIMARY KEY (document_id, version))`,
      `CREATE TABLE programme_comment (
        id ${sql.id}, programme_id integer NOT NULL REFERENCES programme (id),
        target_id integer REFERENCES programme_target (id), text text NOT NULL, written_at ${sql.moment} NOT NULL,
        written_by integer NOT NULL REFERENCES app_user (id))`,
      `CREATE INDEX programme_comment_programme ON programme_comment (programme_id)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `DROP TABLE programme_comment`,
      `DROP TABLE contract_document_version`,
      `DROP TABLE contract_document`,
      `ALTER TABLE programme DROP COLUMN document_days`,
    );
  }
}

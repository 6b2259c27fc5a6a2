import type { MigrationInterface, QueryRunner } from 'typeorm';
import { run } from './dialect.js';

/** The day that stands on a city's paper, where a manager wrote its answer down. */
export class PaperAnswers1764700000000 implements MigrationInterface {
  name = 'PaperAnswers1764700000000';

  async up(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `ALTER TABLE contract_document ADD COLUMN on_paper text`,
      `ALTER TABLE report_version ADD COLUMN on_paper text`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(
      runner,
      `ALTER TABLE report_version DROP COLUMN on_paper`,
      `ALTER TABLE contract_document DROP COLUMN on_paper`,
    );
  }
}

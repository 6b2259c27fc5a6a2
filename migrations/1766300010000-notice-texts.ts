import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf, run } from './dialect.js';

/** The words of each version of a text to which people agree. */
export class NoticeTexts1766300010000 implements MigrationInterface {
  name = 'NoticeTexts1766300010000';

  async up(runner: QueryRunner): Promise<void> {
    const { moment } = dialectOf(runner);
    await run(
      runner,
      `CREATE TABLE notice_text (
        document text NOT NULL, version text NOT NULL, language text NOT NULL, passages text NOT NULL,
        kept_at ${moment} NOT NULL, PRIMARY KEY (document, version, language))`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, `DROP TABLE notice_text`);
  }
}

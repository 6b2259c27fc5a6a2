import type { MigrationInterface, QueryRunner } from 'typeorm';

/** For how long each kind of record is kept. */
export class Retention1765000020000 implements MigrationInterface {
  name = 'Retention1765000020000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE retention_setting (kind text PRIMARY KEY NOT NULL, years integer NOT NULL)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE retention_setting`);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf, run } from './dialect.js';

/** Which pictures were drawn anew when they came: those from before still say where and when they were taken. */
export class RedrawnPictures1766300020000 implements MigrationInterface {
  name = 'RedrawnPictures1766300020000';

  async up(runner: QueryRunner): Promise<void> {
    const { boolean, no } = dialectOf(runner);
    await run(runner, `ALTER TABLE resource_picture ADD COLUMN redrawn ${boolean} NOT NULL DEFAULT ${no}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, `ALTER TABLE resource_picture DROP COLUMN redrawn`);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf, run } from './dialect.js';

/** 作業予定表: what a programme is to do when, and when it was done. */
export class ProgrammeSchedule1764200100000 implements MigrationInterface {
  name = 'ProgrammeSchedule1764200100000';

  async up(runner: QueryRunner): Promise<void> {
    const sql = dialectOf(runner);
    await run(
      runner,
      `CREATE TABLE programme_task (
        id ${sql.id}, programme_id integer NOT NULL REFERENCES programme (id), kind text NOT NULL, title text NOT NULL,
        plan_from text NOT NULL, plan_to text NOT NULL, actual_from text, actual_to text,
        gates_payment ${sql.boolean} NOT NULL DEFAULT ${sql.no}, note text, revision integer NOT NULL DEFAULT 0,
        CONSTRAINT programme_task_plan CHECK (plan_from <= plan_to),
        CONSTRAINT programme_task_actual CHECK (
          actual_to IS NULL OR (actual_from IS NOT NULL AND actual_from <= actual_to)))`,
      `CREATE INDEX programme_task_programme ON programme_task (programme_id, plan_from)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, `DROP TABLE programme_task`);
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf, run } from './dialect.js';

/** What those who enrol are asked, and what they answered. A question that was answered stays as it was asked. */
export class Questions1764100310000 implements MigrationInterface {
  name = 'Questions1764100310000';

  async up(runner: QueryRunner): Promise<void> {
    const sql = dialectOf(runner);
    await run(
      runner,
      `CREATE TABLE course_question (
        id ${sql.id}, course_id integer NOT NULL REFERENCES course (id), kind text NOT NULL, words text NOT NULL,
        choices text NOT NULL DEFAULT '[]', required ${sql.boolean} NOT NULL, position integer NOT NULL,
        retired_at ${sql.moment})`,
      `CREATE INDEX course_question_course ON course_question (course_id, position)`,
      `CREATE TABLE course_answer (
        enrolment_id integer NOT NULL REFERENCES enrolment (id),
        question_id integer NOT NULL REFERENCES course_question (id), answer text NOT NULL,
        PRIMARY KEY (enrolment_id, question_id))`,
      `CREATE INDEX course_answer_question ON course_answer (question_id)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await run(runner, `DROP TABLE course_answer`, `DROP TABLE course_question`);
  }
}

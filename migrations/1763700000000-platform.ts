import type { MigrationInterface, QueryRunner } from 'typeorm';
import { dialectOf, run } from './dialect.js';

/** Sessions, mails on their way, runs of jobs, the audit trail, limits of attempts, secrets of this installation. */
export class Platform1763700000000 implements MigrationInterface {
  name = 'Platform1763700000000';

  async up(runner: QueryRunner): Promise<void> {
    const sql = dialectOf(runner);
    await run(
      runner,
      `CREATE TABLE session (
        id text PRIMARY KEY NOT NULL, user_id integer, data text NOT NULL,
        created_at ${sql.moment} NOT NULL, expires_at ${sql.moment} NOT NULL)`,
      `CREATE INDEX session_by_user ON session (user_id)`,
      `CREATE INDEX session_expiry ON session (expires_at)`,
      `CREATE TABLE outbox_mail (
        id ${sql.id}, to_address text NOT NULL, language text NOT NULL, template text NOT NULL,
        subject text NOT NULL, text text NOT NULL, html text NOT NULL,
        created_at ${sql.moment} NOT NULL, due_at ${sql.moment} NOT NULL, attempts integer NOT NULL DEFAULT 0,
        claimed_until ${sql.moment}, sent_at ${sql.moment}, failed_at ${sql.moment}, last_error text)`,
      `CREATE INDEX outbox_mail_due ON outbox_mail (due_at) WHERE sent_at IS NULL AND failed_at IS NULL`,
      `CREATE INDEX outbox_mail_failed ON outbox_mail (id) WHERE failed_at IS NOT NULL`,
      `CREATE TABLE job_run (
        id ${sql.id}, name text NOT NULL, due_at ${sql.moment} NOT NULL,
        started_at ${sql.moment} NOT NULL, finished_at ${sql.moment}, outcome text NOT NULL, error text,
        CONSTRAINT job_run_once UNIQUE (name, due_at))`,
      `CREATE INDEX job_run_running ON job_run (name) WHERE outcome = 'running'`,
      `CREATE TABLE audit_entry (
        id ${sql.id}, at ${sql.moment} NOT NULL, actor_id integer, action text NOT NULL,
        subject_kind text NOT NULL, subject_id integer, detail text NOT NULL)`,
      `CREATE INDEX audit_entry_subject ON audit_entry (subject_kind, subject_id)`,
      `CREATE TABLE throttle (
        key text PRIMARY KEY NOT NULL, hits integer NOT NULL,
        expires_at ${sql.moment} NOT NULL, blocked_until ${sql.moment})`,
      `CREATE TABLE secret (name text PRIMARY KEY NOT NULL, value text NOT NULL)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['secret', 'throttle', 'audit_entry', 'job_run', 'outbox_mail', 'session']) {
      await runner.query(`DROP TABLE ${table}`);
    }
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';
import { wordless } from '../src/platform/audit/wordless.policy.js';
import { dialectOf, run } from './dialect.js';

/**
 * The audit trail can only grow: both databases refuse to change or take away what stands in it. `audit_link` chains the
 * entries (src/platform/audit/audit-chain.ts); those that are there already are linked by its job. What people wrote stands
 * in their own rows, where it can be erased; here it is taken out once, before the trail is shut.
 */
export class AuditChain1765000000000 implements MigrationInterface {
  name = 'AuditChain1765000000000';

  async up(runner: QueryRunner): Promise<void> {
    const sql = dialectOf(runner);
    await takeWordsOut(runner, sql.postgres);
    await run(
      runner,
      `ALTER TABLE audit_entry ADD COLUMN from_address text`,
      `ALTER TABLE audit_entry ADD COLUMN from_session text`,
      `DROP INDEX audit_entry_subject`,
      `CREATE INDEX audit_entry_time ON audit_entry (at, id)`,
      `CREATE INDEX audit_entry_actor ON audit_entry (actor_id, at, id)`,
      `CREATE INDEX audit_entry_action ON audit_entry (action, at, id)`,
      `CREATE INDEX audit_entry_subject ON audit_entry (subject_kind, subject_id, at, id)`,
      `CREATE TABLE audit_link (
        position integer PRIMARY KEY NOT NULL, entry_id integer NOT NULL, hash text NOT NULL,
        CONSTRAINT audit_link_entry UNIQUE (entry_id))`,
      ...(sql.postgres ? postgresLocks : sqliteLocks),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    const { postgres } = dialectOf(runner);
    const events = postgres ? ['row', 'table'] : ['update', 'delete'];
    for (const event of events) {
      await runner.query(`DROP TRIGGER audit_entry_${event}${postgres ? ' ON audit_entry' : ''}`);
      await runner.query(`DROP TRIGGER audit_link_${event}${postgres ? ' ON audit_link' : ''}`);
    }
    if (postgres) await runner.query(`DROP FUNCTION audit_only_grows`);
    for (const index of ['time', 'actor', 'action', 'subject']) await runner.query(`DROP INDEX audit_entry_${index}`);
    await run(
      runner,
      `DROP TABLE audit_link`,
      `ALTER TABLE audit_entry DROP COLUMN from_session`,
      `ALTER TABLE audit_entry DROP COLUMN from_address`,
      `CREATE INDEX audit_entry_subject ON audit_entry (subject_kind, subject_id)`,
    );
  }
}

const TABLES = ['audit_entry', 'audit_link'];

const sqliteLocks = TABLES.flatMap((table) =>
  ['update', 'delete'].map(
    (event) => `CREATE TRIGGER ${table}_${event} BEFORE ${event.toUpperCase()} ON ${table}
      BEGIN SELECT RAISE(ABORT, 'the audit trail only grows'); END`,
  ),
);

const postgresLocks = [
  `CREATE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'the audit trail only grows';
    END $$`,
  ...TABLES.flatMap((table) => [
    `CREATE TRIGGER ${table}_row BEFORE UPDATE OR DELETE ON ${table} FOR EACH ROW EXECUTE FUNCTION audit_only_grows()`,
    `CREATE TRIGGER ${table}_table BEFORE TRUNCATE ON ${table} FOR EACH STATEMENT EXECUTE FUNCTION audit_only_grows()`,
  ]),
];

async function takeWordsOut(runner: QueryRunner, postgres: boolean): Promise<void> {
  const [first, second] = postgres ? ['$1', '$2'] : ['?', '?'];
  let last = 0;
  for (;;) {
    const page = `SELECT id, detail FROM audit_entry WHERE id > ${first} AND detail <> '{}' ORDER BY id LIMIT 1000`;
    const rows = (await runner.query(page, [last])) as { id: number; detail: string }[];
    if (rows.length === 0) return;
    last = rows.at(-1)!.id;
    for (const { id, detail } of rows) {
      const without = JSON.stringify(wordless(JSON.parse(detail) as Record<string, unknown>));
      if (without !== detail)
        await runner.query(`UPDATE audit_entry SET detail = ${first} WHERE id = ${second}`, [without, id]);
    }
  }
}

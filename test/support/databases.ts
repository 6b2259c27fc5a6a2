import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { Settings } from '../../src/platform/settings.js';

const TEMPLATE_DATABASE = 'tsudoi_template';

/** What the setup of the run has made (setup/*.js). */
function made(name: 'TEST_DATABASES' | 'TEST_POSTGRES_URL'): string {
  const value = process.env[name];
  if (!value) throw new Error('run tests through Jest: its global setup makes the databases');
  return value;
}

export interface FreshDatabase {
  where: Pick<Settings, 'databaseUrl' | 'sqliteFile'>;
  drop(): Promise<void>;
}

let count = 0;

/** A migrated, empty database of this test file's kind: a copy of the template. */
export async function freshDatabase(): Promise<FreshDatabase> {
  count += 1;
  const name = `t${process.pid}_${process.env.JEST_WORKER_ID ?? 0}_${Date.now().toString(36)}_${count}`;
  if (!process.env.DATABASE_URL) {
    const folder = made('TEST_DATABASES');
    const sqliteFile = join(folder, name, 'tsudoi.sqlite');
    mkdirSync(join(folder, name));
    copyFileSync(join(folder, 'template.sqlite'), sqliteFile);
    return { where: { sqliteFile }, drop: async () => rmSync(join(folder, name), { recursive: true, force: true }) };
  }
  const postgresUrl = made('TEST_POSTGRES_URL');
  await admin(postgresUrl, `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE_DATABASE} STRATEGY file_copy`);
  const databaseUrl = `${postgresUrl}/${name}`;
  return {
    where: { databaseUrl, sqliteFile: 'none' },
    drop: () => admin(postgresUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

/** One statement outside any transaction, on the server's own database. */
async function admin(postgresUrl: string, statement: string): Promise<void> {
  const client = new pg.Client(`${postgresUrl}/postgres`);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

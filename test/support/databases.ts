import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { Settings } from '../../src/platform/settings.js';

/** Where the run keeps its databases; global-setup.js makes the folder and the two templates in it. */
interface Templates {
  folder: string;
  postgresUrl: string;
}

const TEMPLATE_DATABASE = 'tsudoi_template';

function templates(): Templates {
  const folder = process.env.TEST_DATABASES;
  const postgresUrl = process.env.TEST_POSTGRES_URL;
  if (!folder || !postgresUrl) throw new Error('run tests through Jest: its global setup makes the databases');
  return { folder, postgresUrl };
}

export interface FreshDatabase {
  where: Pick<Settings, 'databaseUrl' | 'sqliteFile'>;
  drop(): Promise<void>;
}

let made = 0;

/** A migrated, empty database of this test file's kind: a copy of the template. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const { folder, postgresUrl } = templates();
  made += 1;
  const name = `t${process.pid}_${process.env.JEST_WORKER_ID ?? 0}_${Date.now().toString(36)}_${made}`;
  if (!process.env.DATABASE_URL) {
    const sqliteFile = join(folder, name, 'tsudoi.sqlite');
    mkdirSync(join(folder, name));
    copyFileSync(join(folder, 'template.sqlite'), sqliteFile);
    return { where: { sqliteFile }, drop: async () => rmSync(join(folder, name), { recursive: true, force: true }) };
  }
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

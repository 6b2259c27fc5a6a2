import { existsSync } from 'node:fs';
import { copyFile, mkdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import pg from 'pg';
import type { Moment } from '../time.js';
import { nameOf } from './backup.policy.js';
import { restoreDump } from './postgres-tools.js';
import { checkSums } from './sums.js';
import { mustBeWhole, POSTGRES_COPY, SQLITE_COPY, type What } from './take.js';

/**
 * Puts the backup in the place of the database, once it is checked. The next start brings an older schema up to date.
 * @param force put away a database that is there
 * @returns what was done, in lines
 * @throws Error where the backup is broken or of the other kind of database, or where one is there, or is in use
 */
export async function restoreBackup(what: What, backup: string, force: boolean, now: Moment): Promise<string[]> {
  const file = what.databaseUrl ? POSTGRES_COPY : SQLITE_COPY;
  const files = await checkSums(backup);
  if (!files.includes(file))
    throw new Error(`${backup} holds ${files.join(', ')}, and not the ${file} of this database.`);
  const copy = join(backup, file);
  const told = what.databaseUrl
    ? await restorePostgres({ databaseUrl: what.databaseUrl, bin: what.pgBin }, copy, force)
    : await restoreSqlite(what.sqliteFile, copy, force, now);
  return [...told, `${copy} is restored.`];
}

async function restorePostgres(
  tools: { databaseUrl: string; bin?: string },
  copy: string,
  force: boolean,
): Promise<string[]> {
  const { tables, others } = await lookAt(tools.databaseUrl);
  if (tables > 0 && !force) throw new Error('There is a database already. Take --force to overwrite it.');
  if (others > 0) throw new Error('Somebody is connected to the database. Please stop the server first.');
  await restoreDump(tools, copy);
  return [];
}

async function lookAt(databaseUrl: string): Promise<{ tables: number; others: number }> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  try {
    const { rows } = await client.query<{ tables: number; others: number }>(
      `SELECT (SELECT count(*)::int FROM pg_tables WHERE schemaname = 'public') AS tables,
         (SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database()
            AND application_name LIKE 'tsudoi%') AS others`,
    );
    return rows[0]!;
  } finally {
    await client.end();
  }
}

/** The old one is kept beside. */
async function restoreSqlite(target: string, copy: string, force: boolean, now: Moment): Promise<string[]> {
  mustBeWhole(copy);
  const isThere = existsSync(target);
  if (isThere && !force) throw new Error(`${target} is there already. Take --force to put it away.`);
  const old = `${target}.before-${nameOf(now)}`;
  await mkdir(dirname(target), { recursive: true });
  await copyFile(copy, `${target}.restoring`);
  if (isThere) {
    mustBeAlone(target);
    await rename(target, old);
  }
  await rename(`${target}.restoring`, target);
  return isThere ? [`${target} was put away as ${old}.`] : [];
}

/** Takes what is in the write-ahead log into the file, which SQLite does for nobody while another has it open. */
function mustBeAlone(file: string): void {
  const connection = new Sqlite(file);
  try {
    connection.pragma('journal_mode = DELETE');
  } catch (error) {
    throw new Error(`${file} is in use. Please stop the server first.`, { cause: error });
  } finally {
    connection.close();
  }
}

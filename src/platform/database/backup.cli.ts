import { existsSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { readSettings } from '../settings.js';

/**
 * `npm run backup -- <file>`: a whole copy of the SQLite database while the server runs. (Copying the file itself would miss
 * what is still in its write-ahead log.) PostgreSQL has pg_dump.
 */
async function run(target: string | undefined): Promise<void> {
  const settings = readSettings(process.env);
  if (settings.databaseUrl)
    throw new Error('This is PostgreSQL. Please use: pg_dump --format=custom --file=<file> "$DATABASE_URL"');
  if (!target) throw new Error('Usage: npm run backup -- <file>');
  if (existsSync(target)) throw new Error(`${target} is there already. Please choose another name.`);
  const source = new Sqlite(settings.sqliteFile, { readonly: true, fileMustExist: true });
  await source.backup(target);
  source.close();
  const copy = new Sqlite(target, { readonly: true });
  const verdict = copy.pragma('integrity_check', { simple: true });
  copy.close();
  if (verdict !== 'ok') throw new Error(`The copy is broken: ${String(verdict)}`);
  console.log(`${settings.sqliteFile} → ${target}, checked.`);
}

await run(process.argv[2]).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});

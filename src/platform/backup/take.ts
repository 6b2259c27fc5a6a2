import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { migrations } from '../../../migrations/index.js';
import type { Settings } from '../settings.js';
import type { Moment } from '../time.js';
import { nameOf, outdated } from './backup.policy.js';
import { checkDump, dump } from './postgres-tools.js';
import { writeSums } from './sums.js';

export const SQLITE_COPY = 'tsudoi.sqlite';
export const POSTGRES_COPY = 'tsudoi.dump';
/** Until a backup is whole, it is not called one. */
const UNFINISHED = '.unfinished';

export type What = Pick<Settings, 'databaseUrl' | 'sqliteFile' | 'pgBin'>;

/**
 * A whole copy of one moment, checked, while the server goes on: a folder of its own inside `folder`. Everything is in the
 * database, pictures and papers too; no files stand beside it.
 * @returns the path of the folder
 */
export async function takeBackup(what: What, folder: string, now: Moment): Promise<string> {
  const target = join(folder, nameOf(now));
  const unfinished = target + UNFINISHED;
  await mkdir(folder, { recursive: true });
  await clearUnfinished(folder);
  await mkdir(unfinished, { mode: 0o700 }); // for nobody else on the machine to read
  if (what.databaseUrl) await copyPostgres(what.databaseUrl, what.pgBin, join(unfinished, POSTGRES_COPY));
  else copySqlite(what.sqliteFile, join(unfinished, SQLITE_COPY));
  const about = { takenAt: now.toString(), migrations: migrations.map((Migration) => new Migration().name).slice(-1) };
  await writeFile(join(unfinished, 'about.json'), JSON.stringify(about));
  await writeSums(unfinished);
  await rename(unfinished, target);
  return target;
}

/** Puts away what need not be kept any more (backup.policy.ts). @returns their names */
export async function rotate(folder: string): Promise<string[]> {
  const gone = outdated(await readdir(folder));
  for (const name of gone) await rm(join(folder, name), { recursive: true });
  return gone;
}

/** Those that a crash cut off. */
async function clearUnfinished(folder: string): Promise<void> {
  const left = (await readdir(folder)).filter((name) => name.startsWith('tsudoi-') && name.endsWith(UNFINISHED));
  for (const name of left) await rm(join(folder, name), { recursive: true });
}

async function copyPostgres(databaseUrl: string, bin: string | undefined, file: string): Promise<void> {
  await dump({ databaseUrl, bin }, file);
  await checkDump({ databaseUrl, bin }, file);
}

/** In one reading transaction: writers go on meanwhile, and what they write is not in it. */
function copySqlite(from: string, to: string): void {
  const source = new Sqlite(from, { readonly: true, fileMustExist: true });
  try {
    source.prepare('VACUUM INTO ?').run(to);
  } finally {
    source.close();
  }
  mustBeWhole(to);
}

/** @throws Error where the file is no SQLite database, or a broken one. */
export function mustBeWhole(file: string): void {
  const copy = new Sqlite(file, { readonly: true, fileMustExist: true });
  try {
    const verdict: unknown = copy.pragma('integrity_check', { simple: true });
    const strays = copy.pragma('foreign_key_check') as unknown[];
    if (verdict !== 'ok') throw new Error(`${file} is broken: ${String(verdict)}`);
    if (strays.length > 0) throw new Error(`${file} is broken: ${strays.length} rows point to nothing`);
  } finally {
    copy.close();
  }
}

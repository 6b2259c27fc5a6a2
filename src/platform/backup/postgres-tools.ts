import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Tools {
  databaseUrl: string;
  /** The folder in which they are; on the PATH unless given. */
  bin?: string;
}

/** A whole copy of one moment, in the form of its own that pg_restore reads. */
export async function dump(tools: Tools, file: string): Promise<void> {
  await call(tools, 'pg_dump', ['--format=custom', '--no-owner', '--no-privileges', `--file=${file}`]);
}

/** All of it or nothing. What is there is put away first. */
export async function restoreDump(tools: Tools, file: string): Promise<void> {
  const whole = ['--single-transaction', '--exit-on-error', '--clean', '--if-exists', '--no-owner', '--no-privileges'];
  await call(tools, 'pg_restore', [...whole, `--dbname=${addressOf(tools.databaseUrl).PGDATABASE}`, file]);
}

/** Is it a whole copy that can be read? */
export async function checkDump(tools: Tools, file: string): Promise<void> {
  await call(tools, 'pg_restore', ['--list', file]);
}

async function call({ databaseUrl, bin }: Tools, tool: string, words: string[]): Promise<void> {
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, ...addressOf(databaseUrl) };
  try {
    await run(bin ? join(bin, tool) : tool, words, { env, maxBuffer: 64_000_000 });
  } catch (error) {
    const { code, stderr } = error as { code?: string; stderr?: string };
    const missing = `There is no ${tool}. Please install PostgreSQL's tools or set PG_BIN.`;
    const failed = `${tool} failed: ${stderr?.trim() || String(error)}`;
    throw new Error(code === 'ENOENT' ? missing : failed, { cause: error });
  }
}

/** In the environment, where other people on the machine do not see it. */
function addressOf(databaseUrl: string): Record<string, string> {
  const { hostname, port, username, password, pathname, searchParams } = new URL(databaseUrl);
  const sslMode = searchParams.get('sslmode');
  return {
    PGHOST: decodeURIComponent(hostname || searchParams.get('host') || 'localhost'),
    PGPORT: port || '5432',
    PGUSER: decodeURIComponent(username),
    PGPASSWORD: decodeURIComponent(password),
    PGDATABASE: decodeURIComponent(pathname.slice(1)),
    ...(sslMode ? { PGSSLMODE: sslMode } : {}),
  };
}

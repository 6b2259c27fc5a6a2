import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { openWriter } from '../../src/platform/database/data-source.js';
import { freePort } from '../bench/free-port.js';

export interface OwnPostgres {
  /** Where pg_dump and pg_restore of the same version are. */
  bin: string;
  /** Its server, without a database. */
  url: string;
  stop(): Promise<void>;
}

const DEBIAN = '/usr/lib/postgresql';

/**
 * A PostgreSQL that this machine has, server and tools of one version, with a migrated template as databases.ts takes it: the one
 * that npm brings has no tools, and older ones do not read it. Nothing where there is none.
 */
export async function ownPostgres(): Promise<OwnPostgres | undefined> {
  const found = existsSync(DEBIAN) ? readdirSync(DEBIAN) : [];
  const latest = found.toSorted((a, b) => Number(b) - Number(a)).map((version) => join(DEBIAN, version, 'bin'));
  const bin = latest.find((one) => ['initdb', 'postgres', 'pg_dump'].every((tool) => existsSync(join(one, tool))));
  if (!bin) return undefined;
  const folder = mkdtempSync(join(process.env.TEST_DATABASES!, 'own-'));
  chmodSync(folder, 0o711);
  const data = join(folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  const owner = process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {};
  if (owner.uid !== undefined) execFileSync('chown', [`${owner.uid}:${owner.gid}`, data]);
  execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'postgres', '--auth=trust', '--locale=C', '--encoding=UTF8'], {
    ...owner,
    cwd: '/',
    stdio: 'ignore',
  });
  const port = await freePort();
  const flags = ['-D', data, '-p', String(port), '-k', '', '-c', 'fsync=off', '-c', 'listen_addresses=127.0.0.1'];
  const server = spawn(join(bin, 'postgres'), flags, { ...owner, cwd: '/', stdio: 'ignore' });
  const url = `postgres://postgres:none@127.0.0.1:${port}`;
  await createTemplate(url);
  return {
    bin,
    url,
    stop: () =>
      new Promise((resolve) => {
        server.once('exit', () => resolve());
        server.kill('SIGINT');
      }),
  };
}

async function createTemplate(url: string): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const client = new pg.Client(`${url}/postgres`);
    try {
      await client.connect();
      await client.query('CREATE DATABASE tsudoi_template');
      await client.end();
      break;
    } catch (error) {
      if (tries === 100) throw error;
      await pause(100);
    }
  }
  await (await openWriter({ databaseUrl: `${url}/tsudoi_template`, sqliteFile: 'none' }, [])).destroy();
}

const idOf = (which: '-u' | '-g'): number => Number(execFileSync('id', [which, 'postgres'], { encoding: 'utf8' }));

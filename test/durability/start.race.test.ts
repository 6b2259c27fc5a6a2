import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { entities } from '../../src/entities.js';
import { databaseKind } from '../../src/platform/database/kind.js';
import { openDatabase } from '../../src/platform/database/open.js';
import { contentsOf } from '../support/contents.js';
import { type FreshDatabase, freshDatabase } from '../support/databases.js';
import { ServerProcess } from '../support/server.js';

/** `npm start`, really: the built server as a process of its own. On SQLite it finds no file at all. */
let folder: string;
let fresh: FreshDatabase;
let where: FreshDatabase['where'];
let settings: Record<string, string | undefined>;
const started: ServerProcess[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(process.env.TEST_DATABASES!, 'start-'));
  fresh = await freshDatabase();
  where = databaseKind === 'sqlite' ? { sqliteFile: join(folder, 'new', 'tsudoi.sqlite') } : fresh.where;
  if (where.databaseUrl) await forgetKeys(where.databaseUrl);
  settings = { DATABASE_URL: where.databaseUrl, SQLITE_FILE: where.sqliteFile };
});
afterEach(async () => {
  for (const server of started.splice(0)) await server.stop('SIGKILL');
  await fresh.drop();
  rmSync(folder, { recursive: true });
});

/** The copy of the template was opened under a key of its own, and in production another is given. */
async function forgetKeys(databaseUrl: string): Promise<void> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  await client.query(`DELETE FROM secret WHERE name LIKE 'data-key%'`);
  await client.end();
}

function start(more: Record<string, string | undefined> = {}): ServerProcess {
  const server = new ServerProcess({ ...settings, ...more });
  started.push(server);
  return server;
}

/** Every row but those of jobs, which note each start, and the links of the audit trail, which a job makes at the full minute. */
async function contents(dataKeys?: string[]): Promise<Record<string, string>> {
  const { database, close } = await openDatabase({ ...where, dataKeys }, entities);
  const { job_run: _, audit_link: __, ...rest } = await contentsOf(database.reader);
  await close();
  return rest;
}

const PRODUCTION = {
  NODE_ENV: 'production',
  SESSION_SECRET: 'a secret of at least thirty-two characters',
  DATA_KEY: 'another secret of at least thirty-two characters',
  PUBLIC_URL: 'https://tsudoi.example.jp',
};

test('the first start makes a demo world and says where it is; the second changes nothing; SIGTERM closes it cleanly', async () => {
  const first = start();
  const address = await first.opened();
  await first.said(/admin@demo.test/);
  expect(await fetch(address).then(({ status }) => status)).toBe(200);
  const { output, code, signal } = await first.stop();
  expect([code, signal]).toEqual([0, null]);
  expect(output).not.toMatch(/error/i);
  if (databaseKind === 'sqlite') expect(existsSync(`${where.sqliteFile}-wal`)).toBe(false);
  expect(output).toMatch(/^Tsudoi is open at http:\/\/localhost:\d+\n/);
  expect(output).toContain('Demo accounts, password tsudoi-demo:');
  expect(output).not.toContain('administrator yet');
  for (const who of ['member', 'editor', 'trainer', 'childcare', 'manager', 'officer', 'admin']) {
    expect(output).toContain(`${who}@demo.test`);
  }
  const before = await contents();
  expect(before.app_user).toMatch(/^48 /);

  const second = start();
  await second.said(/admin@demo.test/);
  expect((await second.stop()).output).toContain('member@demo.test');
  expect(await contents()).toEqual(before);
});

describe('in production', () => {
  test('two that start together both open; there are no demo people, but a link to become the first administrator', async () => {
    const both = [start(PRODUCTION), start(PRODUCTION)];
    for (const server of both) {
      const here = await server.opened();
      const link = await server.said(/https:\/\/tsudoi\.example\.jp(\/first-administrator\/[\w-]+)/);
      expect((await fetch(here + link[1])).status).toBe(200);
    }
    for (const server of both) expect((await server.stop()).output).not.toContain('demo');
    const now = await contents([PRODUCTION.DATA_KEY]);
    expect([now.venue, now.app_user]).toEqual([expect.stringMatching(/^1 /), expect.stringMatching(/^0 /)]);
  });

  test('demo people are refused', async () => {
    const { code, output } = await start({ ...PRODUCTION, SEED: 'demo' }).end();
    expect([code, output.split('\n')[1]]).toEqual([1, expect.stringContaining('SEED: ')]);
  });
});

test('a database that cannot be reached is told in a line', async () => {
  const nowhere =
    databaseKind === 'sqlite'
      ? { SQLITE_FILE: '/dev/null/x.sqlite' }
      : { DATABASE_URL: 'postgres://x:y@127.0.0.1:1/z' };
  const { code, output } = await start(nowhere).end();
  expect([code, output.trim().split('\n')]).toEqual([1, [expect.stringMatching(/^Cannot open the database/)]]);
});

// These come no further than to the settings and the port: once is enough.
if (databaseKind === 'sqlite') {
  test('settings that are wrong are each named in a line', async () => {
    const { code, output } = await start({ PORT: 'eighty', SMTP_URL: 'mail.example', NODE_ENV: 'production' }).end();
    expect(code).toBe(1);
    const lines = output.trim().split('\n');
    expect(lines[0]).toBe('Tsudoi cannot start. Please mend these settings:');
    const named = lines.slice(1).map((line) => line.trim().split(':')[0]);
    expect(named.toSorted()).toEqual(['DATA_KEY', 'PORT', 'PUBLIC_URL', 'SESSION_SECRET', 'SMTP_URL']);
  });

  test('a port that is taken is told in a line', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as { port: number };
    const { code, output } = await start({ PORT: String(port), SEED: 'none' }).end();
    other.close();
    expect([code, output]).toEqual([
      1,
      `Port ${port} is taken. Please choose another, such as: PORT=${port + 1} npm start\n`,
    ]);
  });
}

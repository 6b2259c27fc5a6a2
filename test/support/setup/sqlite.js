import { join } from 'node:path';
import { openWriter } from '../../../dist/src/platform/database/data-source.js';
import { runFolder } from './folder.js';

/** One migrated, empty database, to be copied by each test file. Jest runs this as it is, so it uses the build. */
export default async function setUp() {
  const source = await openWriter({ sqliteFile: join(runFolder(), 'template.sqlite') }, []);
  await source.query('PRAGMA wal_checkpoint(TRUNCATE)');
  await source.destroy();
}

import 'reflect-metadata';
import { entities } from '../src/entities.js';
import { Clock } from '../src/platform/clock.js';
import { openDatabase } from '../src/platform/database/open.js';
import { readSettings } from '../src/platform/settings.js';
import { seed } from './seed.js';

/** `npm run seed -- reference|demo`, with the settings of the server. */
async function run(which: string | undefined): Promise<void> {
  if (which !== 'reference' && which !== 'demo') throw new Error('Usage: npm run seed -- reference|demo');
  const settings = readSettings({ ...process.env, SEED: which });
  const { database, close } = await openDatabase(settings, entities);
  await seed(database, new Clock(), which);
  await close();
  console.log(
    `Seeded ${which}: ${settings.databaseUrl ? 'PostgreSQL' : settings.sqliteFile}. What was there is untouched.`,
  );
}

await run(process.argv[2]).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});

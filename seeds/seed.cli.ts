import 'reflect-metadata';
import { entities } from '../src/entities.js';
import { Clock } from '../src/platform/clock.js';
import { type Command, whenStarted, WronglyTyped } from '../src/platform/command.js';
import { withDatabase } from '../src/platform/database/open.js';
import { readSettings } from '../src/platform/settings.js';
import { seed } from './seed.js';

/** With the settings of the server. */
export const sow: Command = {
  usage: 'npm run seed -- reference|demo',
  words: [1, 1],
  run: async ({ words: [which], env, say }) => {
    if (which !== 'reference' && which !== 'demo') throw new WronglyTyped();
    const settings = readSettings({ ...env, SEED: which });
    await withDatabase(settings, entities, (database) => seed(database, new Clock(), which));
    const where = settings.databaseUrl ? 'PostgreSQL' : settings.sqliteFile;
    say(`Seeded ${which}: ${where}. What was there is untouched.`);
  },
};

await whenStarted(import.meta, sow);

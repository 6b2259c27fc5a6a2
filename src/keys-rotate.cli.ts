import 'reflect-metadata';
import { entities } from './entities.js';
import { type Command, whenStarted } from './platform/command.js';
import { reseal } from './platform/crypto/reseal.js';
import { withDatabase } from './platform/database/open.js';
import { readSettings } from './platform/settings.js';

/** With DATA_KEY=new,old as the server has it: seals everything under the new key, while the server runs. */
export const rotateKeys: Command = {
  usage: 'npm run keys:rotate',
  run: ({ env, say }) =>
    withDatabase(readSettings(env), entities, async (database) => {
      for (const [place, count] of await reseal(database)) say(`${place}: ${count}`);
      say('All is sealed under the first key of DATA_KEY. The others can be left out at the next start.');
    }),
};

await whenStarted(import.meta, rotateKeys);

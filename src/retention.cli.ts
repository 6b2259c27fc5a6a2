import 'reflect-metadata';
import { inHouse } from './in-house.js';
import { type Command, whenStarted } from './platform/command.js';
import { Retention } from './platform/personal-data/retention.js';

/** Tells how many of each kind would be anonymised now; without `--dry-run`, it is done. */
export const retain: Command = {
  usage: 'npm run retention -- [--dry-run]',
  flags: ['--dry-run'],
  run: ({ flags, env, say }) =>
    inHouse(env, async (house) => {
      const dry = flags.has('--dry-run');
      const retention = house.get(Retention);
      for (const { kind, years, before, ids } of await (dry ? retention.due() : retention.run()))
        say(`${kind}: ${ids.length} ${dry ? 'would be' : 'were'} anonymised (ended before ${before}, ${years} years)`);
    }),
};

await whenStarted(import.meta, retain);

import { Clock } from '../clock.js';
import { type Command, whenStarted } from '../command.js';
import { readSettings } from '../settings.js';
import { restoreBackup } from './restore.js';

/** Into the database of the settings; with `--force` also where there is one. */
export const restore: Command = {
  usage: 'npm run restore -- <backup> [--force]',
  words: [1, 1],
  flags: ['--force'],
  run: async ({ words: [backup], flags, env, say }) => {
    const told = await restoreBackup(readSettings(env), backup!, flags.has('--force'), new Clock().now());
    for (const line of told) say(line);
  },
};

await whenStarted(import.meta, restore);

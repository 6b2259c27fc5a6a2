import { Clock } from '../clock.js';
import { type Command, whenStarted, WronglyTyped } from '../command.js';
import { readSettings } from '../settings.js';
import { rotate, takeBackup } from './take.js';

/** A checked copy in that folder, or else in BACKUP_DIR, while the server runs. `--rotate`: old ones go. */
export const backUp: Command = {
  usage: 'npm run backup -- <folder> [--rotate], or set BACKUP_DIR',
  words: [0, 1],
  flags: ['--rotate'],
  run: async ({ words, flags, env, say }) => {
    const settings = readSettings(env);
    const folder = words[0] ?? settings.backupDir;
    if (!folder) throw new WronglyTyped();
    say(`${await takeBackup(settings, folder, new Clock().now())}, checked.`);
    if (flags.has('--rotate')) for (const name of await rotate(folder)) say(`${name} put away.`);
  },
};

await whenStarted(import.meta, backUp);

import { Clock } from '../clock.js';
import { readSettings } from '../settings.js';
import { rotate, takeBackup } from './take.js';

/** `npm run backup -- <folder>`, by default BACKUP_DIR: a checked copy in it, while the server runs. `--rotate`: old ones go. */
async function run(words: readonly string[]): Promise<void> {
  const settings = readSettings(process.env);
  const folder = words.find((word) => !word.startsWith('--')) ?? settings.backupDir;
  if (!folder) throw new Error('Usage: npm run backup -- <folder>, or set BACKUP_DIR');
  console.log(`${await takeBackup(settings, folder, new Clock().now())}, checked.`);
  if (words.includes('--rotate')) for (const name of await rotate(folder)) console.log(`${name} put away.`);
}

await run(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});

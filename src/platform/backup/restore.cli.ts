import { Clock } from '../clock.js';
import { readSettings } from '../settings.js';
import { restoreBackup } from './restore.js';

/** `npm run restore -- <backup> [--force]`: into the database of the settings; with `--force` also where there is one. */
async function run(words: readonly string[]): Promise<void> {
  const [backup, ...others] = words.filter((word) => !word.startsWith('--'));
  if (!backup || others.length > 0) throw new Error('Usage: npm run restore -- <backup> [--force]');
  const told = await restoreBackup(readSettings(process.env), backup, words.includes('--force'), new Clock().now());
  for (const line of told) console.log(line);
}

await run(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});

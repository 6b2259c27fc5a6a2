import { execFile } from 'node:child_process';
import { appendFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Booking } from '../../src/bookings/booking.entity.js';
import { entities } from '../../src/entities.js';
import { databaseKind } from '../../src/platform/database/kind.js';
import { openDatabase } from '../../src/platform/database/open.js';
import { projectRoot } from '../../src/platform/project-root.js';
import { addDays, clockText } from '../../src/platform/time.js';
import { Occupancy } from '../../src/venues/occupancy.entity.js';
import { contentsOf } from '../support/contents.js';
import { freshDatabase, type FreshDatabase } from '../support/databases.js';
import { addUser } from '../support/factories.js';
import { type Client, type Servers, startServers } from '../support/servers.js';
import { addResource, addVenue } from '../support/venue-factories.js';

/** The tools of the command line on a server that is being written to. PostgreSQL's own must not be older than the server. */
let folder: string;
let servers: Servers;
let elsewhere: FreshDatabase;
let clients: Client[];
let desks: number[];

beforeAll(async () => {
  folder = mkdtempSync(join(process.env.TEST_DATABASES!, 'backup-'));
  servers = await startServers();
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
  rmSync(folder, { recursive: true });
});

async function tool(name: 'backup' | 'restore', where: FreshDatabase['where'], ...words: string[]): Promise<string> {
  const { databaseUrl: DATABASE_URL, sqliteFile: SQLITE_FILE } = where;
  const env = { PATH: process.env.PATH, DATABASE_URL, SQLITE_FILE };
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

const said = 'server version mismatch';

test('a backup under write load is a whole of one moment, and restored elsewhere its figures agree', async () => {
  const load = keepBooking();
  while (load.ids.length < 5) await new Promise((resolve) => setTimeout(resolve, 20));
  const before = [...load.ids];
  const told = await tool('backup', servers.where, folder);
  await load.stop();
  if (databaseKind === 'postgres' && told.includes(said)) return; // this machine's pg_dump is older than the server
  expect(told).toMatch(/, checked\.\n$/);

  const [name] = readdirSync(folder);
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
}, 120_000);

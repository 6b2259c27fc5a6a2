import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
import { entities } from '../../src/entities.js';
import { Clock } from '../../src/platform/clock.js';
import type { Database } from '../../src/platform/database/database.js';
import { databaseKind } from '../../src/platform/database/kind.js';
import { openDatabase } from '../../src/platform/database/open.js';
import { JobRun } from '../../src/platform/jobs/job-run.entity.js';
import { addDays, todayAt } from '../../src/platform/time.js';
import { startPostgres } from '../bench/embedded-postgres.js';
import { type CrashWorld, crashWorld, faultsIn, type Yes } from '../support/crash-world.js';
import { openDatabase as openFresh } from '../support/database.js';
import { ServerProcess } from '../support/server.js';
import { Client, signInAt } from '../support/servers.js';

/** One in the test run, fifty by `npm run faults`. */
const RUNS = Number(process.env.FAULT_RUNS ?? 1);
const clock = new Clock();
const dateOf = (run: number): string => addDays(todayAt(clock.now()), 7 + 2 * run);

const started: ServerProcess[] = [];
afterEach(async () => {
  for (const server of started.splice(0)) await server.stop('SIGKILL');
});
function start(where: { databaseUrl?: string; sqliteFile: string }): ServerProcess {
  const settings = { DATABASE_URL: where.databaseUrl, SQLITE_FILE: where.sqliteFile, SEED: 'none' };
  started.push(new ServerProcess(settings));
  return started.at(-1)!;
}

async function signInAll(world: CrashWorld, address: string): Promise<Client[]> {
  const clients: Client[] = [];
  for (const { email } of world.people) clients.push(new Client([address], await signInAt(address, email)));
  return clients;
}

test(`of ${RUNS} times that it was killed in the middle, nothing that was answered is lost, nothing is half`, async () => {
  const data = await openFresh();
  const world = await crashWorld({ database: data.database, clock, visitor: undefined as never });
  const yes: Yes = { bookings: [], enrolments: [] };
  let clients: Client[] | undefined;
  for (let run = 0; run < RUNS; run += 1) {
    const courses = await world.open(dateOf(run));
    const server = start(data.where);
    const address = await server.opened();
    clients = clients?.map((client) => client.at(address)) ?? (await signInAll(world, address));
    const pressing = world.press(clients, dateOf(run), courses, yes);
    const [booked, enrolled] = [yes.bookings.length, yes.enrolments.length];
    while (yes.bookings.length < booked + 2 || yes.enrolments.length < enrolled + 2) await pause(5);
    await pause((run * 97) % 400);
    await server.stop('SIGKILL');
    await pressing;
    expect(await faultsIn(data.database.reader, yes)).toEqual([]);
  }
  expect(Math.min(yes.bookings.length, yes.enrolments.length)).toBeGreaterThan(RUNS);
  await mustCatchUp(data.database, () => start(data.where).opened());
  await data.close();
}, 3_600_000);

/** A job that the crash cut off three hours ago. */
async function mustCatchUp(database: Database, startAgain: () => Promise<unknown>): Promise<void> {
  const cutOff = clock.now().subtract({ hours: 3 });
  const run = { name: 'mail.sweep', dueAt: cutOff, startedAt: cutOff, outcome: 'running' as const };
  await database.transaction(async (tx) => {
    await tx.delete(JobRun, { name: 'mail.sweep' });
    await tx.insert(JobRun, run);
  });
  await startAgain();
  const outcomes = async (): Promise<string[]> => {
    const rows = await database.reader.find(JobRun, { where: { name: 'mail.sweep' }, order: { dueAt: 'ASC' } });
    return rows.map(({ outcome }) => outcome);
  };
  for (let waited = 0; waited < 20_000 && (await outcomes()).join() !== 'ok,ok'; waited += 200) await pause(200);
  expect(await outcomes()).toEqual(['ok', 'ok']); // the one that was cut off, and the latest of those that were missed
}

if (databaseKind === 'postgres') {
  test('while PostgreSQL is away everybody is told to come back, and within five seconds of its return all is well', async () => {
    const folder = mkdtempSync(join(process.env.TEST_DATABASES!, 'away-'));
    const postgres = await startPostgres(folder);
    const where = { databaseUrl: `${postgres.url}/postgres`, sqliteFile: 'none' };
    let data = await openDatabase(where, entities);
    const world = await crashWorld({ database: data.database, clock, visitor: undefined as never });
    const days = [0, 1, 2];
    const courses: number[][] = [];
    for (const day of days) courses.push(await world.open(dateOf(day)));
    await data.close();

    const address = await start(where).opened();
    const clients = await signInAll(world, address);
    const yes: Yes = { bookings: [], enrolments: [] };
    const pressing = Promise.all(days.map((day) => world.press(clients, dateOf(day), courses[day]!, yes)));
    while (yes.bookings.length < 3) await pause(5);
    await postgres.stop();
    await pressing;
    for (const path of ['/me', '/sign-in', `/bookings?date=${dateOf(0)}`]) {
      const answer = await fetch(address + path, clients[0]!.headers());
      expect([path, answer.status, answer.headers.get('retry-after')]).toEqual([path, 503, '5']);
      expect(await answer.text()).toContain('ただいまデータを読み書きできません');
    }
    expect((await fetch(`${address}/readyz`)).status).toBe(503);
    expect((await fetch(`${address}/healthz`)).status).toBe(200);

    await postgres.start();
    const back = performance.now();
    while ((await clients[0]!.get('/me')).status !== 200) await pause(50);
    expect(performance.now() - back).toBeLessThan(5000);
    expect((await fetch(`${address}/readyz`)).status).toBe(200);
    await Promise.all(days.map((day) => world.press(clients, dateOf(day), courses[day]!, yes)));
    data = await openDatabase(where, entities);
    expect(await faultsIn(data.database.reader, yes)).toEqual([]);
    await data.close();
    await started.splice(0)[0]!.stop();
    await postgres.stop();
    rmSync(folder, { recursive: true });
  }, 180_000);
}

import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import type { User } from '../../src/accounts/user.entity.js';
import { databaseKind } from '../../src/platform/database/kind.js';
import { paths } from '../../src/platform/paths.js';
import { readSettings } from '../../src/platform/settings.js';
import { addUser } from '../support/factories.js';
import { type Client, type Servers, startServers } from '../support/servers.js';
import { addResource, addVenue } from '../support/venue-factories.js';

/** `PROCESSES=4` for more. */
const PROCESSES = Number(process.env.PROCESSES ?? 2);

test('several processes are refused on SQLite, by name', () => {
  expect(() => readSettings({ WEB_CONCURRENCY: '2' })).toThrow(/WEB_CONCURRENCY: .*DATABASE_URL/);
  expect(readSettings({ WEB_CONCURRENCY: '2', DATABASE_URL: 'postgres://a@b/c' }).webConcurrency).toBe(2);
});

if (databaseKind === 'postgres') {
  let servers: Servers;
  let people: User[];
  let desk: { id: number };

  const fill = async (): Promise<void> => {
    const world = servers.world as never;
    const openingHours = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start: 540, end: 1020 }));
    const venue = await addVenue(world, { openingHours, closedOnHolidays: false });
    desk = await addResource(world, venue, { kind: 'desk' });
    people = [await addUser(world), await addUser(world)];
  };
  const wish = (start: string, end: string) => ({ date: servers.date, start, end, resourceIds: desk.id });
  const day = (): string => `/bookings?date=${servers.date}`;

  async function onDatabase<T extends object>(
    statement: string,
    url = servers.where.databaseUrl,
  ): Promise<{ rows: T[] }> {
    const client = new pg.Client(url);
    await client.connect();
    return client.query<T>(statement).finally(() => client.end());
  }

  describe(`${PROCESSES} processes on one port`, () => {
    let clients: Client[];
    let address: string;
    beforeAll(async () => {
      servers = await startServers(() => ({ WEB_CONCURRENCY: String(PROCESSES), DRAIN_SECONDS: '1' }), 1);
      address = servers.processes[0]!.address;
      await servers.processes[0]!.server.said(new RegExp(`(Process \\d+ serves[\\s\\S]*){${PROCESSES}}`), 120_000);
      await fill();
      clients = await servers.signIn(people);
    }, 120_000);
    afterAll(() => servers.close());

    const pids = async (): Promise<number> => {
      const { rows } = await onDatabase<{ n: number }>(
        `SELECT count(DISTINCT pid)::int AS n FROM pg_stat_activity WHERE application_name = 'tsudoi'
         AND datname = current_database()`,
      );
      return rows[0]!.n;
    };
    /** Asks on and on, on new connections. @returns what was not answered well */
    function keepAsking(): { answered: () => number; stop(): Promise<string[]> } {
      const bad: string[] = [];
      let answered = 0;
      const told = new AbortController();
      const ask = async (client: Client): Promise<void> => {
        while (!told.signal.aborted) {
          const { headers } = client.headers();
          const asked = { redirect: 'manual' as const, headers: { ...headers, connection: 'close' } };
          const signal = AbortSignal.timeout(30_000);
          const outcome = await fetch(address + day(), { ...asked, signal }).then(
            ({ status }) => String(status),
            String,
          );
          answered += 1;
          await pause(50);
          if (outcome !== '200') bad.push(outcome);
        }
      };
      const all = Promise.all(clients.map(ask));
      return {
        answered: () => answered,
        stop: async () => {
          told.abort();
          await all;
          return bad;
        },
      };
    }

    test('what one of them does holds for all at once, and who signed out is out everywhere', async () => {
      expect((await clients[0]!.post('/bookings', wish('10:00', '12:00'))).status).toBe(303);
      for (let nth = 0; nth < 4; nth += 1) {
        expect((await clients[1]!.post('/bookings', wish('11:00', '13:00'))).status).toBe(409);
        expect((await clients[1]!.get(day())).text).not.toContain(`start=11%3A00&`);
      }
      const [leaver] = await servers.signIn([people[0]!]);
      expect((await leaver!.get('/me')).status).toBe(200);
      await leaver!.post(paths.signOut(), {});
      for (let nth = 0; nth < 4; nth += 1) expect((await leaver!.get('/me')).status).toBe(303);
      expect(await pids()).toBeGreaterThanOrEqual(PROCESSES);
    });

    test('the figures are those of all of them', async () => {
      const counts: number[] = [];
      for (let nth = 0; nth < 3; nth += 1) {
        const text = await (await fetch(address + paths.metrics())).text();
        const found = [...text.matchAll(/^tsudoi_request_seconds_count\{.*route="\/me".*\} (\d+)/gm)];
        counts.push(found.reduce((sum, [, n]) => sum + Number(n), 0));
      }
      expect(counts).toEqual([5, 5, 5]);
    });

    test('a migration that expands, and a new version by SIGHUP after it, go by without an error', async () => {
      const asking = keepAsking();
      const { server } = servers.processes[0]!;
      await onDatabase('ALTER TABLE booking ADD COLUMN expanded text NOT NULL DEFAULT 0');
      const before = asking.answered();
      server.signal('SIGHUP');
      await server.said(/\d processes are new\./, 120_000);
      await pause(200);
      expect(asking.answered() - before).toBeGreaterThan(5);
      expect(await asking.stop()).toEqual([]);
      expect((await clients[0]!.post('/bookings', wish('13:00', '14:00'))).status).toBe(303);
      await onDatabase('ALTER TABLE booking DROP COLUMN expanded');
      expect((await clients[0]!.post('/bookings', wish('14:00', '15:00'))).status).toBe(303);
    }, 120_000);

    test('one that dies is replaced', async () => {
      const { server } = servers.processes[0]!;
      const serving = [...server.output.matchAll(/Process (\d+) serves/g)].map(([, pid]) => Number(pid));
      process.kill(serving.at(-1)!, 'SIGKILL');
      await server.said(/ended by itself and is replaced\.\n(?:.*\n)*?Process \d+ serves/);
      expect((await clients[0]!.get(day())).status).toBe(200);
    }, 60_000);
  });

  describe('a replica that lags behind', () => {
    let clients: Client[];
    let role: string;

    /** One that stands still at the moment at which everybody has signed in: a copy of all tables, beside them. */
    beforeAll(async () => {
      servers = await startServers(async ({ databaseUrl }) => {
        const url = new URL(databaseUrl!);
        role = `lag_${url.pathname.slice(1)}`;
        await onDatabase('CREATE SCHEMA replica', databaseUrl);
        await onDatabase(`CREATE ROLE ${role} SUPERUSER LOGIN PASSWORD '${url.password}'`, databaseUrl);
        await onDatabase(`ALTER ROLE ${role} SET search_path = replica`, databaseUrl);
        url.username = role;
        return { DATABASE_READER_URL: url.href, READER_LAG_SECONDS: '2' };
      }, 2);
      await fill();
      clients = await servers.signIn(people);
      await onDatabase(`DO $$ DECLARE t text; BEGIN
        FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
          EXECUTE format('CREATE TABLE replica.%I AS TABLE public.%I', t, t);
        END LOOP; END $$`);
    }, 120_000);
    afterAll(async () => {
      await servers.close();
      await onDatabase(`DROP ROLE ${role}`, `${process.env.TEST_POSTGRES_URL}/postgres`);
    });

    test('whoever changed something finds it changed in each process; others find it when the replica has it', async () => {
      const [author, other] = clients as [Client, Client];
      const { status, location } = await author.post('/bookings', wish('10:00', '12:00'));
      expect(status).toBe(303);
      for (let nth = 0; nth < 4; nth += 1) expect((await author.get(location!)).status).toBe(200);
      expect((await other.get('/me')).status).toBe(200);
      expect((await author.get('/me')).text).toContain(location!);
      author.forget('wrote'); // as her browser does when the time has passed
      expect((await author.get(location!)).status).toBe(404);
      // What decides reads from the primary.
      expect((await other.post('/bookings', wish('11:00', '13:00'))).status).toBe(409);
      const [newcomer] = await servers.signIn([people[1]!]);
      for (let nth = 0; nth < 4; nth += 1) expect((await newcomer!.get('/me')).status).toBe(200);
    });

    test('where it is away its readers go to the primary, which is said once, and come back with it', async () => {
      const [author] = clients as [Client];
      const ready = async (): Promise<unknown> => {
        const answer = await fetch(`${servers.processes[0]!.address}/readyz`);
        return [answer.status, ((await answer.json()) as { degraded: string[] }).degraded];
      };
      await onDatabase(`ALTER ROLE ${role} NOLOGIN`);
      await onDatabase(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '${role}'`);
      for (let nth = 0; nth < 10; nth += 1) expect((await author.get('/me')).status).toBe(200);
      expect(await ready()).toEqual([200, ['replica']]);
      await onDatabase(`ALTER ROLE ${role} LOGIN`);
      for (let waited = 0; waited < 15_000 && String(await ready()) !== '200,'; waited += 250) {
        expect((await author.get('/me')).status).toBe(200);
        await pause(250);
      }
      expect(await ready()).toEqual([200, []]);
      const { output } = servers.processes[0]!.server;
      expect(output.match(/the replica is \w+/g)).toEqual(['the replica is away', 'the replica is back']);
    }, 60_000);
  });
}

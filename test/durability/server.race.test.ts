import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { databaseKind } from '../../src/platform/database/kind.js';
import { paths } from '../../src/platform/paths.js';
import { addUser, PASSWORD } from '../support/factories.js';
import { type Client, type Servers, startServers } from '../support/servers.js';
import { addResource, addVenue } from '../support/venue-factories.js';

/** A server as it runs in production: its log, its figures, and clients that dawdle, wait or come while it ends. */
/** Whatever the database is, these are the same. */
const onSqlite = databaseKind === 'sqlite' ? test : test.skip;
const NAME = '𠮷田 はなこ';
const PHONE = '090-1234-5678';
let servers: Servers;
let address: string;
let client: Client;
let deskId: number;

beforeAll(async () => {
  const patience = { SLOW_CLIENT_SECONDS: '1', DRAIN_SECONDS: '2', SLOW_STATEMENT_MS: '1' };
  servers = await startServers(() => ({ LOG: 'json', ...patience }), 1);
  address = servers.processes[0]!.address;
  const world = servers.world as never;
  const openingHours = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start: 540, end: 1020 }));
  const venue = await addVenue(world, { openingHours, closedOnHolidays: false });
  deskId = (await addResource(world, venue, { kind: 'desk' })).id;
  const manager = await addUser(world, { roles: ['member', 'manager'], name: NAME, phone: '09012345678' });
  [client] = (await servers.signIn([manager])) as [Client];
}, 120_000);
afterAll(() => servers.close());

interface Line {
  time: string;
  level: string;
  id?: string;
  route?: string;
  status?: number;
}

/** What it has told so far. */
async function log(): Promise<Line[]> {
  await pause(300);
  const { output } = servers.processes[0]!.server;
  const lines = output.split('\n').filter((line) => line.startsWith('{'));
  return lines.map((line) => JSON.parse(line) as Line);
}

test('a line tells of each request, and none of a person', async () => {
  const person = { name: NAME, kana: 'ヨシダ', email: 'yoshida@example.jp', phone: PHONE, password: PASSWORD };
  const form = { ...person, postalCode: '187-0032', address: '東京都小平市小川町1-2-3', resident: 'on', consent: 'on' };
  expect((await client.post(paths.signUp(), form)).status).toBe(303);
  expect((await client.post(paths.signUp(), { ...form, email: 'no address' })).status).toBe(422);
  const wish = { date: servers.date, start: '10:00', end: '12:00', resourceIds: deskId, purpose: `${NAME}さんと` };
  expect((await client.post('/bookings', wish)).status).toBe(303);
  expect((await client.post('/bookings', { ...wish, end: '13:00' })).status).toBe(409);
  const search = `/manage/members?q=${encodeURIComponent(NAME)}`;
  const rename = (from: string, to: string): Promise<unknown> =>
    servers.world.database.transaction((tx) => tx.query(`ALTER TABLE app_user RENAME COLUMN ${from} TO ${to}`));
  await rename('search_text', 'elsewhere'); // a fault of our own
  expect((await client.post(paths.signUp(), { ...form, email: 'yoshida2@example.jp' })).status).toBe(500);
  await rename('elsewhere', 'search_text');
  for (const path of ['/me/profile', search, `/${encodeURIComponent(NAME)}/yoshida@example.jp`]) await client.get(path);

  const lines = await log();
  const requests = lines.filter(({ route }) => route);
  expect(requests.map(({ route, status }) => `${route} ${status}`)).toEqual([
    '/sign-in 303',
    '/sign-up 303',
    '/sign-up 422',
    '/bookings 303',
    '/bookings 409',
    '/sign-up 500',
    '/me/profile 200',
    '/manage/members 200',
    'none 404',
  ]);
  expect(new Set(requests.map(({ id }) => id)).size).toBe(requests.length);
  const { output } = servers.processes[0]!.server;
  expect(lines.filter((line) => line.level === 'warn').length).toBeGreaterThan(0); // statements of more than a millisecond
  expect(lines.some((line) => line.level === 'error' && JSON.stringify(line).includes('search_text'))).toBe(true);
  expect(output).not.toMatch(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u);
  for (const word of ['@example', encodeURIComponent('𠮷田'), '1234', '5678', '小川', PASSWORD, 'session='])
    expect(output).not.toContain(word);
});

test('the figures are for this machine alone, not for who comes through a proxy on it', async () => {
  const answer = await fetch(address + paths.metrics());
  const text = await answer.text();
  expect(answer.headers.get('content-type')).toContain('version=0.0.4');
  expect(text).toMatch(/tsudoi_request_seconds_count\{method="POST",route="\/bookings",status="409"\} 1/);
  for (const name of [
    'tsudoi_sql_statements_total',
    'tsudoi_writers_waiting',
    'tsudoi_outbox_mails\\{state="waiting"\\}',
  ])
    expect(text).toMatch(new RegExp(`^${name} \\d+`, 'm'));
  expect(text).toContain('nodejs_eventloop_lag_p99_seconds');
  expect((await fetch(address + paths.metrics(), { headers: { 'x-forwarded-for': '1.2.3.4' } })).status).toBe(404);
});

const open = (): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(address).port), '127.0.0.1', () => resolve(socket)).on('error', reject);
  });
const closed = (socket: Socket): Promise<string> =>
  new Promise((resolve) => {
    let heard = '';
    socket.setEncoding('utf8').on('data', (text) => (heard += text));
    socket.on('close', () => resolve(heard)).on('error', () => undefined);
  });

onSqlite(
  '2,000 connections that say nothing hold nobody up, and are let go',
  async () => {
    const idle: Socket[] = [];
    for (let batch = 0; batch < 20; batch += 1) idle.push(...(await Promise.all(Array.from({ length: 100 }, open))));
    const endings = idle.map(closed);
    expect((await fetch(address + paths.signIn())).status).toBe(200);
    await Promise.all(endings);
  },
  60_000,
);

onSqlite(
  'who sends the head or the body drop by drop is told that it takes too long',
  async () => {
    const head = await open();
    head.write('GET /sign-in HTTP/1.1\r\nHost: tsudoi\r\n');
    const body = await open();
    body.write('POST /sign-in HTTP/1.1\r\nHost: tsudoi\r\nContent-Type: application/x-www-form-urlencoded\r\n');
    body.write('Content-Length: 1000\r\n\r\nemail=');
    const drops = setInterval(() => body.write('a'), 200);
    const heard = await Promise.all([closed(head), closed(body)]);
    clearInterval(drops);
    for (const answer of heard) expect(answer).toMatch(/^HTTP\/1\.1 408 /);
  },
  60_000,
);

onSqlite(
  'SIGTERM under load drops no request: whoever is answered is told to go elsewhere, and then it ends',
  async () => {
    const { server } = servers.processes[0]!;
    const outcomes: string[] = [];
    /** As a proxy does: on one connection, until it is told not to come back; the last one was on its way already. */
    const ask = async (): Promise<void> => {
      for (let left = false; ;) {
        const answer = await fetch(`${address}/bookings?date=${servers.date}`, client.headers());
        outcomes.push(`${answer.status} ${(await answer.text()).endsWith('</html>\n')}`);
        if (left) return;
        left = answer.headers.get('connection') === 'close';
      }
    };
    /** As another proxy does: on a connection of its own each time, until it hears that no more should come. */
    const told = new AbortController();
    const askAnew = async (): Promise<void> => {
      while (!told.signal.aborted) {
        const { headers } = client.headers();
        const answer = await fetch(`${address}/sign-in`, { headers: { ...headers, connection: 'close' } });
        outcomes.push(`${answer.status} ${(await answer.text()).endsWith('</html>\n')}`);
      }
    };
    const watch = async (): Promise<void> => {
      while ((await fetch(`${address}/readyz`)).status === 200) await pause(200);
      told.abort();
    };
    const load = [...Array.from({ length: 8 }, ask), ...Array.from({ length: 4 }, askAnew), watch()];
    await pause(500);
    const ending = server.stop('SIGTERM');
    await Promise.all(load);
    expect([...new Set(outcomes)]).toEqual(['200 true']);
    expect([(await ending).code, outcomes.length >= 16]).toEqual([0, true]);
  },
  60_000,
);

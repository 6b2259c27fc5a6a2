import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import pg from 'pg';
import { PRIVACY_VERSION } from '../../src/accounts/privacy-notice.js';
import { AppModule } from '../../src/app.module.js';
import { adapterFor, setUp } from '../../src/app.setup.js';
import { openWriter } from '../../src/platform/database/data-source.js';
import { statementsOf } from '../../src/platform/database/statement-log.js';
import { Clock } from '../../src/platform/clock.js';
import { readSettings } from '../../src/platform/settings.js';
import { addDays, todayAt } from '../../src/platform/time.js';
import { cookieFor, SECRET, sessionKey, sessionName } from './world.js';

const VENUES = 100;
const PER_VENUE = 60;
const MEMBERS = 100_000;
/** Tables that grow with the years: nobody may read them from end to end. */
const GROWING = ['booking', 'booking_resource', 'occupancy'];
const TIMES = 20;

type Tell = (line: string) => void;

/** How PostgreSQL finds what the main pages ask for among so many bookings, of a hundred houses, and how long they take. */
export async function showPlans(databaseUrl: string, bookings: number, tell: Tell): Promise<void> {
  await (await openWriter({ databaseUrl, sqliteFile: 'none' }, [])).destroy();
  const client = new pg.Client(databaseUrl);
  await client.connect();
  try {
    await fill(client, bookings, tell);
    const { rows } = await client.query<{ table: string; size: string }>(
      `SELECT relname AS table, pg_size_pretty(pg_total_relation_size(oid)) AS size FROM pg_class WHERE relname = ANY($1)`,
      [GROWING],
    );
    tell(rows.map(({ table, size }) => `${table} ${size}`).join(', '));
    for await (const { name, ms, statements } of requests(databaseUrl)) {
      const scanned = new Set<string>();
      for (const statement of statements) for (const one of await scansOf(client, statement)) scanned.add(one);
      const verdict = scanned.size === 0 ? 'by index alone' : `READS WHOLE: ${[...scanned].join(', ')}`;
      tell(`${name.padEnd(12)} ${ms.toFixed(1).padStart(7)} ms  ${statements.length} statements  ${verdict}`);
    }
  } finally {
    await client.end();
  }
}

/** Without indexes and checks, which come afterwards: row by row they would take hours. */
async function fill(client: pg.Client, bookings: number, tell: Tell): Promise<void> {
  const today = todayAt(new Clock().now());
  const run = async (what: string, ...statements: string[]): Promise<void> => {
    const begun = performance.now();
    for (const statement of statements) await client.query(statement);
    tell(`${what}: ${((performance.now() - begun) / 1000).toFixed(0)} s`);
  };
  const hours = JSON.stringify([1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start: 540, end: 1020 })));
  await client.query(
    `SET session_replication_role = replica; SET maintenance_work_mem = '1GB'; SET synchronous_commit = off`,
  );
  await run(
    'houses and people',
    `INSERT INTO venue (id, name, address, active_from, slot_minutes, window_days, cancel_deadline_minutes, grace_minutes,
       max_resources, closed_on_holidays, opening_hours, holiday_overrides, booking_limits, position)
     SELECT n, 'V' || n, '', '2000-01-01', 30, 730, 60, 15, 4, false, '${hours}', '[]', '[]', n FROM generate_series(1, ${VENUES}) n`,
    `INSERT INTO resource (id, venue_id, kind, name, capacity, bookable_by, attributes, active_from, position)
     SELECT n, (n - 1) / ${PER_VENUE} + 1, 'desk', 'R' || n, 1, 'member', '[]', '2000-01-01', n
     FROM generate_series(1, ${VENUES * PER_VENUE}) n`,
    `INSERT INTO app_user (id, email, email_confirmed_at, name, kana, resident, raising_children, language, search_text, created_at)
     SELECT n, 'bench' || n || '@example.jp', now(), 'N' || n, 'K', true, true, 'ja', '', now() FROM generate_series(1, ${MEMBERS}) n`,
    `INSERT INTO user_role (user_id, role, granted_at) VALUES (1, 'member', now())`,
    `INSERT INTO consent (user_id, document, version, agreed_at) VALUES (1, 'privacy', '${PRIVACY_VERSION}', now())`,
    `INSERT INTO session (id, user_id, data, created_at, expires_at) VALUES ('${sessionKey(sessionName(1))}', 1,
       '{"cookie":{"path":"/","httpOnly":true,"secure":false,"sameSite":"lax","originalMaxAge":null,"expires":null},"userId":1}',
       now(), now() + interval '14 days')`,
  );
  const later = await takeAway(client);
  await run(
    `${bookings.toLocaleString('en')} bookings`,
    `CREATE UNLOGGED TABLE held AS SELECT nth + 1 AS id, nth % ${VENUES * PER_VENUE} + 1 AS resource_id,
       to_char(date '${today}' + 7 - (nth / ${VENUES * PER_VENUE * 8})::int, 'YYYY-MM-DD') AS date,
       540 + 60 * (nth / ${VENUES * PER_VENUE} % 8) AS start, nth * 7 % ${MEMBERS} + 1 AS member_id
     FROM generate_series(0::bigint, ${bookings - 1}) nth`,
    `INSERT INTO booking (id, venue_id, member_id, date, start_minute, end_minute, status, created_at, created_by)
     SELECT id, (resource_id - 1) / ${PER_VENUE} + 1, member_id, date, start, start + 60, 'booked', now(), member_id FROM held`,
    `INSERT INTO booking_resource (booking_id, resource_id) SELECT id, resource_id FROM held`,
    `INSERT INTO occupancy (resource_id, date, start_minute, end_minute, source_kind, source_id)
     SELECT resource_id, date, start, start + 60, 'booking', id FROM held`,
    'DROP TABLE held',
    `SELECT setval(pg_get_serial_sequence('booking', 'id'), ${bookings})`,
  );
  await run('indexes and checks', ...later);
  await run('figures for the planner', 'VACUUM ANALYZE');
  await client.query('SET session_replication_role = origin');
}

/** Drops the indexes and exclusions of the growing tables. @returns what brings them back */
async function takeAway(client: pg.Client): Promise<string[]> {
  const { rows: exclusions } = await client.query<{ drop: string; back: string }>(
    `SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS drop,
       format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS back
     FROM pg_constraint WHERE contype = 'x' AND conrelid = ANY($1::regclass[])`,
    [GROWING],
  );
  for (const { drop } of exclusions) await client.query(drop);
  const { rows: indexes } = await client.query<{ name: string; back: string }>(
    `SELECT indexname AS name, indexdef AS back FROM pg_indexes WHERE tablename = ANY($1)
     AND indexname NOT IN (SELECT conname FROM pg_constraint)`,
    [GROWING],
  );
  for (const { name } of indexes) await client.query(`DROP INDEX ${name}`);
  return [...indexes, ...exclusions].map(({ back }) => back);
}

/** What the app itself sends for the main pages. */
async function* requests(databaseUrl: string): AsyncGenerator<{ name: string; ms: number; statements: string[] }> {
  const settings = readSettings({ DATABASE_URL: databaseUrl, SESSION_SECRET: SECRET, SEED: 'none', NODE_ENV: 'test' });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(settings), adapterFor(settings), {
    logger: ['error'],
  });
  await setUp(app, settings);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  const free = (nth: number): string => addDays(todayAt(new Clock().now()), 8 + nth);
  const form = (nth: number): string => `date=${free(nth)}&start=10:00&end=11:00&resourceIds=1`;
  let booked = 0;
  const calls: [string, () => { method: 'GET' | 'POST'; url: string; payload?: string }][] = [
    ['day view', () => ({ method: 'GET', url: `/bookings?date=${free(-3 - (booked % 2))}` })],
    ['my page', () => ({ method: 'GET', url: '/me' })],
    ['my bookings', () => ({ method: 'GET', url: '/me/bookings' })],
    ['book', () => ({ method: 'POST', url: '/bookings', payload: form(booked++) })],
  ];
  try {
    for (const [name, call] of calls) {
      const times: number[] = [];
      let seen: string[] = [];
      for (let nth = 0; nth < TIMES; nth += 1) {
        const begun = performance.now();
        const headers = { cookie: cookieFor(1), 'content-type': 'application/x-www-form-urlencoded' };
        const { result, statements } = await statementsOf(async () => {
          const answer = await app.inject({ ...call(), headers });
          return answer;
        });
        if (result.statusCode >= 400) throw new Error(`${name}: ${result.statusCode}`);
        times.push(performance.now() - begun);
        if (nth === 0) seen = statements.filter((one) => /^\s*(WITH|SELECT|INSERT|UPDATE|DELETE)/i.test(one));
      }
      yield { name, ms: times.toSorted((a, b) => a - b)[TIMES / 2]!, statements: seen };
    }
  } finally {
    await app.close();
  }
}

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  Plans?: Plan[];
}

/** Which growing tables the statement reads from end to end, whatever its values are. */
async function scansOf(client: pg.Client, statement: string): Promise<string[]> {
  const asked = { text: `EXPLAIN (GENERIC_PLAN, FORMAT JSON) ${statement}`, queryMode: 'simple' };
  const { rows } = await client.query<{ 'QUERY PLAN': { Plan: Plan }[] }>(asked as pg.QueryConfig);
  const whole = (plan: Plan): string[] => [
    ...(plan['Node Type'] === 'Seq Scan' && GROWING.includes(plan['Relation Name']!) ? [plan['Relation Name']!] : []),
    ...(plan.Plans ?? []).flatMap(whole),
  ];
  return whole(rows[0]!['QUERY PLAN'][0]!.Plan);
}

import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from '../../src/app.module.js';
import { adapterFor, setUp } from '../../src/app.setup.js';
import { openWriter } from '../../src/platform/database/data-source.js';
import { databaseKind } from '../../src/platform/database/kind.js';
import { statementsOf } from '../../src/platform/database/statement-log.js';
import { Clock } from '../../src/platform/clock.js';
import { Jobs } from '../../src/platform/jobs/jobs.js';
import { readSettings } from '../../src/platform/settings.js';
import { addDays, todayAt } from '../../src/platform/time.js';
import { type Ground, GROWING, type Plan, postgresGround, sqliteGround } from './plans-ground.js';
import { fillGround, MANAGER, MEMBER } from './plans-world.js';
import { cookieFor, SECRET } from './world.js';

const TIMES = 20;
/** Those that come again within the hour. */
const JOBS = new Set(['bookings.no_shows', 'bookings.waitlist', 'bookings.lapses']);

type Tell = (line: string) => void;
type Where = { databaseUrl?: string; sqliteFile: string };

/** What was asked for, how long the middle one of twenty took, and how each statement of it finds its rows. */
interface Found {
  name: string;
  ms: number;
  plans: Map<string, Plan>;
}

/** How the database finds what the main pages ask for among so many bookings, of a hundred houses, and how long they take. */
export async function plansAt(where: Where, bookings: number, tell: Tell): Promise<Found[]> {
  await (await openWriter(where, [])).destroy();
  const ground =
    databaseKind === 'postgres' ? await postgresGround(where.databaseUrl!) : sqliteGround(where.sqliteFile);
  try {
    await fillGround(ground, bookings, tell);
    if (databaseKind === 'postgres') {
      await ground.run(`SELECT setval(pg_get_serial_sequence('booking', 'id'), ${bookings})`);
      await ground.run('VACUUM ANALYZE');
      await ground.run('SET session_replication_role = origin');
    } else {
      await ground.run('ANALYZE');
      await ground.run('PRAGMA journal_mode = WAL');
    }
    tell(await ground.sizes());
    const found: Found[] = [];
    for await (const { name, ms, statements } of requests(where))
      found.push({ name, ms, plans: await plansOf(ground, statements) });
    return found;
  } finally {
    await ground.close();
  }
}

async function plansOf(ground: Ground, statements: readonly string[]): Promise<Map<string, Plan>> {
  const plans = new Map<string, Plan>();
  for (const one of statements)
    if (/^\s*(WITH|SELECT|INSERT|UPDATE|DELETE)/i.test(one)) plans.set(one, await ground.planOf(one));
  return plans;
}

/** The figures of a size beside those of a tenth of it. */
export function tellPlans(small: readonly Found[], large: readonly Found[], tell: Tell): void {
  tell(
    `${''.padEnd(20)}${['ms', 'of a tenth', 'statements', 'of these', 'index alone'].map((w) => w.padStart(12)).join('')}`,
  );
  for (const [at, { name, ms, plans }] of large.entries()) {
    const before = small[at]!;
    const steps = [...plans.values()].flatMap((plan) => plan.steps);
    const growing = [...plans.values()].filter((plan) => plan.steps.length > 0);
    const alone = growing.filter((plan) => plan.steps.every(({ how }) => how === 'index alone'));
    const figures = [ms.toFixed(1), (ms / before.ms).toFixed(2), plans.size, growing.length, alone.length];
    const whole = [...new Set(steps.filter(({ how }) => how === 'whole').map(({ table }) => table))];
    const verdict = whole.length > 0 ? `READS WHOLE: ${whole.join(', ')}` : 'by index';
    tell(`${name.padEnd(20)}${figures.map((one) => String(one).padStart(12)).join('')}  ${verdict}`);
    for (const [statement, plan] of plans) {
      const isWhole = plan.steps.some(({ how }) => how === 'whole');
      const other = before.plans.get(statement)?.shape;
      const isOther = plan.steps.length > 0 && other !== undefined && other !== plan.shape;
      if (isWhole || isOther)
        tell(`  ${isWhole ? 'whole' : 'another way than in a tenth'}: ${statement.slice(0, 300)}`);
    }
  }
  tell(
    `statements: all that were sent; of these: those that ask ${GROWING.join(', ')}; index alone: not even their rows.`,
  );
}

/** What the app itself sends for the main pages, and for the jobs of each few minutes. */
async function* requests({
  databaseUrl,
  sqliteFile,
}: Where): AsyncGenerator<{ name: string; ms: number; statements: string[] }> {
  const env = { DATABASE_URL: databaseUrl, SQLITE_FILE: sqliteFile, SESSION_SECRET: SECRET, SEED: 'none' };
  const settings = { ...readSettings({ ...env, NODE_ENV: 'test' }), timers: false };
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(settings), adapterFor(settings), {
    logger: ['error'],
  });
  await setUp(app, settings);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  const now = new Clock().now();
  const ahead = (days: number): string => addDays(todayAt(now), days);
  let nth = 0;
  const calls: [string, () => { url: string; payload?: string; who?: number }][] = [
    ['day view', () => ({ url: `/bookings?date=${ahead(5 - (nth++ % 2))}` })],
    ['my page', () => ({ url: '/me' })],
    ['my bookings', () => ({ url: '/me/bookings' })],
    ['book', () => ({ url: '/bookings', payload: `date=${ahead(8 + nth++)}&start=10:00&end=11:00&resourceIds=1` })],
    ['front desk', () => ({ url: `/desk?date=${ahead(0)}`, who: MANAGER })],
    ['use of a month', () => ({ url: '/manage/usage?venueId=1', who: MANAGER })],
  ];
  try {
    for (const [name, call] of calls)
      yield {
        name,
        ...(await timed(async () => {
          const { url, payload, who = MEMBER } = call();
          const headers = { cookie: cookieFor(who), 'content-type': 'application/x-www-form-urlencoded' };
          const { statusCode } = await app.inject({ method: payload ? 'POST' : 'GET', url, payload, headers });
          if (statusCode >= 400) throw new Error(`${name}: ${statusCode}`);
        })),
      };
    const jobs = app.get(Jobs).all();
    for (const job of jobs.filter(({ name }) => JOBS.has(name)))
      yield { name: job.name, ...(await timed(() => job.run(now))) };
  } finally {
    await app.close();
  }
}

async function timed(work: () => Promise<unknown>): Promise<{ ms: number; statements: string[] }> {
  const times: number[] = [];
  let seen: string[] = [];
  for (let nth = 0; nth < TIMES; nth += 1) {
    const begun = performance.now();
    const { statements } = await statementsOf(work);
    times.push(performance.now() - begun);
    if (nth === 0) seen = statements;
  }
  return { ms: times.toSorted((a, b) => a - b)[TIMES / 2]!, statements: seen };
}

import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { ClockCheck } from '../../src/platform/jobs/clock-check.js';
import { JobAlarm } from '../../src/platform/jobs/job-alarm.js';
import { JobRun } from '../../src/platform/jobs/job-run.entity.js';
import { JobRuns } from '../../src/platform/jobs/job-runs.js';
import type { Job } from '../../src/platform/jobs/job.js';
import { Jobs } from '../../src/platform/jobs/jobs.js';
import type { DateText, Minute, Moment } from '../../src/platform/time.js';
import { startApp, type TestApp } from '../support/app.js';
import { quiet } from '../support/quiet.js';

const PLACE = 'Asia/Tokyo';
let world: TestApp;
/** A second process on the same database. */
let other: TestApp;
/** A scheduler of its own for each test, in either process: it knows this test's jobs only. */
let jobs: Jobs;
let jobsThere: Jobs;
let ran: string[];
let made = 0;

const anotherProcess = (): Promise<TestApp> => {
  const { sqliteFile, databaseUrl } = world.settings;
  return startApp({ sqliteFile, databaseUrl });
};

beforeAll(async () => {
  world = await startApp();
  other = await anotherProcess();
});
beforeEach(() => {
  setClocks('2026-11-21', 9 * 60);
  [jobs, jobsThere] = [world, other].map(
    ({ get, clock, settings }) => new Jobs(get(JobRuns), clock, settings, get(JobAlarm), get(ClockCheck)),
  ) as [Jobs, Jobs];
  ran = [];
  made += 1;
});
afterAll(async () => {
  await other.close();
  await world.close();
});

function setClocks(date: DateText, minute: Minute): void {
  for (const { clock } of [world, other]) clock.setTo(date, minute);
}

/** A job of this test. It writes down the days for which it ran. */
function daily(more: Partial<Job> = {}): Job {
  const days = ran;
  return {
    name: `test.daily_${made}`,
    schedule: { every: 'day', at: '03:00' },
    catchUp: 'each',
    run: async (dueAt: Moment) => void days.push(dueAt.toZonedDateTimeISO(PLACE).toPlainDate().toString()),
    ...more,
  };
}

/** The app as it is when it has run before: the job is known, nothing is due. */
async function know(job: Job): Promise<void> {
  jobs.register(job);
  await jobs.tick();
}

const tick = (): Promise<void> => jobs.tick();
const tickThere = (): Promise<void> => jobsThere.tick();

async function runsOf({ name }: Job): Promise<string[]> {
  const runs = await world.database.reader.find(JobRun, { where: { name }, order: { dueAt: 'ASC' } });
  return runs.map(({ outcome, error }) => (error ? `${outcome}: ${error}` : outcome));
}

test('a new installation catches up nothing; the first due time is the next one', async () => {
  await know(daily());
  expect(ran).toEqual([]);
  world.clock.setTo('2026-11-22', 3 * 60);
  await tick();
  await tick();
  expect(ran).toEqual(['2026-11-22']);
});

test('an installation that is switched off each night misses nothing', async () => {
  await know(daily());
  jobsThere.register(daily());
  other.clock.setTo('2026-11-22', 8 * 60);
  await tickThere();
  expect(ran).toEqual(['2026-11-22']);
});

test('after three days of downtime each missed time is run, in order', async () => {
  await know(daily());
  world.clock.setTo('2026-11-24', 9 * 60);
  await tick();
  expect(ran).toEqual(['2026-11-22', '2026-11-23', '2026-11-24']);
});

test('after three days of downtime only the latest is run where that is enough', async () => {
  await know(daily({ catchUp: 'latest' }));
  world.clock.setTo('2026-11-24', 9 * 60);
  await tick();
  await tick();
  expect(ran).toEqual(['2026-11-24']);
});

test('two processes that tick at the same time run each due time once', async () => {
  await know(daily());
  jobsThere.register(daily());
  setClocks('2026-11-26', 9 * 60);
  await Promise.all([tick(), tickThere(), tick(), tickThere()]);
  expect(ran.toSorted()).toEqual(['2026-11-22', '2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26']);
});

test('a clock that is set back runs nothing twice, and goes on when the time has come', async () => {
  await know(daily());
  world.clock.setTo('2026-11-24', 9 * 60);
  await tick();
  world.clock.setTo('2026-11-22', 9 * 60);
  await tick();
  world.clock.setTo('2026-11-23', 9 * 60);
  await tick();
  expect(ran).toEqual(['2026-11-22', '2026-11-23', '2026-11-24']);
  world.clock.setTo('2026-11-25', 9 * 60);
  await tick();
  expect(ran.at(-1)).toBe('2026-11-25');
});

test('a clock that was years ahead for a moment does not stop the jobs until then', async () => {
  await know(daily({ catchUp: 'latest' }));
  world.clock.setTo('2031-01-01', 9 * 60);
  await tick();
  world.clock.setTo('2026-11-22', 9 * 60);
  await tick();
  expect(ran).toEqual(['2031-01-01', '2026-11-22']);
});

test('while the clock leaps, nothing runs by itself: what a job does early nothing undoes', async () => {
  await know(daily({ catchUp: 'latest' }));
  await jobs.beat();
  world.clock.setTo('2026-11-22', 9 * 60);
  await quiet(() => jobs.beat());
  expect(ran).toEqual([]);
  world.clock.setTo('2026-11-21', 9 * 60);
  await quiet(() => jobs.beat());
  world.clock.setTo('2026-11-22', 9 * 60);
  await tick(); // when it has stood for a while
  expect(ran).toEqual(['2026-11-22']);
});

test('a failure is noted, hurts no other job, and the next due time runs', async () => {
  let broken = true;
  const job = daily({
    run: async () => {
      if (broken) throw new Error('no connection\nwith details');
    },
  });
  await know(job);
  await know(daily({ name: 'test.beside' }));
  world.clock.setTo('2026-11-22', 9 * 60);
  await quiet(tick);
  expect(ran).toEqual(['2026-11-22']);
  broken = false;
  world.clock.setTo('2026-11-23', 9 * 60);
  await tick();
  expect(ran).toEqual(['2026-11-22', '2026-11-23']);
  expect(await runsOf(job)).toEqual(['first_seen', 'failed: Error: no connection', 'ok']);
});

test('a run that a crash cut off is run again after its time, once, if that does no harm', async () => {
  const job = daily({ repeatable: true, minutesAtMost: 30 });
  await know(job);
  world.clock.setTo('2026-11-22', 3 * 60);
  await world.get(JobRuns).begin(job.name, world.clock.now()); // and nothing more: the process was killed
  world.clock.advance({ minutes: 29 });
  await tick();
  expect(ran).toEqual([]);
  jobsThere.register(job);
  setClocks('2026-11-22', 3 * 60 + 30);
  await Promise.all([tick(), tickThere()]);
  expect(ran).toEqual(['2026-11-22']);
  expect(await runsOf(job)).toEqual(['first_seen', 'ok']);
});

test('a run that a crash cut off is put down as failed where it may not be repeated', async () => {
  const job = daily();
  await know(job);
  world.clock.setTo('2026-11-22', 3 * 60);
  await world.get(JobRuns).begin(job.name, world.clock.now());
  world.clock.advance({ hours: 1 });
  await tick();
  expect(ran).toEqual([]);
  expect(await runsOf(job)).toEqual(['first_seen', 'failed: interrupted']);
});

test('old runs are cleared away, but for failures of the season and the latest of each job', async () => {
  let fails = true;
  const job = daily({
    run: async () => {
      if (fails) throw new Error('once');
    },
  });
  await know(job);
  world.clock.setTo('2026-11-22', 9 * 60);
  await quiet(tick);
  fails = false;
  world.clock.setTo('2026-11-24', 9 * 60);
  await tick();
  world.clock.setTo('2026-12-10', 9 * 60);
  await world.get(JobRuns).clearOld();
  expect(await runsOf(job)).toEqual(['first_seen', 'failed: Error: once', 'ok']);
  world.clock.setTo('2027-04-01', 9 * 60);
  await world.get(JobRuns).clearOld();
  expect(await runsOf(job)).toEqual(['first_seen', 'ok']);
});

test('shutting down waits for the run under way and begins no further one', async () => {
  const leaving = await anotherProcess();
  let finish = (): void => undefined;
  let begun = (): void => undefined;
  const started = new Promise<void>((resolve) => (begun = resolve));
  const job = daily({
    run: async (dueAt) => {
      begun();
      await new Promise<void>((resolve) => (finish = resolve));
      ran.push(dueAt.toString());
    },
  });
  leaving.get(Jobs).register(job);
  await leaving.get(Jobs).tick();
  leaving.clock.setTo('2026-11-24', 9 * 60);
  void leaving.get(Jobs).tick();
  await started;
  const closed = leaving.close();
  finish();
  await closed;
  expect(ran).toHaveLength(1);
  expect(await runsOf(job)).toEqual(['first_seen', 'ok']);
});

test('two jobs of one name, and a schedule that cannot come due, are refused at boot', async () => {
  jobs.register(daily());
  expect(() => jobs.register(daily())).toThrow('two jobs are called');
  expect(() => jobs.register(daily({ name: 'test.never', schedule: { every: 'day', at: '25:00' } }))).toThrow(
    'no such schedule',
  );
});

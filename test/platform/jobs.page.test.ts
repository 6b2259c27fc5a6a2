import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { User } from '../../src/accounts/user.entity.js';
import { AuditEntry } from '../../src/platform/audit/audit-entry.entity.js';
import { JobRun } from '../../src/platform/jobs/job-run.entity.js';
import { JobRuns } from '../../src/platform/jobs/job-runs.js';
import { Jobs } from '../../src/platform/jobs/jobs.js';
import { paths } from '../../src/platform/paths.js';
import { startApp, type TestApp } from '../support/app.js';
import { addUser, signIn } from '../support/factories.js';
import { mailsTo } from '../support/mails.js';
import { quiet } from '../support/quiet.js';
import { MOST_STATEMENTS, openCounting } from '../support/statements.js';
import type { Visitor } from '../support/visitor.js';

const JOB = 'test.minutely';
let world: TestApp;
let manager: User;
let visitor: Visitor;
let jobs: Jobs;
let work: () => Promise<void>;

beforeAll(async () => {
  world = await startApp();
  manager = await addUser(world, { roles: ['manager'], name: '管理 太郎' });
  await addUser(world, { roles: ['member'] });
  jobs = world.get(Jobs);
  const schedule = { every: 'minutes', minutes: 1 } as const;
  jobs.register({ name: JOB, schedule, catchUp: 'latest', run: () => work() });
});
beforeEach(async () => {
  world.clock.setTo('2026-11-21', 9 * 60);
  work = async () => undefined;
  await world.database.transaction((tx) => tx.clear(JobRun));
  await jobs.tick();
  visitor = await signIn(world, manager); // anew: a session does not last as long as these tests
});
afterAll(() => world.close());

const row = async (): Promise<string> => {
  const { $ } = await visitor.get(paths.jobs());
  return $(`form[action="${paths.jobRuns(JOB)}"]`)
    .closest('tr')
    .text()
    .replace(/\s+/g, ' ')
    .trim();
};
const lastRun = async (): Promise<JobRun> =>
  (await world.database.reader.find(JobRun, { where: { name: JOB }, order: { id: 'DESC' }, take: 1 }))[0]!;
const ended = async (): Promise<JobRun> => {
  const run = await lastRun();
  if (run.outcome !== 'running') return run;
  await new Promise((resolve) => setTimeout(resolve, 5));
  return ended();
};

test('the page tells of each job its last run, how long it took, how it went, and when it runs next', async () => {
  expect(await row()).toContain('未実行');
  work = async () => world.clock.advance({ seconds: 2 });
  world.clock.setTo('2026-11-21', 9 * 60 + 5);
  await jobs.tick();
  const text = await row();
  expect(text).toContain('正常');
  expect(text).toContain('11月21日(土) 09:05');
  expect(text).toContain('2.0秒');
  expect(text).toContain('11月21日(土) 09:06');
  const { $ } = await visitor.get(paths.jobs());
  expect($('tbody tr').text()).toContain('メールの送信');
  expect($('tbody tr').text()).not.toContain('jobs:names');
});

test('the page costs the same few statements however many runs there are', async () => {
  const few = (await openCounting(visitor, paths.jobs())).statements.length;
  for (let day = 1; day <= 30; day += 1) {
    world.clock.setTo('2026-11-21', 9 * 60 + day);
    await jobs.tick();
  }
  await visitor.get(paths.jobs()); // a session is touched once in a while
  const many = (await openCounting(visitor, paths.jobs())).statements.length;
  expect([many, many <= MOST_STATEMENTS]).toEqual([few, true]);
});

test('a run by hand begins at once, is put down to who asked, and does not hold up the page', async () => {
  let finish = (): void => undefined;
  work = () => new Promise<void>((resolve) => (finish = resolve));
  const answer = await visitor.post(paths.jobRuns(JOB));
  expect([answer.status, answer.location]).toEqual([303, paths.jobs()]);
  expect(await row()).toContain('実行中');
  expect(await row()).toContain('管理 太郎さんが実行');
  const again = await visitor.post(paths.jobRuns(JOB));
  expect([again.status, again.text.includes('実行中です')]).toEqual([409, true]);
  finish();
  expect(await ended()).toMatchObject({ outcome: 'ok', askedBy: manager.id });
  const deeds = await world.database.reader.findBy(AuditEntry, { action: 'jobs.run_by_hand' });
  expect(deeds).toMatchObject([{ actorId: manager.id, detail: { name: JOB } }]);
});

test('two who ask at once get one run; a job that is not there is not found', async () => {
  let runs = 0;
  work = async () => void (runs += 1);
  const answers = await Promise.all([visitor.post(paths.jobRuns(JOB)), visitor.post(paths.jobRuns(JOB))]);
  await ended();
  expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 409]);
  expect(runs).toBe(1);
  expect((await visitor.post(paths.jobRuns('no.such'))).status).toBe(404);
});

test('a job that fails each minute writes to the managers once a day, and the server goes on', async () => {
  const told = async () => (await mailsTo(world, manager.email)).filter(({ name }) => name === 'jobs.failed');
  const mails = async (): Promise<string[]> => (await told()).map(({ subject }) => subject);
  work = () => {
    throw new Error('花子さんの行が壊れています');
  };
  await quiet(async () => {
    for (let minute = 1; minute <= 20; minute += 1) {
      world.clock.setTo('2026-11-21', 9 * 60 + minute);
      await jobs.tick();
    }
  });
  expect(await mails()).toEqual(['自動処理「test.minutely」が失敗しました']);
  expect((await told())[0]).toMatchObject({ link: paths.jobs() });
  expect((await told())[0]!.text).not.toContain('花子');
  expect(await row()).toContain('失敗');
  expect(await row()).toContain('壊れています');
  const { answer, statements } = await openCounting(visitor, paths.manage());
  expect(answer.$(`a[href="${paths.jobs()}"]`).first().text()).toBe('失敗した自動処理が1件あります');
  expect(statements.length).toBeLessThanOrEqual(MOST_STATEMENTS);
  world.clock.setTo('2026-11-22', 9 * 60 + 2);
  await quiet(() => jobs.tick());
  expect(await mails()).toHaveLength(2);
  work = async () => undefined;
  world.clock.setTo('2026-11-22', 9 * 60 + 3);
  await jobs.tick();
  visitor = await signIn(world, manager);
  expect(await row()).toContain('前回の失敗');
  expect((await visitor.get(paths.manage())).text).not.toContain('失敗した自動処理');
  expect((await visitor.get('/healthz')).status).toBe(200);
});

test('a run that a crash cut off is told of too', async () => {
  const before = (await mailsTo(world, manager.email)).length;
  world.clock.setTo('2026-12-21', 9 * 60);
  await world.get(JobRuns).begin(JOB, world.clock.now());
  world.clock.setTo('2026-12-21', 10 * 60 + 1);
  await jobs.tick();
  expect(await mailsTo(world, manager.email)).toHaveLength(before + 1);
});

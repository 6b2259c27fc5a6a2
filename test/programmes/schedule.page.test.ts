import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { paths } from '../../src/platform/paths.js';
import { ROLES } from '../../src/platform/web/roles.js';
import type { Programme } from '../../src/programmes/contract/programme.entity.js';
import { scheduleSheet } from '../../src/programmes/schedule/schedule-pdf.js';
import { Task } from '../../src/programmes/schedule/task.entity.js';
import { tasksOf } from '../../src/programmes/schedule/tasks.js';
import { startApp, type TestApp } from '../support/app.js';
import { addUser, signIn, signInAs } from '../support/factories.js';
import { addCity, addProgramme } from '../support/programme-factories.js';
import { openCounting } from '../support/statements.js';
import type { Visitor } from '../support/visitor.js';

let world: TestApp;
let manager: Visitor, officer: Visitor, stranger: Visitor;
let programme: Programme;

const task = (part: Record<string, string | number | boolean> = {}) => ({
  kind: 'task',
  title: '編集委員の募集',
  planFrom: '2026-07-01',
  planTo: '2026-07-31',
  ...part,
});
const opening = { kind: 'milestone', title: 'テレワークステーション開設', planTo: '2026-10-31', gatesPayment: true };
const all = () => tasksOf(world.database.reader, programme.id);

beforeAll(async () => {
  world = await startApp();
  manager = await signInAs(world, 'manager');
  const [own, other] = [await addUser(world, { roles: ['officer'] }), await addUser(world, { roles: ['officer'] })];
  programme = await addProgramme(world, (await addCity(world, '小平市', [own.id])).id);
  [officer, stranger] = [await signIn(world, own), await signIn(world, other)];
});
afterAll(() => world.close());

test('tasks and milestones stand with plan and actual by month, and late ones are seen', async () => {
  await manager.postAndFollow(paths.tasks(programme.id), task({ actualFrom: '2026-07-02', actualTo: '2026-08-03' }));
  await manager.postAndFollow(
    paths.tasks(programme.id),
    task({ title: '研修', planFrom: '2026-08-01', planTo: '2027-03-31' }),
  );
  const page = await manager.postAndFollow(paths.tasks(programme.id), opening);
  const rows = page
    .$('tbody')
    .toArray()
    .map((body) =>
      page
        .$(body)
        .find('tr')
        .toArray()
        .map((row) => page.$(row).find('[class^=shade]').length),
    );
  expect(rows).toEqual([
    [1, 2],
    [8, 0],
    [1, 0],
  ]);
  expect(page.$('thead th').length).toBe(1 + 12);
  expect(page.text).toContain('計画より遅れているものが2件あります');
  expect(page.text).toMatch(/編集委員の募集 完了 3日遅れ/);
  expect(page.text).toMatch(/研修 着手の遅れ 112日遅れ/);
  expect(page.text).toMatch(/テレワークステーション開設 遅れ 21日遅れ ?第1回の支払いの条件/);
});

test('a line is changed once it is done, and taken off', async () => {
  const [, , station] = await all();
  const done = { ...opening, actualTo: '2026-11-20', revision: 0 };
  const page = await manager.postAndFollow(paths.task(programme.id, station!.id), done);
  expect(page.text).toMatch(/テレワークステーション開設 完了 20日遅れ/);
  expect((await all())[2]).toMatchObject({
    planFrom: '2026-10-31',
    actualFrom: '2026-11-20',
    gatesPayment: true,
    revision: 1,
  });
  expect((await manager.post(paths.task(programme.id, station!.id), done)).status).toBe(409);
  await manager.postAndFollow(paths.tasks(programme.id), task({ title: '消す作業' }));
  const gone = (await all()).find(({ title }) => title === '消す作業')!;
  expect((await manager.postAndFollow(paths.taskRemoval(programme.id, gone.id), {})).text).not.toContain('消す作業');
  expect((await manager.post(paths.taskRemoval(programme.id, gone.id), {})).status).toBe(404);
});

test.each<[string, Record<string, string>]>([
  ['planTo', { planTo: '2026-06-30' }],
  ['planTo', { planTo: '' }],
  ['actualFrom', { actualTo: '2026-08-01' }],
  ['actualTo', { actualFrom: '2026-08-02', actualTo: '2026-08-01' }],
  ['actualTo', { actualFrom: '2026-08-02', actualTo: '2026-11-22' }],
  ['title', { title: '' }],
])('a line is refused at %s for %j', async (field, part) => {
  const answer = await manager.post(paths.tasks(programme.id), task(part));
  expect([answer.status, answer.$(`[id="problem-${field}"]`).length]).toEqual([422, 1]);
});

test('it prints on A4 lengthwise, in 和暦', async () => {
  const answer = await officer.get(paths.schedulePdf(programme.id));
  expect([answer.status, answer.headers['content-type'], answer.bytes.subarray(0, 5).toString()]).toEqual([
    200,
    'application/pdf',
    '%PDF-',
  ]);
  const sheet = scheduleSheet(programme, await all(), world.clock.now());
  expect(sheet).toMatchObject({
    title: '作業予定表',
    period: '履行期間 令和8年4月1日から令和9年3月31日まで',
    years: [
      ['令和8年', 9],
      ['令和9年', 3],
    ],
    months: ['4', '5', '6', '7', '8', '9', '10', '11', '12', '1', '2', '3'],
  });
  const [recruiting] = (sheet as { lines: { plan: string; bars: { at: number; length: number }[] }[] }).lines;
  expect(recruiting!.plan).toBe('令和8年7月1日〜令和8年7月31日');
  expect(recruiting!.bars[0]!.at).toBeCloseTo(91 / 365, 5);
  expect(recruiting!.bars[0]!.length).toBeCloseTo(31 / 365, 5);
});

test('officers of the city read it, others do not; nobody changes what is closed', async () => {
  expect((await officer.get(paths.schedule(programme.id))).$('main form, main a[href*="/tasks/"]').length).toBe(0);
  for (const url of [paths.schedule(programme.id), paths.schedulePdf(programme.id)]) {
    expect((await stranger.get(url)).status).toBe(404);
  }
  const [{ id: taskId }] = (await all()) as [Task];
  for (const role of ROLES.filter((one) => !['manager', 'admin', 'officer'].includes(one))) {
    expect((await (await signInAs(world, role)).get(paths.schedule(programme.id))).status).toBe(403);
  }
  for (const url of [paths.taskNew(programme.id), paths.taskEdit(programme.id, taskId)]) {
    expect([(await officer.get(url)).status, (await manager.get(url)).status]).toEqual([403, 200]);
  }
  const closed = await addProgramme(world, programme.cityId, { status: 'closed' });
  expect((await manager.post(paths.tasks(closed.id), task())).status).toBe(409);
  expect((await manager.post(paths.task(closed.id, taskId), task({ revision: 0 }))).status).toBe(409);
  expect((await openCounting(manager, paths.schedule(programme.id))).statements.length).toBe(4);
});

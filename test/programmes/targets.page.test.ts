import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { User } from '../../src/accounts/user.entity.js';
import { AuditEntry } from '../../src/platform/audit/audit-entry.entity.js';
import { paths } from '../../src/platform/paths.js';
import { ProgrammeCourse } from '../../src/programmes/contract/programme-course.entity.js';
import { IndicatorEntry } from '../../src/programmes/entries/indicator-entry.entity.js';
import { Target } from '../../src/programmes/targets/target.entity.js';
import type { Course } from '../../src/training/courses/course.entity.js';
import { TrainingSession } from '../../src/training/sessions/training-session.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { addUser, signIn, signInAs } from '../support/factories.js';
import { addAttended, addCity, addProgramme, addTarget } from '../support/programme-factories.js';
import type { Answer, Visitor } from '../support/visitor.js';

let world: TestApp;
let officer: User;
let manager: Visitor;
let course: Course;
let id: number, targetId: number;

const entry = (part: Record<string, string | number> = {}) => ({
  indicator: 'placements',
  date: '2026-10-31',
  total: 3,
  source: '内定通知の写し',
  ...part,
});
const first = <T extends object>(kind: new () => T) =>
  world.database.reader.find(kind, { order: { id: 'ASC' } as never });
const cells = ({ $ }: Answer, rows: string): string[][] =>
  $(rows)
    .toArray()
    .map((row) =>
      $(row)
        .find('th, td')
        .toArray()
        .map((cell) => $(cell).text().replace(/\s+/g, ' ').trim()),
    );
const facts = ({ $ }: Answer): string[] =>
  $('.facts > div')
    .toArray()
    .map((row) =>
      $(row)
        .children()
        .toArray()
        .map((one) => $(one).text().trim().replace(/\s+/g, ' '))
        .join(' '),
    );

beforeAll(async () => {
  world = await startApp();
  manager = await signInAs(world, 'manager');
  officer = await addUser(world, { roles: ['officer'] });
  const [one, other] = [await addUser(world), await addUser(world)];
  const held = { '2026-03-31': [one.id], '2026-10-05': [one.id, other.id], '2026-11-02': [one.id] };
  ({ course } = await addAttended(world, held));
  await addAttended(world, { '2026-10-05': [one.id] }); // of another course, which belongs to no programme
  const city = await addCity(world, '小平市', [officer.id]);
  ({ id } = await addProgramme(world, city.id));
  await world.database.transaction((tx) => tx.insert(ProgrammeCourse, { programmeId: id, courseId: course.id }));
});
afterAll(() => world.close());

test('a target counts the attendance of its courses within the period, 延べ or 実', async () => {
  const wish = {
    indicator: 'training_participants',
    title: '講習会参加人数',
    measure: 'total',
    date1: '2027-03-31',
    value1: 200,
  };
  const page = await manager.postAndFollow(paths.targets(id), { ...wish, categories: ['ict'] });
  targetId = (await first(Target))[0]!.id;
  expect(page.text).toContain('研修の参加者（ICT）を、延べ人数で数えます。');
  expect(facts(page)).toEqual([
    '当月 1人',
    '累計 3人 実人数 2',
    '目標値 200人 2027年3月31日(水)まで',
    '達成率 1%',
    '残り 197人',
    '必要なペース 月40人',
    '見込み 5人 直近3か月のペースが続いた場合',
  ]);
  expect(cells(page, 'tbody tr')).toEqual([
    ['2026年11月', '1', '3', '134', '1', '2'],
    ['2026年10月', '2', '2', '117', '2', '2'],
  ]);
  const people = { ...wish, measure: 'distinct', categories: [], revision: 0 };
  expect(facts(await manager.postAndFollow(paths.target(id, targetId), people))[1]).toBe('累計 2人 延べ人数 3');
  expect((await manager.post(paths.target(id, targetId), people)).status).toBe(409);
});

test('each figure leads to its rows, which sum up to it', async () => {
  const all = await manager.get(paths.targetRows(id, targetId));
  expect(cells(all, 'tfoot tr')).toEqual([['合計', '3', '2']]);
  expect(cells(all, 'tbody tr').map(([, , total]) => total)).toEqual(['2', '1']);
  const [, session] = await first(TrainingSession);
  expect(all.$('tbody a').first().attr('href')).toBe(paths.session(course.id, session!.id));
  const month = await manager.get(paths.targetRows(id, targetId, { month: '2026-11' }));
  expect(month.$('tbody tr').length).toBe(1);
  for (const odd of ['2026-13', '2015-01', 'x']) {
    expect((await manager.get(paths.targetRows(id, targetId, { month: odd }))).status).toBe(200);
  }
  const read = await (await signIn(world, officer)).get(paths.targetRows(id, targetId));
  expect([read.$('tbody tr').length, read.$('tbody a').length]).toEqual([2, 0]);
});

test.each<[string, Record<string, string | number | string[]>]>([
  ['indicator', { indicator: 'nothing' }],
  ['categories', { categories: ['nothing'] }],
  ['measure', { measure: 'both' }],
  ['value1', { value1: '' }],
  ['date1', { date1: '', value1: '' }],
  ['date1', { date1: '' }],
  ['date2', { date2: '2027-03-31', value2: 5 }],
  ['value1', { value1: 0 }],
])('a target is refused at %s for %j', async (field, part) => {
  const wish = {
    indicator: 'placements',
    title: '新規就労',
    measure: 'total',
    date1: '2027-03-31',
    value1: 30,
    ...part,
  };
  const answer = await manager.post(paths.targets(id), wish);
  expect([answer.status, answer.$(`[id="problem-${field}"]`).length]).toEqual([422, 1]);
});

test('figures are entered by hand with their source, counted, and withdrawn with a reason', async () => {
  const { id: work } = await addTarget(world, id, { position: 2 });
  const page = await manager.postAndFollow(paths.entries(id), entry({ note: '内定1名を含む' }));
  expect(page.text).toContain('2026年10月31日(土) 新規就労（内定者を含む） 件数 3');
  expect(page.text).toMatch(/出どころ: 内定通知の写し · 入力: 山田 花子\d+ · 2026年11月21日/);
  await manager.postAndFollow(paths.entries(id), entry({ date: '2026-11-20', total: 2, distinctCount: 2 }));
  expect(facts(await manager.get(paths.target(id, work))).slice(0, 2)).toEqual(['当月 2人', '累計 5人 実人数 –']);
  const rows = await manager.get(paths.targetRows(id, work));
  expect(cells(rows, 'tbody tr').map(([, , , distinct]) => distinct)).toEqual(['–', '2']);
  expect(cells(rows, 'tfoot tr')).toEqual([['合計', '5', '–']]);
  const chart = (await manager.get(paths.target(id, work))).$('figure svg');
  expect([chart.attr('aria-label'), chart.find('polyline').length]).toEqual(['「新規就労」の累計と計画', 2]);
  const [one] = await first(IndicatorEntry);
  const after = await manager.postAndFollow(paths.entryWithdrawal(id, one!.id), { reason: '二重の入力' });
  expect(after.text).toContain('二重の入力');
  expect(facts(await manager.get(paths.target(id, work)))[1]).toBe('累計 2人 実人数 2');
  expect((await manager.post(paths.entryWithdrawal(id, one!.id), { reason: 'x' })).status).toBe(409);
  expect((await manager.post(paths.entries(id), entry({ date: '2027-01-01' }))).status).toBe(422);
  const deeds = await world.database.reader.findBy(AuditEntry, { action: 'programmes.entry_withdrawn' });
  expect(deeds.map(({ subjectId, detail }) => [subjectId, detail])).toEqual([[one!.id, { reason: '…' }]]);
});

test('a target that is withdrawn is measured no more', async () => {
  const { id: gone } = await addTarget(world, id, { title: '取り下げる目標', position: 9 });
  const page = await manager.postAndFollow(paths.targetWithdrawal(id, gone), {});
  expect(page.text).not.toContain('取り下げる目標');
  expect((await manager.get(paths.target(id, gone))).status).toBe(404);
});

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { OutboxMail } from '../../src/platform/mail/outbox-mail.entity.js';
import { paths } from '../../src/platform/paths.js';
import { ROLES } from '../../src/platform/web/roles.js';
import type { Programme } from '../../src/programmes/contract/programme.entity.js';
import { ContractDocument } from '../../src/programmes/documents/contract-document.entity.js';
import { keepStandardDocuments } from '../../src/programmes/documents/standard-documents.js';
import { documentWaits, reportWaits, taskWaits } from '../../src/programmes/due/due.policy.js';
import { MonthlyReport } from '../../src/programmes/reports/monthly-report.entity.js';
import { Task } from '../../src/programmes/schedule/task.entity.js';
import type { Target } from '../../src/programmes/targets/target.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { addUser, signIn, signInAs } from '../support/factories.js';
import { addCity, addProgramme, addTarget } from '../support/programme-factories.js';
import { openCounting } from '../support/statements.js';
import type { Answer, Visitor } from '../support/visitor.js';

let world: TestApp;
let manager: Visitor, officer: Visitor, stranger: Visitor;
let programme: Programme, target: Target;

const listed = ({ $ }: Answer): string[] =>
  $('main ul')
    .first()
    .find('li')
    .toArray()
    .map((line) => $(line).text().replace(/\s+/g, ' ').trim());

beforeAll(async () => {
  world = await startApp();
  manager = await signIn(world, await addUser(world, { roles: ['manager'], email: 'manager@example.jp' }));
  const own = await addUser(world, { roles: ['officer'], email: 'officer@example.jp', name: '渡辺 誠' });
  programme = await addProgramme(world, (await addCity(world, '小平市', [own.id])).id);
  const closed = await addProgramme(world, programme.cityId, { title: '終わった事業', status: 'closed' });
  target = await addTarget(world, programme.id);
  const now = world.clock.now();
  await world.database.transaction(async (tx) => {
    for (const one of [programme, closed]) await keepStandardDocuments(tx, one);
    const submitted = { status: 'submitted' as const, version: 1, number: 1, submittedAt: now };
    await tx.update(ContractDocument, { programmeId: programme.id, kind: 'commencement' }, submitted);
    const task = { programmeId: programme.id, kind: 'task' as const, planFrom: '2026-11-01' };
    await tx.insert(Task, [
      { ...task, title: '研修', planTo: '2026-12-05', actualFrom: '2026-11-01' },
      { ...task, title: '会議', planTo: '2026-11-30' },
      { ...task, title: '後の作業', planFrom: '2027-01-01', planTo: '2027-02-01' },
    ]);
    const report = { createdAt: now, createdBy: null, changedAt: now };
    await tx.insert(MonthlyReport, [
      { ...report, programmeId: programme.id, month: '2026-10', status: 'submitted' },
      { ...report, programmeId: programme.id, month: '2026-11', status: 'draft' },
    ]);
  });
  [officer, stranger] = [await signIn(world, own), await signInAs(world, 'officer')];
});
afterAll(() => world.close());

test.each([
  ['due', '2026-11-20', 'late', undefined],
  ['due', '2026-11-21', 'soon', undefined],
  ['draft', '2026-12-05', 'soon', undefined],
  ['due', '2026-12-06', undefined, undefined],
  ['due', null, undefined, undefined],
  ['returned', '2027-01-01', 'returned', undefined],
  ['submitted', '2026-11-20', undefined, 'answer'],
  ['accepted', '2026-11-20', undefined, undefined],
] as const)(
  'a document that is %s and due on %s waits for the operator: %s, for the city: %s',
  (status, dueDate, operator, city) => {
    const sides = (['operator', 'city'] as const).map((side) => documentWaits({ status, dueDate }, side, '2026-11-21'));
    expect(sides).toEqual([operator, city]);
  },
);

test('a task waits once it is late or near its end, a report until it is accepted', () => {
  const task = { planFrom: '2026-11-01', planTo: '2026-12-05', actualFrom: null, actualTo: null } as Task;
  expect(taskWaits(task, '2026-11-21')).toBe('late');
  expect(taskWaits({ ...task, actualFrom: '2026-11-01' }, '2026-11-21')).toBe('soon');
  expect(taskWaits({ ...task, actualFrom: '2026-11-01', actualTo: '2026-11-20' }, '2026-11-21')).toBeUndefined();
  const states = ['draft', 'submitted', 'returned', 'accepted'];
  expect(states.map((state) => reportWaits(state, 'operator'))).toEqual(['draft', undefined, 'returned', undefined]);
  expect(states.map((state) => reportWaits(state, 'city'))).toEqual([undefined, 'answer', undefined, undefined]);
});

test('a manager sees what is due, on a page and from the overview; closed programmes owe nothing', async () => {
  const lines = [
    '月次報告書 2026年11月 下書き 就労推進事業',
    '業務責任者届 遅れ 2026年4月8日(水) · 就労推進事業',
    '作業予定表 遅れ 2026年4月8日(水) · 就労推進事業',
    '会議 遅れ 2026年11月30日(月) · 就労推進事業',
    '研修 まもなく 2026年12月5日(土) · 就労推進事業',
  ];
  expect(listed(await manager.get(paths.programmesDue()))).toEqual(lines);
  expect(listed(await manager.get(paths.programmes()))).toEqual(lines);
  const own = await manager.get(paths.programme(programme.id));
  expect(listed(own).map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
    '月次報告書 2026年11月',
    '業務責任者届 遅れ',
    '作業予定表 遅れ',
    '会議 遅れ',
    '研修 まもなく',
  ]);
  expect(
    own
      .$('#reports ~ ul li')
      .toArray()
      .map((line) => own.$(line).text().trim()),
  ).toEqual(['2026年11月 下書き', '2026年10月 提出済み']);
  const overview = await manager.get(paths.manage());
  expect(overview.$('turbo-frame#programmes-due').attr('src')).toBe(paths.programmesDue());
});

test('an officer sees what waits for the answer of the city, beside the targets', async () => {
  const page = await officer.get(paths.programmes());
  expect(listed(page)).toEqual([
    '月次報告書 2026年10月 確認待ち 就労推進事業',
    '着手届 確認待ち 2026年4月8日(水) · 就労推進事業',
  ]);
  expect(page.text).toMatch(/新規就労 .* 0 \/ 30人/);
  expect(listed(await stranger.get(paths.programmesDue()))).toEqual([]);
});

test('both sides comment on figures, and the other side is told without the words', async () => {
  const url = paths.programmeComments(programme.id);
  const page = await officer.postAndFollow(url, { targetId: target.id, text: '10月の件数の根拠を\n教えてください。' });
  expect(page.text).toMatch(/渡辺 誠 · 2026年11月21日\(土\) 09:00 · 目標: 新規就労 ?10月の件数の根拠を/);
  await manager.postAndFollow(url, { targetId: '', text: '内定通知の写しです。' });
  expect((await officer.get(paths.programme(programme.id))).$('#comments ~ ul li').length).toBe(2);
  const mails = await world.database.reader.find(OutboxMail, { order: { id: 'ASC' } });
  expect(mails.map(({ template, toAddress }) => `${template} ${toAddress}`)).toEqual([
    'programmes.commented manager@example.jp',
    'programmes.commented officer@example.jp',
  ]);
  expect(mails.filter(({ text }) => /根拠|写し/.test(text))).toEqual([]);
  expect((await officer.post(url, { text: '' })).status).toBe(422);
  const other = await addTarget(world, (await addProgramme(world, programme.cityId)).id);
  expect((await officer.post(url, { targetId: other.id, text: 'x' })).status).toBe(422);
  expect((await stranger.post(url, { text: 'x' })).status).toBe(404);
});

test('officers write comments and answers alone, others nothing', async () => {
  const page = await officer.get(paths.programme(programme.id));
  expect(
    page
      .$('main form')
      .toArray()
      .map((form) => page.$(form).attr('action')),
  ).toEqual([paths.programmeComments(programme.id)]);
  for (const role of ROLES.filter((one) => !['manager', 'admin', 'officer'].includes(one))) {
    const visitor = await signInAs(world, role);
    const statuses = [
      await visitor.get(paths.programmesDue()),
      await visitor.post(paths.programmeComments(programme.id), { text: 'x' }),
    ];
    expect([role, ...statuses.map(({ status }) => status)]).toEqual([role, 403, 403]);
  }
  expect((await openCounting(manager, paths.programmesDue())).statements.length).toBe(4);
});

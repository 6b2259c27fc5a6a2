import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { User } from '../../src/accounts/user.entity.js';
import { AuditEntry } from '../../src/platform/audit/audit-entry.entity.js';
import { paths } from '../../src/platform/paths.js';
import { FollowUp } from '../../src/training/follow-up/follow-up.entity.js';
import { FollowUps } from '../../src/training/follow-up/follow-ups.js';
import { startApp, type TestApp } from '../support/app.js';
import { addUser, signIn } from '../support/factories.js';
import { MOST_STATEMENTS, openCounting } from '../support/statements.js';
import { addCourse, addSession, addWalkIn, mark } from '../support/training-factories.js';
import type { Visitor } from '../support/visitor.js';

let world: TestApp;
let producer: User, ayumi: User, aoi: User, stranger: User;
let staff: Visitor;
const rows = () => world.database.reader.find(FollowUp, { order: { id: 'ASC' } });

beforeAll(async () => {
  world = await startApp();
  producer = await addUser(world, { roles: ['producer'], name: '山口 綾' });
  const trainer = await addUser(world, { roles: ['trainer'] });
  ayumi = await addUser(world, { name: '田中 あゆみ', kana: 'タナカ アユミ' });
  aoi = await addUser(world, { name: '清水 葵', kana: 'シミズ アオイ' });
  stranger = await addUser(world, { name: '受けていない人' });
  const course = await addCourse(world, trainer);
  const session = await addSession(world, course, { date: '2026-10-05' });
  const later = await addSession(world, course, { date: '2026-11-09' });
  for (const { id: userId } of [ayumi, aoi]) await mark(world, { sessionId: later.id, userId }, 'present', trainer);
  await mark(world, { sessionId: session.id, userId: ayumi.id }, 'late', trainer);
  await mark(world, { sessionId: session.id, userId: stranger.id }, 'absent', trainer);
  const guest = await addWalkIn(world, later.id, '前田', trainer);
  await mark(world, { sessionId: later.id, walkInId: guest.id }, 'present', trainer);
  staff = await signIn(world, producer);
});
afterAll(() => world.close());

test('who was trained is on the list, the latest first, and nobody else; a step is recorded with its day and author', async () => {
  const { $, text } = await staff.get(paths.followUps());
  const names = $('main tbody a')
    .toArray()
    .map((link) => $(link).text());
  expect(names).toEqual(['清水 葵', '田中 あゆみ']);
  expect(text).toContain('受講 3名 → 最初の仕事 0名 → 三件目の仕事 0名'); // one of them by name alone
  const page = await staff.postAndFollow(paths.followUp(ayumi.id), {
    step: 'first_work',
    date: '2026-10-20',
    note: 'ライティング',
  });
  expect(page.text).toMatch(/2026年10月5日\(月\) 最初の受講.*これまで2回.*2026年10月20日\(火\) 最初の仕事/);
  expect(page.text).toContain('山口 綾');
  const [entry] = await world.database.reader.findBy(AuditEntry, { action: 'training.follow_up_recorded' });
  expect([entry!.actorId, entry!.subjectId]).toEqual([producer.id, ayumi.id]);
});

test.each<[string, () => User, Record<string, string>, number, string]>([
  ['a day to come', () => aoi, { step: 'first_work', date: '2026-11-22' }, 422, 'これからの日付'],
  ['a day before she was trained', () => aoi, { step: 'first_work', date: '2026-11-08' }, 422, '最初の受講より前'],
  ['the third before the first', () => aoi, { step: 'third_work', date: '2026-11-10' }, 422, '先に、最初の仕事'],
  ['a step that is recorded', () => ayumi, { step: 'first_work', date: '2026-11-10' }, 409, 'すでに記録'],
  ['an unknown step', () => ayumi, { step: 'tenth', date: '2026-11-10' }, 422, '選'],
  ['who was absent', () => stranger, { step: 'first_work', date: '2026-11-10' }, 404, ''],
])('refused: %s', async (_, who, form, status, words) => {
  const before = await rows();
  const answer = await staff.post(paths.followUp(who().id), form);
  expect([answer.status, answer.text.includes(words)]).toEqual([status, true]);
  expect(await rows()).toEqual(before);
});

test('what was wrong is withdrawn with a reason and stays to be seen; a third needs its first', async () => {
  await staff.postAndFollow(paths.followUp(ayumi.id), { step: 'third_work', date: '2026-11-15' });
  const [first, third] = await rows();
  const kept = await staff.post(paths.followUpWithdrawal(ayumi.id, first!.id), { reason: '誤り' });
  expect([kept.status, kept.text.includes('先に、三件目')]).toEqual([409, true]);
  expect((await staff.post(paths.followUpWithdrawal(aoi.id, third!.id), { reason: 'x' })).status).toBe(404);
  const page = await staff.postAndFollow(paths.followUpWithdrawal(ayumi.id, third!.id), { reason: '二件目でした' });
  expect(page.text).toMatch(/取り消した記録.*三件目の仕事 二件目でした/);
  expect((await staff.get(paths.followUps({ standing: 'first_work' }))).text).toContain('田中 あゆみ');
  expect((await staff.get(paths.followUps({ standing: 'third_work' }))).text).toContain('当てはまる人はいません');
});

test('another room records of itself; two at once record once', async () => {
  const followUps = world.get(FollowUps);
  const given = { step: 'first_work' as const, date: '2026-11-10', note: null };
  const both = await Promise.allSettled([1, 2].map(() => followUps.record(null, aoi.id, given, 'telework')));
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect((await staff.get(paths.followUp(aoi.id))).text).toContain('自動の記録');
  const months = await followUps.months(world.database.reader, '2026-11-21');
  expect(months.map(({ month, trained, first_work }) => [month, trained, first_work])).toEqual([
    ['2026-10-01', 1, 1],
    ['2026-11-01', 2, 1],
  ]);
});

test('the pages cost few statements, and find people by name', async () => {
  const found = await openCounting(staff, paths.followUps({ q: 'シミズ' }));
  expect([found.statements.length <= MOST_STATEMENTS, found.answer.$('main tbody a').length]).toEqual([true, 1]);
  const person = await openCounting(staff, paths.followUp(ayumi.id));
  expect(person.statements.length).toBeLessThanOrEqual(MOST_STATEMENTS);
  expect((await staff.get(paths.followUp(stranger.id))).status).toBe(404);
});

test('managers take the list along as a file, of those who were found; work producers look', async () => {
  const boss = await addUser(world, { roles: ['manager'] });
  const manager = await signIn(world, boss);
  const { $ } = await manager.get(paths.followUps({ q: 'あゆみ' }));
  const { answer: file, statements } = await openCounting(manager, $('a[download]').attr('href')!);
  const read = statements.filter((one) => one.startsWith('SELECT'));
  expect([file.headers['content-type'], read.length <= MOST_STATEMENTS]).toEqual(['text/csv; charset=utf-8', true]);
  const [head, line, ...more] = file.body.replace('\ufeff', '').trimEnd().split('\r\n');
  expect([head, more]).toEqual(['名前,フリガナ,最初の受講,最初の仕事,三件目の仕事', []]);
  expect(line).toMatch(/^田中 あゆみ,タナカ アユミ,2026-10-05,/);
  const [told] = await world.database.reader.findBy(AuditEntry, { action: 'training.follow_ups_exported' });
  expect([told!.actorId, told!.detail]).toEqual([boss.id, { people: 1 }]);
  expect((await staff.get(paths.followUpsCsv())).status).toBe(403);
  expect((await staff.get(paths.followUps())).$('a[download]').length).toBe(0);
});

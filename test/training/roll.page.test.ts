import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { User } from '../../src/accounts/user.entity.js';
import { paths } from '../../src/platform/paths.js';
import type { Moment } from '../../src/platform/time.js';
import { ROLES } from '../../src/platform/web/roles.js';
import { Attendance } from '../../src/training/roll-call/attendance.entity.js';
import { TrainingCount } from '../../src/training/count/training-count.js';
import { AttendanceCorrections } from '../../src/training/roll-call/attendance-corrections.js';
import { AttendanceLocks } from '../../src/training/roll-call/attendance-locks.js';
import type { TrainingSession } from '../../src/training/sessions/training-session.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { addUser, signIn, signInAs } from '../support/factories.js';
import { addCourse, addSeats, addSession } from '../support/roll-factories.js';
import { MOST_STATEMENTS, openCounting } from '../support/statements.js';
import type { Answer, Visitor } from '../support/visitor.js';

const DAY = '2026-11-24';
let world: TestApp;
let manager: Visitor, haruka: Visitor, natsuki: Visitor;
let boss: User, trainer: User, other: User;
let session: TrainingSession;
let members: User[];
let locked: string | undefined;

const MEMBERS = [
  { name: '山田 花子', kana: 'ヤマダ ハナコ' },
  { name: '青木 恵', kana: 'アオキ メグミ' },
  { name: '小川 さち', kana: 'オガワ サチ' },
];

beforeAll(async () => {
  world = await startApp();
  boss = await addUser(world, { roles: ['manager'], name: '所長 まり' });
  trainer = await addUser(world, { roles: ['trainer'], name: '講師 はるか' });
  other = await addUser(world, { roles: ['trainer'], name: '講師 なつき' });
  session = await addSession(world, await addCourse(world, boss), [trainer, other]);
  members = (await addSeats(world, session, MEMBERS)).map(({ user }) => user);
  [manager, haruka, natsuki] = [await signIn(world, boss), await signIn(world, trainer), await signIn(world, other)];
  world.clock.setTo(DAY, 605);
  world.get(AttendanceLocks).register({
    lockOf: async () => (locked ? { key: 'training:date', date: locked } : undefined),
  });
});
afterAll(() => world.close());

const page = (visitor = haruka): Promise<Answer> => visitor.get(paths.attendance(session.id));
const names = ({ $ }: Answer): string[] =>
  $('.roll strong')
    .toArray()
    .map((name) => $(name).text());
const pressed = ({ $ }: Answer): string[] =>
  $('.roll li')
    .toArray()
    .map((line) => `${$(line).find('strong').text()} ${$(line).find('[aria-pressed=true]').text()}`.trim());
const who = (n: number): string => `member:${members[n]!.id}`;
const rows = () => world.database.reader.find(Attendance, { order: { id: 'ASC' } });
const mark = (
  visitor: Visitor,
  n: number,
  status: string,
  part: Record<string, string | number> = {},
): Promise<Answer> => visitor.post(paths.attendance(session.id), { who: who(n), status, ...part });
const wipe = () => world.database.transaction((tx) => tx.createQueryBuilder().delete().from(Attendance).execute());

test('one row a person in kana order, one tap a status, and the count runs along', async () => {
  const before = await page();
  expect(names(before)).toEqual(['青木 恵', '小川 さち', '山田 花子']);
  expect(before.text).toContain('出席 0名 / 定員 12名');
  const after = await haruka.postAndFollow(paths.attendance(session.id), { who: who(0), status: 'late', from: '' });
  expect(pressed(after)).toEqual(['青木 恵', '小川 さち', '山田 花子 遅刻']);
  expect(after.text).toContain('出席 1名 / 定員 12名');
  expect(after.text).toContain('10:05 保存しました: 山田 花子さん 遅刻');
});

test('all the others are there with one tap, and with another one they are not', async () => {
  await haruka.postAndFollow(paths.attendanceEverybody(session.id));
  const all = await page();
  expect(pressed(all)).toEqual(['青木 恵 出席', '小川 さち 出席', '山田 花子 遅刻']);
  expect(all.text).toContain('2名を出席にしました');
  await mark(natsuki, 1, 'absent_notified', { from: 'present' });
  const last = (await page()).$('[name=last]').val() as string;
  const undone = await haruka.postAndFollow(paths.attendanceUndoing(session.id), { last });
  expect(pressed(undone)).toEqual(['青木 恵 連絡欠席', '小川 さち', '山田 花子 遅刻']);
  expect((await haruka.post(paths.attendanceUndoing(session.id), { last })).status).toBe(409);
  expect((await natsuki.post(paths.attendanceUndoing(session.id), { last })).status).toBe(404);
});

test('rows are only ever added, each with who, when, from what; managers read them', async () => {
  await mark(haruka, 0, 'present', { from: 'late' });
  await mark(haruka, 0, 'present', { from: 'late' });
  const told = (await rows()).filter(({ userId }) => userId === members[0]!.id);
  expect(told.map(({ status, fromStatus, markedBy }) => [status, fromStatus, markedBy])).toEqual([
    ['late', null, trainer.id],
    ['present', 'late', trainer.id],
  ]);
  const history = await manager.get(paths.attendanceHistory(session.id));
  expect(history.text).toContain('遅刻 → 出席 講師 はるか (一覧)');
  expect((await haruka.get(paths.attendanceHistory(session.id))).status).toBe(403);
});

test('a tap that is sent twice is written once, and one that is sent late has its own time', async () => {
  await wipe();
  const tap = { key: 'a-tap-of-hers', ago: 120 };
  for (const _ of [1, 2]) expect((await mark(haruka, 2, 'present', tap)).status).toBe(303);
  await mark(natsuki, 2, 'absent', { key: 'somebody-else', ago: 240 });
  const told = await rows();
  expect(told.map(({ status, tap: key }) => [status, key])).toEqual([
    ['present', 'a-tap-of-hers'],
    ['absent', 'somebody-else'],
  ]);
  expect(told[0]!.markedAt.until(world.clock.now()).total('seconds')).toBe(120);
  expect(told.map(({ recordedAt }) => recordedAt)).toEqual([world.clock.now(), world.clock.now()]);
  const known = async (by: Moment) =>
    (await world.get(TrainingCount).count(world.database.reader, DAY, { by })).attendances;
  expect(await known(world.clock.now().subtract({ seconds: 1 }))).toBe(0); // tapped, but nobody could know
  expect(await known(world.clock.now())).toBe(1);
  const history = await manager.get(paths.attendanceHistory(session.id));
  expect(history.$(`[id="${who(2)}"]`).text()).toMatch(/10:03.*未記入 → 出席.*10:05に届きました/s);
  expect(pressed(await page())).toContain('小川 さち 出席'); // the later tap stands, though it came in first
  expect((await mark(haruka, 2, 'present', { ago: 4 * 24 * 3600 })).status).toBe(422);
});

test('two trainers who say different things without knowing of each other are shown to both, until one looks', async () => {
  await wipe();
  await mark(haruka, 1, 'present');
  world.clock.setTo(DAY, 606);
  await mark(natsuki, 1, 'absent');
  const split = await page();
  expect(split.text).toContain('記録が食い違っています');
  expect(split.text).toContain('講師 はるか 10:05 「出席」 講師 なつき 10:06 「欠席（連絡なし）」');
  await mark(haruka, 1, 'absent', { from: 'absent' });
  expect((await page()).text).not.toContain('食い違って');
});

test('before the day only word of absence is taken, and nothing once the session was cancelled', async () => {
  await wipe();
  world.clock.setTo('2026-11-22', 600);
  const early = await mark(haruka, 0, 'present');
  expect([early.status, early.text.includes('当日になってから')]).toEqual([409, true]);
  const { $ } = await page();
  expect(new Set($('.roll li button').map((_, button) => $(button).text().trim()))).toEqual(new Set(['連絡欠席']));
  expect((await mark(haruka, 0, 'absent_notified')).status).toBe(303);
  world.clock.setTo(DAY, 605);
});

test('once the month is final trainers are refused with the reason; a manager corrects, and says why', async () => {
  locked = DAY;
  const refused = await mark(haruka, 1, 'present');
  expect([refused.status, refused.text.includes('11月24日(火) 訂正は管理者に')]).toEqual([409, true]);
  expect((await page()).$('.marks').length).toBe(0);
  expect((await mark(manager, 1, 'present')).status).toBe(422);
  await mark(manager, 1, 'present', { reason: '欠席と取り違えたため', ago: 3000 }); // a late one is new all the same
  locked = undefined;
  const now = world.clock.now();
  const corrections = world.get(AttendanceCorrections);
  const span = { from: now, to: now.add({ seconds: 1 }) };
  expect(await corrections.made(world.database.reader, span)).toEqual([
    expect.objectContaining({ date: DAY, name: '青木 恵', from: null, status: 'present', by: '所長 まり' }),
  ]);
  const before = { from: now.subtract({ hours: 1 }), to: now };
  expect(await corrections.made(world.database.reader, before)).toEqual([]);
  expect((await rows()).at(-1)).toMatchObject({
    means: 'correction',
    reason: '欠席と取り違えたため',
    status: 'present',
  });
});

test.each([
  [{ who: 'member:999999', status: 'present' }, 404],
  [{ who: 'member:1; drop', status: 'present' }, 422],
  [{ who: 'member:1', status: 'asleep' }, 422],
  [{ who: 'member:1', status: 'present', key: 'x' }, 422],
  [{}, 422],
])('%j is answered with %i', async (form, status) => {
  expect((await haruka.post(paths.attendance(session.id), form as Record<string, string>)).status).toBe(status);
});

test('who may what', async () => {
  const stranger = await signInAs(world, 'trainer');
  for (const url of [paths.attendance(session.id), paths.attendance(999_999)])
    expect((await stranger.get(url)).status).toBe(404);
  expect((await mark(stranger, 0, 'present')).status).toBe(404);
  for (const role of ROLES.filter((one) => !['trainer', 'manager', 'admin'].includes(one))) {
    const visitor = await signInAs(world, role);
    expect([role, (await page(visitor)).status, (await mark(visitor, 0, 'present')).status]).toEqual([role, 403, 403]);
  }
  expect((await page(manager)).status).toBe(200);
});

test('the page of a session costs few statements too', async () => {
  const { statements } = await openCounting(manager, paths.session(session.courseId, session.id));
  expect(statements.length).toBeLessThanOrEqual(MOST_STATEMENTS);
});

test('the page costs the same few statements however many people there are', async () => {
  const { statements } = await openCounting(haruka, paths.attendance(session.id));
  await addSeats(world, session, MEMBERS);
  const more = await openCounting(haruka, paths.attendance(session.id));
  expect(more.statements.length).toBe(statements.length);
  const many = Array.from({ length: 54 }, (_, n) => ({ name: `会員 ${n}`, kana: `カイイン ${n}` }));
  await addSeats(world, session, many);
  const { body, $ } = await page();
  expect($('.roll > li').length).toBe(60);
  expect(Buffer.byteLength(body)).toBeLessThanOrEqual(60_000);
  expect(more.statements.length).toBeLessThanOrEqual(MOST_STATEMENTS);
});

test('a roll of many more comes in parts, which plain links lead to; a tap stays in its part, and all are counted', async () => {
  const many = Array.from({ length: 70 }, (_, n) => ({ name: `渡辺 ${n}`, kana: `ワタナベ ${n}` }));
  await addSeats(world, session, many);
  const first = await openCounting(haruka, paths.attendance(session.id));
  expect(first.statements.length).toBeLessThanOrEqual(MOST_STATEMENTS);
  const links = first.answer.$('nav[aria-label="名簿の続き"] a').toArray();
  const pages = [first.answer, ...(await Promise.all(links.map((link) => haruka.get(link.attribs.href!))))];
  const people = pages.flatMap(({ $ }) =>
    $('.roll > li')
      .toArray()
      .map(({ attribs }) => attribs.id),
  );
  expect([pages.length, people.length, new Set(people).size]).toEqual([5, 130, 130]);
  for (const { body } of pages) expect(Buffer.byteLength(body)).toBeLessThanOrEqual(60_000);
  const last = pages.at(-1)!;
  expect([last.$('[aria-current=page]').last().text(), names(last).at(-1)]).toEqual(['ワタナベ', '渡辺 9']);
  const row = last.$('.roll > li').last();
  const form = { who: row.attr('id')!, status: 'late', part: row.find('[name=part]').val() as string };
  const after = await haruka.postAndFollow(paths.attendance(session.id), form);
  const counted = ({ text }: Answer): number => Number(/出席 (\d+)名/.exec(text)![1]);
  expect([pressed(after).at(-1), counted(after)]).toEqual(['渡辺 9 遅刻', counted(last) + 1]);
  const refused = await haruka.post(paths.attendance(session.id), { ...form, status: 'asleep' });
  expect([refused.status, names(refused).at(-1)]).toEqual([422, '渡辺 9']);
  for (const part of ['0', '99', 'x'])
    expect((await haruka.get(paths.attendance(session.id, { part }))).status).toBe(200);
  locked = DAY;
  const correcting = await page(manager);
  locked = undefined;
  expect([names(correcting).length, Buffer.byteLength(correcting.body) <= 60_000]).toEqual([30, true]);
});

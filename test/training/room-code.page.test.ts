import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { User } from '../../src/accounts/user.entity.js';
import { paths } from '../../src/platform/paths.js';
import { Attendance } from '../../src/training/roll-call/attendance.entity.js';
import { codeMinute } from '../../src/training/roll-call/room-code.policy.js';
import { RoomCodes } from '../../src/training/roll-call/room-codes.js';
import type { TrainingSession } from '../../src/training/sessions/training-session.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { addUser, signIn, signInAs } from '../support/factories.js';
import { addCourse, addSeats, addSession } from '../support/roll-factories.js';
import { MOST_STATEMENTS, openCounting } from '../support/statements.js';
import type { Answer, Visitor } from '../support/visitor.js';

const DAY = '2026-11-24';
let world: TestApp;
let haruka: Visitor;
let session: TrainingSession, other: TrainingSession;
let people: User[];

beforeAll(async () => {
  world = await startApp();
  const boss = await addUser(world, { roles: ['manager'] });
  const trainer = await addUser(world, { roles: ['trainer'] });
  const course = await addCourse(world, boss, { audience: 'resident' });
  session = await addSession(world, course, [trainer], { capacity: 4 });
  other = await addSession(world, course, [], { startMinute: 780, endMinute: 840 });
  const names = ['青木 恵/アオキ メグミ', '小川 さち/オガワ サチ', '山田 花子/ヤマダ ハナコ'];
  const seats = names.map((one) => one.split('/')).map(([name, kana]) => ({ name: name!, kana: kana! }));
  people = (await addSeats(world, session, seats)).map(({ user }) => user);
  haruka = await signIn(world, trainer);
});
afterAll(() => world.close());

const codeAt = (minute: number, of = session): string => {
  world.clock.setTo(DAY, minute);
  return world.get(RoomCodes).codeOf(of.id, codeMinute(world.clock.now()));
};
const type = (visitor: Visitor, code: string): Promise<Answer> => visitor.post(paths.roomCode(), { code });
const rows = () => world.database.reader.find(Attendance, { order: { id: 'ASC' } });
const screen = () => haruka.get(paths.roomScreen(session.id));
const shown = ({ $ }: Answer): string => $('.room-code').text().replace(' ', '');

test('the screen shows a code that changes every minute, a little before, during and a little after the session', async () => {
  const codes = [];
  for (const minute of [584, 585, 600, 601, 724, 725]) {
    world.clock.setTo(DAY, minute);
    codes.push(shown(await screen()));
  }
  expect(codes.map((code) => /^\d{6}$/.test(code))).toEqual([false, true, true, true, true, false]);
  expect(new Set(codes).size).toBe(5);
  expect((await haruka.get(paths.roomScreenCode(session.id))).status).toBe(404);
  world.clock.setTo(DAY, 600);
  expect((await haruka.get(paths.roomScreenCode(session.id))).headers['content-type']).toContain('image/svg');
  expect((await screen()).$('noscript').text()).toContain('60');
});

test('who is enrolled types it, or opens what she has scanned, and is there; typed twice, it is one row', async () => {
  const visitor = await signIn(world, people[0]!);
  const code = codeAt(600);
  expect(code).toBe(shown(await screen()));
  expect((await visitor.get(paths.roomCode({ code }))).$('[name=code]').val()).toBe(code);
  expect(await rows()).toEqual([]);
  world.clock.setTo(DAY, 601); // she took her time
  const answer = await visitor.postAndFollow(paths.roomCode(), { code: ` ${code.slice(0, 3)}　${code.slice(3)}` });
  expect(answer.text).toContain('出席を記録しました: 表計算のきほん 11月24日(火) 10:00から');
  const again = await visitor.postAndFollow(paths.roomCode(), {
    code: `http://tsudoi.test/attend?code=${codeAt(602)}`,
  });
  expect(again.text).toContain('もう出席になっています');
  expect(await rows()).toMatchObject([
    { userId: people[0]!.id, status: 'present', means: 'code', markedBy: people[0]!.id },
  ]);
  expect((await rows())[0]!.seatId).not.toBeNull();
});

test('who comes late is late; whom the trainer thinks absent is shown to the trainer as a conflict', async () => {
  await haruka.post(paths.attendance(session.id), { who: `member:${people[1]!.id}`, status: 'absent' });
  const code = codeAt(620);
  expect((await type(await signIn(world, people[1]!), code)).status).toBe(303);
  expect((await rows()).at(-1)).toMatchObject({ status: 'late', means: 'code' });
  expect((await haruka.get(paths.attendance(session.id))).text).toContain('記録が食い違っています');
});

test('it is refused with the reason: wrong, old, over, of no session, for others, full', async () => {
  const stranger = await signIn(world, await addUser(world, { raisingChildren: false }));
  const mother = await signIn(world, await addUser(world));
  const [guest, late] = [await signIn(world, await addUser(world)), await signIn(world, await addUser(world))];
  const old = codeAt(600);
  const now = codeAt(602);
  const wrong = now === '000000' ? '000001' : '000000';
  for (const [visitor, code, status, words] of [
    [mother, wrong, 422, '画面の番号を確かめて'],
    [mother, old, 422, 'もう新しくなりました'],
    [mother, codeAt(602, other), 422, '終わりました'],
    [mother, 'abc', 422, '画面の番号を確かめて'],
    [stranger, now, 409, 'お申し込みの対象になっていません'],
    [guest, now, 303, ''], // the fourth seat is free
    [late, now, 409, '定員に達しています'],
  ] as const) {
    world.clock.setTo(DAY, 602);
    const answer = await type(visitor, code);
    expect([code, answer.status, answer.text.includes(words)]).toEqual([code, status, true]);
  }
  const before = (await rows()).length;
  const last = codeAt(724);
  world.clock.setTo(DAY, 725);
  const over = await type(mother, last);
  expect([over.status, over.text.includes('12:00に終わりました')]).toEqual([422, true]);
  expect((await rows()).length).toBe(before);
});

test('who guesses has to wait', async () => {
  world.clock.setTo(DAY, 602);
  const guesser = await signIn(world, await addUser(world));
  const statuses = [];
  for (let n = 0; n < 9; n += 1) statuses.push((await type(guesser, `9${n}${n}${n}${n}9`)).status);
  expect(statuses.at(-1)).toBe(429);
  expect((await type(guesser, codeAt(602))).status).toBe(429);
});

test('who may what, and at which price', async () => {
  const member = await signIn(world, people[2]!);
  const elsewhere = await signInAs(world, 'trainer');
  expect((await elsewhere.get(paths.roomScreen(session.id))).status).toBe(404);
  expect((await member.get(paths.roomScreen(session.id))).status).toBe(403);
  expect((await haruka.get(paths.roomCode())).status).toBe(403);
  expect((await member.get(paths.roomMemberCode())).body).toContain('<svg');
  const { statements } = await openCounting(haruka, paths.roomScreen(session.id));
  expect(statements.length).toBeLessThanOrEqual(MOST_STATEMENTS);
});

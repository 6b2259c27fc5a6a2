import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { MemberCodes } from '../../src/accounts/members/member-codes.js';
import { MemberNumbers } from '../../src/accounts/members/member-numbers.js';
import type { User } from '../../src/accounts/user.entity.js';
import { CheckInCodes } from '../../src/bookings/check-in/check-in-codes.js';
import { paths } from '../../src/platform/paths.js';
import { TrainingCount } from '../../src/training/count/training-count.js';
import { Attendance } from '../../src/training/roll-call/attendance.entity.js';
import { WalkIn } from '../../src/training/roll-call/walk-in.entity.js';
import type { TrainingSession } from '../../src/training/sessions/training-session.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { addBooking } from '../support/booking-factories.js';
import { addUser, signIn } from '../support/factories.js';
import { addCourse, addSeats, addSession } from '../support/roll-factories.js';
import { MOST_STATEMENTS, openCounting } from '../support/statements.js';
import { addResource, addVenue } from '../support/venue-factories.js';
import type { Answer, Visitor } from '../support/visitor.js';

const DAY = '2026-11-24';
let world: TestApp;
let manager: Visitor, haruka: Visitor;
let session: TrainingSession, next: TrainingSession;
let hanako: User, keiko: User;

beforeAll(async () => {
  world = await startApp();
  const boss = await addUser(world, { roles: ['manager'] });
  const trainer = await addUser(world, { roles: ['trainer'], name: '講師 はるか' });
  const course = await addCourse(world, boss);
  session = await addSession(world, course, [trainer], { capacity: 2 });
  next = await addSession(world, course, [trainer], { date: '2026-12-01' });
  const [seat] = await addSeats(world, session, [{ name: '小平 花子', kana: 'コダイラ ハナコ' }]);
  hanako = seat!.user;
  keiko = await addUser(world, { name: '小川 恵子', kana: 'オガワ ケイコ' });
  [manager, haruka] = [await signIn(world, boss), await signIn(world, trainer)];
  world.clock.setTo(DAY, 605);
});
afterAll(() => world.close());

const add = (form: Record<string, string | number>, id = session.id): Promise<Answer> =>
  haruka.post(paths.walkIns(id), form);
const page = (): Promise<Answer> => haruka.get(paths.attendance(session.id));
const rows = () => world.database.reader.find(Attendance, { order: { id: 'ASC' } });
const walkIn = (name: string) => world.database.reader.findOneByOrFail(WalkIn, { name });
const lines = ({ $ }: Answer): string[] =>
  $('.roll li')
    .toArray()
    .map((line) =>
      [
        $(line).find('strong').first().text(),
        ...$(line)
          .find('.status, [aria-pressed=true]')
          .toArray()
          .map((one) => $(one).text()),
      ].join(' '),
    );
const counted = async (asOf = '2026-12-31') => {
  const { attendances, people } = await world.get(TrainingCount).count(world.database.reader, asOf);
  return { attendances, people };
};

test('a name alone is taken in and counts; the same name again is named, and sent twice it is one', async () => {
  for (const _ of [1, 2])
    expect((await add({ name: '小川 けいこ', kana: 'おがわ けいこ', key: 'one-tap-only' })).status).toBe(303);
  expect(lines(await page())).toEqual(['小川 けいこ 飛び入り 出席', '小平 花子']);
  expect(await walkIn('小川 けいこ')).toMatchObject({ kana: 'オガワ ケイコ' });
  const again = await add({ name: '小川  けいこ' });
  expect([again.status, again.text.includes('小川 けいこさんは、もう一覧にいます')]).toEqual([422, true]);
  await haruka.postAndFollow(paths.walkIns(session.id), { name: '小川 けいこ', another: 'on' });
  expect(await counted()).toEqual({ attendances: 2, people: 2 });
  const last = (await page()).$('[name=last]').val() as string;
  const undone = await haruka.postAndFollow(paths.attendanceUndoing(session.id), { last });
  expect(lines(undone)).toEqual(['小川 けいこ 飛び入り 出席', '小平 花子', '小川 けいこ 飛び入り']); // the last is told of apart
  expect(await counted()).toEqual({ attendances: 1, people: 1 });
  expect((await add({})).status).toBe(422);
  expect((await add({ memberId: 999_999 })).status).toBe(422);
});

test('a member is found by kana, and is there though she has not enrolled', async () => {
  const found = await haruka.get(paths.attendance(session.id, { q: 'おがわ' }));
  expect(found.$('[name=memberId]').attr('value')).toBe(String(keiko.id));
  const after = await haruka.postAndFollow(paths.walkIns(session.id), { memberId: keiko.id });
  expect(lines(after)).toContain('小川 恵子 飛び入り 出席');
  expect((await haruka.postAndFollow(paths.walkIns(session.id), { memberId: keiko.id })).text).toContain('もう出席に');
  expect((await add({ memberId: keiko.id }, next.id)).status).toBe(409); // not before its day
});

test('a manager says that a name is that member; she is one person, and it can be parted again', async () => {
  expect(await counted()).toEqual({ attendances: 2, people: 2 });
  const { id } = await walkIn('小川 けいこ');
  const url = paths.sessionWalkIn(session.id, id, { q: '恵子' });
  const candidates = await manager.get(url);
  const unsaid = await manager.post(paths.walkInMerge(session.id, id), { userId: keiko.id, q: '恵子' });
  expect([unsaid.status, unsaid.$('#problem-reason').length]).toEqual([422, 1]);
  expect(candidates.text).toContain('この回の記録があります');
  const merged = await manager.postAndFollow(paths.walkInMerge(session.id, id), {
    userId: keiko.id,
    reason: 'ご本人に確かめた',
  });
  expect(merged.text).toContain('小川 恵子さんと結びついています');
  expect(await counted()).toEqual({ attendances: 1, people: 1 });
  expect(lines(await page()).filter((line) => line.startsWith('小川 恵子'))).toEqual(['小川 恵子 飛び入り 出席']);
  expect((await page()).text).toContain('お名前だけで受け付けた方: 小川 けいこ');
  expect((await manager.post(paths.walkInMerge(session.id, id), { userId: keiko.id, reason: 'x' })).status).toBe(409);
  const history = () => manager.get(paths.attendanceHistory(session.id));
  expect((await history()).$(`[id="member:${keiko.id}"]`).text()).toMatch(
    /飛び入り「小川 けいこ」さんを、小川 恵子さんと結びつけました.*山田 花子.*理由: ご本人に確かめた/s,
  );
  expect((await manager.post(paths.walkInParting(session.id, id))).status).toBe(422);
  await manager.postAndFollow(paths.walkInParting(session.id, id), { reason: '別の方だった' });
  expect((await history()).$(`[id="walk_in:${id}"]`).text()).toMatch(
    /ご本人に確かめた.*飛び入り「小川 けいこ」さんの結びつけを取り消しました.*理由: 別の方だった/s,
  );
  expect(await counted()).toEqual({ attendances: 2, people: 2 });
  expect((await manager.post(paths.walkInParting(session.id, id), { reason: 'x' })).status).toBe(409);
  for (const denied of [paths.walkInMerge(session.id, id), paths.walkInParting(session.id, id)])
    expect((await haruka.post(denied, { userId: keiko.id })).status).toBe(403);
  expect((await manager.get(paths.sessionWalkIn(next.id, id))).status).toBe(404);
});

test('one name at two sessions is one person, whichever way round, and never a circle', async () => {
  world.clock.setTo('2026-12-01', 605);
  await add({ name: '小川 けいこ' }, next.id);
  const order = { sessionId: 'ASC', id: 'ASC' } as const;
  const all = await world.database.reader.find(WalkIn, { where: { name: '小川 けいこ' }, order });
  const [first, second] = [all[0]!, all.at(-1)!];
  expect(await counted()).toEqual({ attendances: 3, people: 3 });
  expect((await manager.get(paths.sessionWalkIn(next.id, second.id))).text).toContain('同じ方です');
  await manager.postAndFollow(paths.walkInMerge(next.id, second.id), { walkInId: first.id, reason: 'x' });
  expect(await counted()).toEqual({ attendances: 3, people: 2 });
  expect(
    (await manager.post(paths.walkInMerge(session.id, first.id), { walkInId: second.id, reason: 'x' })).status,
  ).toBe(409);
  await manager.postAndFollow(paths.walkInMerge(session.id, first.id), { userId: keiko.id, reason: 'x' });
  expect(await counted()).toEqual({ attendances: 2, people: 1 });
  const there = await haruka.get(paths.attendance(next.id));
  expect(lines(there)).toEqual(['小川 恵子 飛び入り 出席']);
  world.clock.setTo(DAY, 605);
});

test('whoever shows her code of today, a booking’s or her number is there; late is late, and strange codes are refused', async () => {
  world.clock.setTo('2026-11-21', 540);
  const desk = await addResource(world, await addVenue(world));
  const { id } = await addBooking(world, hanako, [desk.id], { date: DAY });
  world.clock.setTo(DAY, 616);
  const scan = (code: string): Promise<Answer> => haruka.post(paths.attendanceScans(session.id), { code });
  expect((await scan(paths.checkIn(world.get(CheckInCodes).codeOf(id)))).status).toBe(303);
  const told = (await rows()).at(-1);
  expect(told).toMatchObject({ userId: hanako.id, status: 'late', means: 'scan' });
  expect(told!.seatId).not.toBeNull();
  await scan(world.get(MemberNumbers).of(hanako.id)!);
  expect((await rows()).at(-1)).toEqual(told);
  const mine = world.get(MemberCodes).codeOf(keiko.id);
  expect((await scan(mine)).status).toBe(303);
  world.clock.setTo('2026-11-25', 600);
  for (const code of [mine, 'm1-AAAAAAAAAAAAAAAAAAAAAA', '1-AAAAAAAAAAAAAAAAAAAAAA', 'x', '1234567']) {
    const answer = await scan(code);
    expect([code, answer.status, answer.text.includes('会員が見つかりません')]).toEqual([code, 409, true]);
  }
  world.clock.setTo(DAY, 605);
});

test('pages cost few statements', async () => {
  const { id } = await walkIn('小川 けいこ').catch(() => ({ id: 1 }));
  for (const [visitor, url] of [
    [haruka, paths.attendance(session.id, { q: '小' })],
    [manager, paths.sessionWalkIn(session.id, id)],
  ] as const) {
    const { answer, statements } = await openCounting(visitor, url);
    expect([url, answer.status]).toEqual([url, 200]);
    expect(statements.length).toBeLessThanOrEqual(MOST_STATEMENTS);
  }
});

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { paths } from '../../src/platform/paths.js';
import { ROLES, type Role } from '../../src/platform/web/roles.js';
import { Course } from '../../src/training/courses/course.entity.js';
import { SessionTrainer } from '../../src/training/sessions/session-trainer.entity.js';
import { Sessions } from '../../src/training/sessions/sessions.js';
import { TrainingSession } from '../../src/training/sessions/training-session.entity.js';
import { Occupancy } from '../../src/venues/occupancy.entity.js';
import { Occupants } from '../../src/venues/occupants.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import type { Venue } from '../../src/venues/venue.entity.js';
import type { User } from '../../src/accounts/user.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { addUser, signIn, signInAs } from '../support/factories.js';
import { openCounting } from '../support/statements.js';
import { addResource, addVenue } from '../support/venue-factories.js';
import type { Visitor } from '../support/visitor.js';

let world: TestApp;
let venue: Venue, room: Resource, trainer: User;
let manager: Visitor;
let courseId: number;

const course = {
  title: '表計算のきほん',
  category: 'ict',
  description: '## ねらい\n\n**表**を使う。\n\n<script>alert(1)</script> [悪](javascript:alert(1))',
  audience: 'resident',
  counted: 'on',
  fee: 500,
  certificatePercent: 80,
  enrolmentPer: 'course',
  status: 'draft',
};
const session = (part: Record<string, string | number | number[]> = {}) => ({
  date: '2026-11-24',
  start: '10:00',
  end: '12:00',
  roomId: room.id,
  capacity: 12,
  closesDaysBefore: 1,
  trainerIds: [trainer.id],
  ...part,
});
const sessions = () => world.database.reader.find(TrainingSession, { order: { date: 'ASC', id: 'ASC' } });
const held = async (id: number) =>
  (await world.database.reader.findBy(Occupancy, { sourceKind: 'training_session', sourceId: id })).map(
    ({ date, startMinute, endMinute }) => `${date} ${startMinute}–${endMinute}`,
  );

beforeAll(async () => {
  world = await startApp();
  venue = await addVenue(world, { phone: '042-000-0000' });
  room = await addResource(world, venue, { kind: 'room', name: '研修室', bufferAfter: 15, bookableBy: 'staff' });
  trainer = await addUser(world, { roles: ['trainer'], name: '講師 はるか' });
  manager = await signInAs(world, 'manager');
  await manager.postAndFollow(paths.courses(), course);
  courseId = (await world.database.reader.findOneByOrFail(Course, {})).id;
});
afterAll(() => world.close());

test('a draft is for staff alone; once published, everybody sees it, and nothing of what was typed runs', async () => {
  expect((await world.visitor().get(paths.training(courseId))).status).toBe(404);
  await manager.postAndFollow(paths.course(courseId), { ...course, status: 'published', revision: 0 });
  const { $, text, body } = await world.visitor().get(paths.training(courseId));
  expect([$('main h3').first().text(), $('main strong').first().text()]).toEqual(['ねらい', '表']);
  expect(text).toContain('<script>alert(1)</script> 悪');
  expect([$('main script').length, body.includes('href="javascript:')]).toEqual([0, false]);
  expect(text).toContain('市内にお住まいで子育て中の方');
  expect(text).toContain('日程は調整中です');
});

test('who changes what somebody else has changed meanwhile is told so', async () => {
  const answer = await manager.post(paths.course(courseId), { ...course, revision: 0 });
  expect([answer.status, answer.text.includes('ほかの人がこの講座を変更しました')]).toEqual([409, true]);
});

test('sessions of every week leave out the days that cannot be, and say so', async () => {
  const wish = session({ date: '2026-11-30', until: '2026-12-13', weekdays: [4, 7] });
  const page = await manager.postAndFollow(paths.sessions(courseId), wish);
  expect(page.text).toContain('2回分決めました。次の日は除きました: 12月6日(日)');
  const all = await sessions();
  expect(all.map(({ date }) => date)).toEqual(['2026-12-03', '2026-12-10']);
  expect(await held(all[0]!.id)).toEqual(['2026-12-03 600–735']); // with the minutes to make ready
});

test('a room that is taken is refused with what is there', async () => {
  const answer = await manager.post(
    paths.sessions(courseId),
    session({ date: '2026-12-03', start: '11:00', end: '13:00' }),
  );
  expect(answer.status).toBe(422);
  expect(answer.text).toContain('10:00–12:00 講座 表計算のきほん');
  const tight = await manager.post(
    paths.sessions(courseId),
    session({ date: '2026-12-03', start: '12:00', end: '13:00' }),
  );
  expect([tight.status, tight.text.includes('準備の時間')]).toEqual([422, true]);
  expect(await sessions()).toHaveLength(2);
});

test.each<[string, Record<string, string | number | number[]>, string]>([
  ['end', { end: '10:00' }, '始まりより後'],
  ['date', { date: '2026-11-20' }, '過ぎた'],
  ['date', { date: '2026-11-23' }, '休館日'],
  ['roomId', { roomId: '' }, 'リンク'],
  ['roomId', { roomId: 999_999 }, '選'],
  ['onlineLink', { onlineLink: 'javascript:alert(1)' }, 'https://'],
  ['minimum', { minimum: 13 }, '定員以下'],
  ['enrolmentFrom', { enrolmentFrom: '2026-11-24' }, '締切'],
  ['until', { until: '2028-01-01' }, '1年'],
  ['trainerIds', { trainerIds: [999_999] }, '選'],
])('a session is refused at %s for %j', async (field, part, words) => {
  const answer = await manager.post(paths.sessions(courseId), session(part));
  expect(answer.status).toBe(422);
  expect(answer.$(`[id="problem-${field}"], #field-${field}`).length).toBeGreaterThan(0);
  expect(answer.text).toContain(words);
});

test('a session moves, and takes its room with it; whoever saw it before is told', async () => {
  const [first] = await sessions();
  const moved = session({
    date: '2026-12-04',
    start: '13:00',
    end: '15:00',
    revision: 0,
    onlineLink: 'https://meet.example.jp/x',
  });
  const page = await manager.postAndFollow(paths.session(courseId, first!.id), moved);
  expect([page.text.includes('講師 はるか'), page.text.includes('meet.example.jp')]).toEqual([true, true]);
  expect(await held(first!.id)).toEqual(['2026-12-04 780–915']);
  expect((await manager.post(paths.session(courseId, first!.id), moved)).status).toBe(409);
});

test('who sets or moves a session is told what its trainer teaches at the same time', async () => {
  const online = { roomId: '', onlineLink: 'https://meet.example.jp/y', date: '2026-12-04' };
  const wish = session({ ...online, start: '14:30', end: '16:00' });
  const page = await manager.postAndFollow(paths.sessions(courseId), wish);
  const clash = '講師の予定が重なっています: 講師 はるかさん 12月4日(金) 13:00–15:00「表計算のきほん」';
  expect(page.text).toContain(`開催日を1回分決めました。 ${clash}`);
  const { id } = (await sessions()).find(({ startMinute }) => startMinute === 870)!;
  expect((await manager.get(paths.session(courseId, id))).text).toContain(clash);
  const later = session({ ...online, start: '15:00', end: '16:00', revision: 0 });
  const moved = await manager.postAndFollow(paths.session(courseId, id), later);
  expect(moved.text).not.toContain('重なって');
  await manager.postAndFollow(paths.sessionCancellation(courseId, id), { reason: '試し' });
  await world.database.transaction(async (tx) => {
    await tx.delete(SessionTrainer, { sessionId: id });
    await tx.delete(TrainingSession, { id });
  });
});

test('everybody finds the sessions by month, by category and in her calendar, but not the link', async () => {
  const visitor = world.visitor();
  const month = await visitor.get(paths.trainings());
  expect(
    month
      .$('.month a')
      .toArray()
      .map((link) => month.$(link).attr('href')),
  ).toEqual(['#d2026-12-04', '#d2026-12-10']);
  expect((await visitor.get(paths.trainings({ month: '2026-12', category: 'writing' }))).text).toContain('ありません');
  for (const wish of ['9999-12', 'x', '2026-13'])
    expect((await visitor.get(paths.trainings({ month: wish }))).status).toBe(200);
  const page = await visitor.get(paths.training(courseId));
  expect(page.text).toContain('申込受付 12月3日(木)まで');
  expect(page.text).toContain('お電話: 042-000-0000');
  const [event] = page.$('script[type="application/ld+json"]').toArray();
  expect(JSON.parse(page.$(event!).text())).toMatchObject({
    '@type': 'EducationEvent',
    startDate: '2026-12-04T13:00:00+09:00',
    eventAttendanceMode: 'https://schema.org/MixedEventAttendanceMode',
    isAccessibleForFree: false,
  });
  expect(page.$('meta[property="og:url"]').attr('content')).toMatch(/^https?:.*\/trainings\/\d+$/);
  const feed = await visitor.get(paths.trainingsFeed());
  expect(feed.body).toContain('DTSTART;TZID=Asia/Tokyo:20261204T130000');
  for (const { body } of [month, page, feed]) expect(body).not.toContain('meet.example.jp');
  expect((await visitor.get(paths.home())).text).toContain('次の講座 表計算のきほん');
});

test('a cancelled session gives its room free, and says why; so does one that has to go for a closure', async () => {
  const [first, second] = await sessions();
  const page = await manager.postAndFollow(paths.sessionCancellation(courseId, first!.id), { reason: '講師の病気' });
  expect(page.text).toContain('中止 講師の病気');
  expect(await held(first!.id)).toEqual([]);
  expect((await manager.post(paths.sessionCancellation(courseId, first!.id), { reason: 'x' })).status).toBe(409);

  const occupants = world.get(Occupants);
  const standing = await occupants.upcoming(world.database.reader, venue.id, '2026-11-21');
  expect(standing.map(({ kind, id }) => [kind, id])).toEqual([['training_session', second!.id]]);
  await world.database.transaction((tx) => occupants.evict(tx, standing, '停電', trainer.id));
  expect(await held(second!.id)).toEqual([]);
  expect((await world.visitor().get(paths.training(courseId))).text).toContain('中止 停電');
  await expect(world.get(Sessions).cancel(trainer.id, courseId, 999_999, 'x')).rejects.toThrow('not_found');
});

test('pages cost the same few statements however many sessions there are', async () => {
  const visitor = world.visitor();
  const few = await openCounting(visitor, paths.trainings({ month: '2026-12' }));
  await manager.postAndFollow(
    paths.sessions(courseId),
    session({ date: '2026-12-14', until: '2026-12-26', weekdays: [1, 2, 3] }),
  );
  for (const url of [paths.trainings({ month: '2026-12' }), paths.training(courseId), paths.trainingsFeed()]) {
    expect((await openCounting(visitor, url)).statements.length).toBeLessThanOrEqual(few.statements.length + 2);
  }
  expect((await openCounting(manager, paths.course(courseId))).statements.length).toBeLessThanOrEqual(6);
});

test('who may what', async () => {
  const [{ id }] = (await sessions()) as [TrainingSession];
  const readers: readonly Role[] = ['trainer', 'manager', 'admin'];
  const table: [string, readonly Role[]][] = [
    [paths.courses(), readers],
    [paths.course(courseId), readers],
    [paths.session(courseId, id), readers],
    [paths.courseNew(), ['manager', 'admin']],
    [paths.courseEdit(courseId), ['manager', 'admin']],
    [paths.sessionNew(courseId), ['manager', 'admin']],
    [paths.sessionEdit(courseId, id), ['manager', 'admin']],
  ];
  for (const role of ROLES) {
    const visitor = role === 'trainer' ? await signIn(world, trainer) : await signInAs(world, role);
    for (const [url, roles] of table) {
      expect([role, url, (await visitor.get(url)).status]).toEqual([role, url, roles.includes(role) ? 200 : 403]);
    }
    if (!['manager', 'admin'].includes(role)) {
      expect((await visitor.post(paths.sessionCancellation(courseId, id), { reason: 'x' })).status).toBe(403);
    }
  }
  expect((await manager.get(paths.session(courseId + 1, id))).status).toBe(404);
});

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { User } from '../../src/accounts/user.entity.js';
import { OutboxMail } from '../../src/platform/mail/outbox-mail.entity.js';
import { paths } from '../../src/platform/paths.js';
import { Certificate } from '../../src/training/certificates/certificate.entity.js';
import { Attendance } from '../../src/training/roll-call/attendance.entity.js';
import { WalkIn } from '../../src/training/roll-call/walk-in.entity.js';
import { codeMinute } from '../../src/training/roll-call/room-code.policy.js';
import { RoomCodes } from '../../src/training/roll-call/room-codes.js';
import type { TrainingSession } from '../../src/training/sessions/training-session.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { addUser, signIn } from '../support/factories.js';
import { addCourse, addSeats, addSession } from '../support/roll-factories.js';
import type { Visitor } from '../support/visitor.js';

/** Two processes, each with connections and a queue of its own, on one database. */
let world: TestApp, rival: TestApp;
let session: TrainingSession, small: TrainingSession;
let haruka: Visitor, natsuki: Visitor;
let members: User[];
let boss: User;

beforeAll(async () => {
  world = await startApp();
  const { databaseUrl, sqliteFile } = world.settings;
  rival = await startApp({ databaseUrl, sqliteFile });
  boss = await addUser(world, { roles: ['manager'] });
  const trainers = [await addUser(world, { roles: ['trainer'] }), await addUser(world, { roles: ['trainer'] })];
  const course = await addCourse(world, boss);
  session = await addSession(world, course, trainers);
  small = await addSession(world, course, trainers, { capacity: 3 });
  const people = Array.from({ length: 8 }, (_, n) => ({ name: `会員 ${n}`, kana: `カイイン ${n}` }));
  members = (await addSeats(world, session, people)).map(({ user }) => user);
  haruka = await signIn(world, trainers[0]!);
  natsuki = (await signIn(world, trainers[1]!)).at(rival);
  for (const each of [world, rival]) each.clock.setTo('2026-11-24', 605);
});
afterAll(async () => {
  await rival.close();
  await world.close();
});

const rows = () => world.database.reader.findBy(Attendance, { sessionId: session.id });

test('two trainers who tap at once: each tap is one row, everybody is marked, and both see what differs', async () => {
  const marks = members.flatMap(({ id }) => [
    haruka.post(paths.attendance(session.id), { who: `member:${id}`, status: 'present', key: `haruka-${id}` }),
    haruka.post(paths.attendance(session.id), { who: `member:${id}`, status: 'present', key: `haruka-${id}` }),
    natsuki.post(paths.attendance(session.id), { who: `member:${id}`, status: 'absent', key: `natsuki-${id}` }),
  ]);
  expect((await Promise.all(marks)).map(({ status }) => status)).toEqual(marks.map(() => 303));
  expect((await rows()).length).toBe(2 * members.length);
  for (const trainer of [haruka, natsuki]) {
    const { $ } = await trainer.get(paths.attendance(session.id));
    expect($('.roll .status.bad').length).toBe(members.length);
  }
});

test('one tap for everybody from both sides marks nobody twice, and one name is taken in once', async () => {
  await world.database.transaction((tx) => tx.createQueryBuilder().delete().from(Attendance).execute());
  const both = [haruka, natsuki].flatMap((trainer) => [
    trainer.post(paths.attendanceEverybody(session.id)),
    trainer.post(paths.walkIns(session.id), { name: '田村 みき' }),
  ]);
  const statuses = (await Promise.all(both)).map(({ status }) => status);
  expect(statuses.toSorted()).toEqual([303, 303, 303, 422]);
  expect((await rows()).length).toBe(members.length + 1);
  expect(await world.database.reader.countBy(WalkIn, { sessionId: session.id })).toBe(1);
});

test('of many who come unexpected as many take themselves in as there are seats', async () => {
  const code = world.get(RoomCodes).codeOf(small.id, codeMinute(world.clock.now()));
  const visitors = await Promise.all(members.map((member) => signIn(world, member)));
  const tries = visitors.map((visitor, n) => (n % 2 ? visitor.at(rival) : visitor).post(paths.roomCode(), { code }));
  const statuses = (await Promise.all(tries)).map(({ status }) => status);
  expect(statuses.toSorted()).toEqual([303, 303, 303, 409, 409, 409, 409, 409]);
  expect(await world.database.reader.countBy(Attendance, { sessionId: small.id })).toBe(3);
});

test('certificates issued from both sides at once have a number each, without a gap, and nobody has two', async () => {
  const course = await addCourse(world, boss, { certificatePercent: 50 });
  const held = await addSession(world, course, [], { date: '2026-11-20' });
  const people = Array.from({ length: 6 }, (_, n) => ({ name: `修了 ${n}`, kana: `シュウリョウ ${n}` }));
  const seats = await addSeats(world, held, people);
  const said = { sessionId: held.id, status: 'present', markedAt: world.clock.now(), markedBy: boss.id } as const;
  const rows = seats.map(({ user, seatId }) => ({ ...said, seatId, userId: user.id, means: 'list' as const }));
  await world.database.transaction((tx) => tx.insert(Attendance, rows));
  const [manager, ...visitors] = await Promise.all(
    [boss, ...seats.map(({ user }) => user)].map((one) => signIn(world, one)),
  );
  const tries = [
    ...visitors.map((visitor, n) =>
      (n % 2 ? visitor.at(rival) : visitor).post(paths.ownCertificates(), { courseId: course.id }),
    ),
    ...[manager!, manager!.at(rival)].map((one) => one.post(paths.courseCertificates(course.id))),
  ];
  const statuses = new Set((await Promise.all(tries)).map(({ status }) => status));
  expect([...statuses].filter((status) => status !== 303 && status !== 409)).toEqual([]);
  const issued = await world.database.reader.find(Certificate, { order: { number: 'ASC' } });
  expect(issued.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(new Set(issued.map(({ userId }) => userId)).size).toBe(6);
});

test('a message that comes in twice, on both sides at once, goes to each once', async () => {
  const form = { key: 'one-form-only', text: '上ばきをお持ちください。' };
  const url = paths.sessionMessages(session.id);
  const tries = [haruka, haruka.at(rival), haruka, haruka.at(rival)].map((one) => one.post(url, form));
  expect((await Promise.all(tries)).map(({ status }) => status)).toEqual([303, 303, 303, 303]);
  expect(await world.database.reader.countBy(OutboxMail, { template: 'training.message' })).toBe(members.length);
});

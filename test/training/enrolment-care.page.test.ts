import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { AuditEntry } from '../../src/platform/audit/audit-entry.entity.js';
import { paths } from '../../src/platform/paths.js';
import { startApp, type TestApp } from '../support/app.js';
import { addToRoster } from '../support/care-factories.js';
import { EnrolmentHouse } from '../support/enrolment-factories.js';
import { lastMailTo, mailsTo } from '../support/mails.js';

let world: TestApp;
let at: EnrolmentHouse;

beforeAll(async () => {
  world = await startApp();
  at = await EnrolmentHouse.build(world);
  for (const date of ['2026-11-24', '2026-11-25', '2026-11-27'])
    await addToRoster(world, await at.house.open({ date, places: 1 }), at.house.nurse);
});
afterAll(() => world.close());
beforeEach(() => at.clear());

test('both or neither: a place beside each seat, let go with it', async () => {
  const { course } = await at.course();
  const form = await at.mother.get(paths.enrolmentNew(course.id));
  expect(form.$('input[name="childIds"]')).toHaveLength(2);
  const page = await at.mother.postAndFollow(paths.enrolments(course.id), { childIds: [at.house.toddler.id] });
  expect(page.text).toContain('保育 1人');
  const of = `session_seat ${at.house.toddler.id}`;
  expect(await at.care()).toEqual([`${of} 2026-11-24 585–735`, `${of} 2026-11-25 585–735`]);
  expect((await lastMailTo(world, at.house.mother.email)).text).not.toContain('そら');

  const answer = await at.enrol(at.father, course, { childIds: [at.house.eldest.id] });
  expect([answer.status, answer.text.includes('いっしょに待つ')]).toEqual([409, true]);
  expect(await at.enrolments()).toHaveLength(1);
  await at.mother.postAndFollow(paths.enrolmentCancellation((await at.enrolments())[0]!.id));
  expect(await at.care()).toEqual([]);
});

test('nobody else learns the names of children, and online there is none', async () => {
  const { course } = await at.course();
  const form = await at.manager.get(paths.enrolmentNew(course.id, { memberId: at.house.mother.id }));
  expect([form.text.includes('小川 あお'), form.text.includes('1人目')]).toEqual([false, true]);
  const online = await at.course({}, [{ date: '2026-11-24', onlineLink: 'https://meet.example.jp/x' }]);
  const answer = await at.enrol(at.mother, online.course, { childIds: [at.house.toddler.id] });
  expect([answer.status, answer.text.includes('オンラインの回に保育はありません')]).toEqual([422, true]);
  const page = await at.mother.postAndFollow(paths.enrolments(online.course.id), {});
  expect(page.text).toContain('https://meet.example.jp/x');
});

test('a session that moves takes seats and childcare along, and everybody is told; so is she who loses it', async () => {
  const { course, sessions } = await at.course({}, [at.inHouse({ date: '2026-11-24' })]);
  await at.enrol(at.mother, course, { childIds: [at.house.toddler.id] });
  const move = (part: object) =>
    at.manager.post(paths.session(course.id, sessions[0]!.id), {
      date: '2026-11-24',
      start: '10:00',
      end: '12:00',
      roomId: at.salon.id,
      capacity: 12,
      closesDaysBefore: 1,
      ...part,
    });
  expect((await move({ revision: 0, capacity: 11 })).status).toBe(303);
  expect(await mailsTo(world, at.house.mother.email)).toHaveLength(1);
  expect((await move({ revision: 1, date: '2026-11-25', start: '13:00', end: '14:00' })).status).toBe(303);
  expect(await at.care()).toEqual([`session_seat ${at.house.toddler.id} 2026-11-25 765–855`]);
  const moved = await lastMailTo(world, at.house.mother.email);
  expect([moved.name, moved.text.includes('2026年11月25日(水) 13:00–14:00')]).toEqual(['training.session_moved', true]);
  expect((await move({ revision: 2, date: '2026-11-26' })).status).toBe(303);
  expect(await at.care()).toEqual([]);
  expect((await lastMailTo(world, at.house.mother.email)).text).toContain('保育は、場所がなくなりました');
  expect((await at.mother.get(paths.enrolment((await at.enrolments())[0]!.id))).text).toContain(
    '保育の場所が取れていない',
  );
  expect(await at.namesIn(sessions[0]!)).toEqual([at.house.mother.name]);
});

test('a session that is cancelled gives seats and childcare free; a new one of the course has seats for all', async () => {
  const { course, sessions } = await at.course({}, [at.inHouse({ date: '2026-11-24' })]);
  await at.enrol(at.mother, course, { childIds: [at.house.toddler.id] });
  await at.enrol(at.father, course);
  const wish = { date: '2026-11-27', start: '10:00', end: '12:00', roomId: at.salon.id, closesDaysBefore: 1 };
  expect((await at.manager.post(paths.sessions(course.id), { ...wish, capacity: 1 })).text).toContain(
    '2名が申し込んで',
  );
  await at.manager.postAndFollow(paths.sessions(course.id), { ...wish, capacity: 2 });
  expect((await lastMailTo(world, at.house.father.email)).name).toBe('training.session_added');
  expect((await at.care()).at(-1)).toBe(`session_seat ${at.house.toddler.id} 2026-11-27 585–735`);

  await at.manager.postAndFollow(paths.sessionCancellation(course.id, sessions[0]!.id), { reason: '講師の病気' });
  expect(await at.namesIn(sessions[0]!)).toEqual([]);
  expect(await at.care()).toHaveLength(1);
  const mail = await lastMailTo(world, at.house.mother.email);
  expect([mail.name, mail.text.includes('講師の病気')]).toEqual(['training.session_cancelled', true]);
  expect((await at.enrolments()).map(({ status }) => status)).toEqual(['enrolled', 'enrolled']);
  const deeds = await world.database.reader.findBy(AuditEntry, { action: 'training.enrolled' });
  expect(deeds.length).toBeGreaterThan(1);
});

test('who is enrolled in a cancelled session alone is so no more, and the way of enrolling stands while somebody is', async () => {
  const { course, sessions } = await at.course({ enrolmentPer: 'session', title: 'x', description: 'y' });
  await at.enrol(at.mother, course, { sessionId: sessions[0]!.id });
  const change = {
    title: 'x',
    category: 'ict',
    audience: 'anyone',
    fee: 0,
    enrolmentPer: 'course',
    status: 'published',
    revision: 0,
  };
  expect((await at.manager.post(paths.course(course.id), change)).status).toBe(422);
  await at.manager.postAndFollow(paths.sessionCancellation(course.id, sessions[0]!.id), { reason: '台風' });
  expect((await at.enrolments()).map(({ status, endReason }) => [status, endReason])).toEqual([['cancelled', '台風']]);
  expect((await at.manager.post(paths.course(course.id), change)).status).toBe(303);
});

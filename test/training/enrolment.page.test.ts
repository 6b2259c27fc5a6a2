import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { OutboxMail } from '../../src/platform/mail/outbox-mail.entity.js';
import { paths } from '../../src/platform/paths.js';
import type { Course } from '../../src/training/courses/course.entity.js';
import { Enrolment } from '../../src/training/enrolment/enrolment.entity.js';
import { Minimum } from '../../src/training/enrolment/minimum.js';
import { TrainingSession } from '../../src/training/sessions/training-session.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { EnrolmentHouse } from '../support/enrolment-factories.js';
import { addUser, signIn, signInAs } from '../support/factories.js';
import { lastMailTo, mailsTo } from '../support/mails.js';
import { MOST_STATEMENTS, openCounting } from '../support/statements.js';

let world: TestApp;
let at: EnrolmentHouse;

beforeAll(async () => {
  world = await startApp();
  at = await EnrolmentHouse.build(world);
});
afterAll(() => world.close());
beforeEach(() => at.clear());

test('who enrols in a course has a seat in each coming session, a mail with her calendar, and a line on her page', async () => {
  const { course, sessions } = await at.course({ title: '表計算のきほん', fee: 500 });
  const before = await at.mother.get(paths.training(course.id));
  expect(before.text).toContain('残り12席');
  const form = await at.mother.get(before.$('#apply').parent().find('a.button').attr('href')!);
  expect(form.text).toContain('2026年11月25日');
  const page = await at.mother.postAndFollow(form.$('main form').attr('action')!, {});
  expect([page.text.includes('申し込みました'), page.text.includes('申込済み')]).toEqual([true, true]);
  for (const one of sessions) expect(await at.namesIn(one)).toEqual([at.house.mother.name]);

  const mail = await lastMailTo(world, at.house.mother.email);
  expect([mail.name, mail.link]).toEqual(['training.enrolled', paths.enrolment((await at.enrolments())[0]!.id)]);
  expect(mail.text).toContain('2026年11月24日(火) 10:00–12:00、2026年11月25日(水) 10:00–12:00');
  const [{ attachments }] = (await world.database.reader.find(OutboxMail)) as [OutboxMail];
  const ics = Buffer.from(attachments[0]!.base64, 'base64').toString();
  expect(ics.match(/UID:seat-\d+@tsudoi\.test/g)).toHaveLength(2);

  const { answer: me, statements } = await openCounting(at.mother, paths.me());
  expect(me.text).toContain('11月24日(火) 10:00–12:00 申込済み 表計算のきほん');
  expect(statements.length).toBeLessThanOrEqual(MOST_STATEMENTS);
  const after = await openCounting(at.mother, paths.training(course.id));
  expect([after.answer.text.includes('申込済み'), after.answer.text.includes('残り')]).toEqual([true, false]);
  expect((await world.visitor().get(paths.training(course.id))).text).toContain('残り11席');
  for (const url of [
    paths.enrolmentNew(course.id),
    paths.enrolment((await at.enrolments())[0]!.id),
    paths.trainings(),
  ]) {
    const { answer, statements } = await openCounting(at.mother, url);
    expect([url, answer.status, statements.length <= MOST_STATEMENTS]).toEqual([url, 200, true]);
  }
  // Sent twice, it is done once.
  expect((await at.enrol(at.mother, course)).status).toBe(303);
  expect([(await at.enrolments()).length, (await mailsTo(world, at.house.mother.email)).length]).toEqual([1, 1]);
});

test('in a course of single sessions she chooses one, and is told so where she has not', async () => {
  const { course, sessions } = await at.course({ enrolmentPer: 'session' });
  expect((await at.enrol(at.mother, course)).status).toBe(422);
  expect((await at.enrol(at.mother, course, { sessionId: 999_999 })).status).toBe(422);
  await at.mother.postAndFollow(paths.enrolments(course.id), { sessionId: sessions[1]!.id });
  expect([await at.namesIn(sessions[0]!), await at.namesIn(sessions[1]!)]).toEqual([[], [at.house.mother.name]]);
  const { $ } = await at.mother.get(paths.training(course.id));
  expect($('#sessions + .list li').eq(1).text()).toContain('申込済み');
  expect($('#sessions + .list li').eq(0).find('a.button').attr('href')).toBe(
    paths.enrolmentNew(course.id, { sessionId: sessions[0]!.id }),
  );
});

describe('she is told why she cannot enrol', () => {
  test.each<[string, Partial<Course>, Partial<TrainingSession>, string]>([
    ['not for her', { audience: 'resident' }, {}, '市内にお住まい'],
    ['not open yet', {}, { enrolmentFrom: '2026-11-22' }, '11月22日(日)から'],
    ['over', {}, { closesDaysBefore: 4 }, '受付は終わりました'],
    ['closed', { status: 'closed' }, {}, '受付は終わりました'],
    ['begun', {}, { date: '2026-11-21', startMinute: 540, closesDaysBefore: 0 }, 'これから開く回がありません'],
    ['full', {}, { capacity: 1 }, '満席'],
  ])('%s', async (_, facts, part, words) => {
    const { course } = await at.course(facts, [at.inHouse({ date: '2026-11-24', ...part })]);
    if (part.capacity === 1) await at.enrol(at.mother, course);
    const guest = await signIn(world, await addUser(world, { resident: false }));
    const answer = await at.enrol(guest, course);
    expect([[409, 422].includes(answer.status), answer.text.includes(words)]).toEqual([true, true]);
    expect((await guest.get(paths.enrolmentNew(course.id))).text).toContain(words);
    expect(await at.enrolments()).toHaveLength(part.capacity === 1 ? 1 : 0);
  });

  test('another seat at the same time', async () => {
    const { course } = await at.course({ title: '朝の講座' });
    const other = await at.course({}, [at.inHouse({ date: '2026-11-25', startMinute: 660, endMinute: 780 })]);
    await at.enrol(at.mother, course);
    const answer = await at.enrol(at.mother, other.course);
    expect(answer.text).toContain('11月25日(水) 10:00–12:00は「朝の講座」に参加する予定です');
  });

  test('her address or her consent is missing; a draft is not there', async () => {
    const { course } = await at.course();
    const unconfirmed = await signIn(world, await addUser(world, { emailConfirmedAt: null }));
    expect((await at.enrol(unconfirmed, course)).status).toBe(403);
    const unasked = await signIn(world, await addUser(world, { consent: null }));
    expect((await at.enrol(unasked, course)).status).toBe(422);
    const draft = await at.course({ status: 'draft' });
    expect([
      (await at.enrol(at.mother, draft.course)).status,
      (await at.mother.get(paths.enrolmentNew(draft.course.id))).status,
    ]).toEqual([404, 404]);
    expect((await world.visitor().get(paths.enrolmentNew(course.id))).location).toContain('/sign-in');
  });
});

test('the staff enrols and cancels for members who call, with a reason that they are told; nobody else may look', async () => {
  const { course, sessions } = await at.course({}, [at.inHouse({ date: '2026-11-24', closesDaysBefore: 9 })]);
  expect((await at.enrol(at.mother, course, { memberId: at.house.father.id })).status).toBe(403);
  const found = await at.manager.get(paths.enrolmentFor(course.id, { q: at.house.father.name }));
  const form = await at.manager.get(found.$('main .list a').attr('href')!);
  expect(form.text).toContain(`${at.house.father.name}さん`);
  await at.manager.postAndFollow(paths.enrolments(course.id), { memberId: at.house.father.id });
  expect((await lastMailTo(world, at.house.father.email)).name).toBe('training.enrolled_by_staff');
  const list = await at.manager.get(paths.session(course.id, sessions[0]!.id));
  expect([list.text.includes('申込 1名 / 定員 12名'), list.text.includes(at.house.father.name)]).toEqual([true, true]);

  const [{ id }] = (await at.enrolments()) as [Enrolment];
  expect((await at.mother.get(paths.enrolment(id))).status).toBe(404);
  expect((await at.mother.post(paths.enrolmentCancellation(id), { reason: 'x' })).status).toBe(404);
  expect((await at.manager.post(paths.enrolmentCancellation(id), {})).status).toBe(422);
  await at.manager.postAndFollow(paths.enrolmentCancellation(id), { reason: 'お電話でのご希望' });
  const mail = await lastMailTo(world, at.house.father.email);
  expect([mail.name, mail.text.includes('お電話でのご希望')]).toEqual(['training.cancelled_by_staff', true]);
  expect(await at.namesIn(sessions[0]!)).toEqual([]);
  expect((await at.manager.post(paths.enrolmentCancellation(id), { reason: 'x' })).status).toBe(409);
});

test('who leaves a course halfway keeps what she attended', async () => {
  const { course, sessions } = await at.course();
  await at.enrol(at.mother, course);
  world.clock.advance({ hours: 24 * 3 + 4 });
  const visitor = await signIn(world, at.house.mother);
  await visitor.postAndFollow(paths.enrolmentCancellation((await at.enrolments())[0]!.id));
  world.clock.advance({ hours: -(24 * 3 + 4) });
  expect([await at.namesIn(sessions[0]!), await at.namesIn(sessions[1]!)]).toEqual([[at.house.mother.name], []]);
  expect((await at.enrolments())[0]!.status).toBe('cancelled');
});

test('capacity never goes below the seats that are taken', async () => {
  const { course, sessions } = await at.course({}, [at.inHouse({ date: '2026-11-24' })]);
  for (const who of [at.mother, at.father]) await at.enrol(who, course);
  const form = {
    date: '2026-11-24',
    start: '10:00',
    end: '12:00',
    roomId: at.salon.id,
    closesDaysBefore: 1,
    revision: 0,
  };
  const answer = await at.manager.post(paths.session(course.id, sessions[0]!.id), { ...form, capacity: 1 });
  expect([answer.status, answer.text.includes('いまの申込数（2名）以上')]).toEqual([422, true]);
});

test('too few at the set hour: the manager is asked and decides, or it is cancelled by itself with notices', async () => {
  const least = { date: '2026-11-24', minimum: 2, minimumHours: 72 };
  const asked = await at.course({ title: '決める講座' }, [at.inHouse(least)]);
  const other = { ...least, startMinute: 780, endMinute: 840 };
  const own = await at.course({ title: 'やめる講座' }, [at.inHouse({ ...other, belowMinimum: 'cancel' })]);
  for (const { course } of [asked, own]) await at.enrol(at.mother, course);
  expect((await at.manager.get(paths.manage())).text).not.toContain('決める講座');
  world.clock.advance({ hours: 4 });
  await world.get(Minimum).cancelAll();
  const { answer, statements } = await openCounting(at.manager, paths.manage());
  expect(answer.text).toContain('11月24日(火)「決める講座」の申込が1名です（最少2名）');
  expect([answer.text.includes('やめる講座'), statements.length <= MOST_STATEMENTS]).toEqual([false, true]);
  const mail = await lastMailTo(world, at.house.mother.email);
  expect([mail.name, mail.text.includes('最少の人数に届かなかった')]).toEqual(['training.session_cancelled', true]);
  expect(await at.namesIn(own.sessions[0]!)).toEqual([]);

  const page = await at.manager.get(paths.session(asked.course.id, asked.sessions[0]!.id));
  const keeping = page.$('#too-few').parent().find('form').attr('action')!;
  expect((await at.mother.post(keeping)).status).toBe(403);
  await at.manager.postAndFollow(keeping);
  expect((await at.manager.get(paths.manage())).text).not.toContain('決める講座');
  expect(await at.namesIn(asked.sessions[0]!)).toEqual([at.house.mother.name]);
  world.clock.advance({ hours: -4 });
});

test('who may what', async () => {
  const { course } = await at.course();
  for (const role of ['officer', 'editor', 'childcare'] as const) {
    const visitor = await signInAs(world, role);
    expect([role, (await visitor.get(paths.enrolmentNew(course.id))).status]).toEqual([role, 403]);
  }
});

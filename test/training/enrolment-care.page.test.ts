import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { User } from '../../src/accounts/user.entity.js';
import type { Child } from '../../src/childcare/children/child.entity.js';
import { CarePlaces } from '../../src/childcare/places/care-places.js';
import { SetAside } from '../../src/childcare/set-aside/set-aside.entity.js';
import { SetAsides } from '../../src/childcare/set-aside/set-asides.js';
import type { CareSlot } from '../../src/childcare/slots/care-slot.entity.js';
import { CareSlots } from '../../src/childcare/slots/care-slots.js';
import { AuditEntry } from '../../src/platform/audit/audit-entry.entity.js';
import { paths } from '../../src/platform/paths.js';
import type { Course } from '../../src/training/courses/course.entity.js';
import { TrainingSession } from '../../src/training/sessions/training-session.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { aCareOrder, addToRoster, careCodeOf } from '../support/care-factories.js';
import { EnrolmentHouse } from '../support/enrolment-factories.js';
import { lastMailTo, mailsTo } from '../support/mails.js';
import type { Answer } from '../support/visitor.js';

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

/** A day with three places in childcare, and a course on it. */
const LATER = '2026-11-30';
const openSession = (course: Course, part: object = {}): Promise<Answer> =>
  at.manager.postAndFollow(paths.sessions(course.id), {
    date: LATER,
    start: '10:00',
    end: '12:00',
    roomId: at.salon.id,
    capacity: 12,
    closesDaysBefore: 0,
    carePlaces: 2,
    ...part,
  });
/** Somebody who has nothing to do with the course wants a place beside it. */
const elsewhere = (who: User, child: Child): Promise<string | undefined> => {
  const order = aCareOrder(who, [child], { venueId: at.house.venue.id, date: LATER });
  return careCodeOf(world.database.transaction((tx) => world.get(CarePlaces).reserve(tx, order)));
};

describe('places in childcare that are kept for a session', () => {
  let slot: CareSlot;
  beforeAll(async () => {
    slot = await at.house.open({ date: LATER, places: 3 });
    await addToRoster(world, slot, at.house.nurse);
  });

  test('go to those who enrol; others get what is left, and the form says how many there are', async () => {
    const { course } = await at.course({}, []);
    await openSession(course);
    const [session] = await world.database.reader.findBy(TrainingSession, { courseId: course.id });
    const page = await at.manager.get(paths.session(course.id, session!.id));
    expect(page.text).toContain('2名分（希望2名、09:00–17:00の枠、2026年11月28日(土) 10:00まで）');
    expect((await at.manager.get(paths.careSlot(slot.id))).text).toContain('2名分（2026年11月28日(土) 10:00まで）');
    for (const where of [paths.careSlot(slot.id), paths.careSlots({ date: LATER })])
      expect((await at.manager.get(where)).text).toContain('うち取り置き 2名（ほかに予約できるのは1名）');
    expect((await at.mother.get(paths.training(course.id))).text).toContain('保育あり');
    expect(await elsewhere(at.house.father, at.house.eldest)).toBeUndefined();
    expect(await elsewhere(at.house.mother, at.house.toddler)).toBe('childcare.full');
    const form = await at.mother.get(paths.enrolmentNew(course.id));
    expect(form.$('label small').text()).toBe('残り2名残り2名');
    const childIds = [at.house.baby.id, at.house.toddler.id];
    expect((await at.enrol(at.mother, course, { childIds })).status).toBe(303);
    expect(await at.care()).toHaveLength(3);
  });

  test('are for everybody from their moment on, and go with the session that is cancelled', async () => {
    const { course } = await at.course({}, []);
    await openSession(course, { carePlaces: 3 });
    expect(await elsewhere(at.house.father, at.house.eldest)).toBe('childcare.full');
    world.clock.setTo('2026-11-28', 600);
    expect(await elsewhere(at.house.father, at.house.eldest)).toBeUndefined();
    await world.get(SetAsides).giveFree();
    expect(await world.database.reader.count(SetAside)).toBe(0);
    world.clock.setTo('2026-11-21', 540);
    const other = await at.course({}, []);
    expect((await openSession(other.course, { start: '13:00', end: '14:00' })).text).toContain('1回分');
    const [session] = await world.database.reader.findBy(TrainingSession, { courseId: other.course.id });
    await at.manager.postAndFollow(paths.sessionCancellation(other.course.id, session!.id), { reason: '台風' });
    expect(await world.database.reader.count(SetAside)).toBe(0);
  });

  test('move with it, as many as there are, and the staff is told where that is fewer', async () => {
    const { course } = await at.course({}, []);
    expect((await openSession(course, { carePlaces: 4 })).text).toContain('希望4名のうち3名');
    const [session] = await world.database.reader.findBy(TrainingSession, { courseId: course.id });
    const form = await at.manager.get(paths.sessionEdit(course.id, session!.id));
    expect(form.$('select[name="careSlotId"] option')).toHaveLength(2);
    const change = { start: '10:00', end: '12:00', roomId: at.salon.id, capacity: 12, revision: 0, carePlaces: 2 };
    const where = { ...change, date: '2026-11-25', careSlotId: slot.id };
    const page = await at.manager.postAndFollow(paths.session(course.id, session!.id), where);
    expect([page.text.includes('希望2名のうち1名'), page.text.includes('希望の人数に足りません')]).toEqual([
      true,
      true,
    ]);
    expect((await world.database.reader.find(SetAside)).map(({ slotId }) => slotId)).not.toContain(slot.id);
    expect(
      (await at.manager.post(paths.session(course.id, session!.id), { ...where, roomId: '', revision: 1 })).status,
    ).toBe(422);
  });

  test('give way where the slot becomes smaller, and the managers are told', async () => {
    const { course } = await at.course({}, []);
    await openSession(course, { carePlaces: 3 });
    const { roomId, revision } = slot;
    const shape = { roomId, start: 540, end: 1020, places: 1, minAgeMonths: 0, maxAgeMonths: null };
    const acceptance = { shown: [], tellReason: null };
    await world.get(CareSlots).update(at.house.nurse.id, slot.id, { shape, revision, acceptance });
    expect((await world.database.reader.find(SetAside)).map(({ places }) => places)).toEqual([1]);
    const mail = await lastMailTo(world, at.boss.email);
    expect([mail.name, mail.text.includes(course.title)]).toEqual(['childcare.set_aside_cut', true]);
  });
});

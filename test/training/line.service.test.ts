import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { User } from '../../src/accounts/user.entity.js';
import { OutboxMail } from '../../src/platform/mail/outbox-mail.entity.js';
import { paths } from '../../src/platform/paths.js';
import type { Course } from '../../src/training/courses/course.entity.js';
import { Enrolment } from '../../src/training/enrolment/enrolment.entity.js';
import { LineTriggers } from '../../src/training/enrolment/line-triggers.js';
import type { TrainingSession } from '../../src/training/sessions/training-session.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { addApprovedChild, addToRoster } from '../support/care-factories.js';
import { EnrolmentHouse } from '../support/enrolment-factories.js';
import { addUser, signIn } from '../support/factories.js';
import { lastMailTo, mailsTo } from '../support/mails.js';
import type { Visitor } from '../support/visitor.js';

const DATE = '2026-12-15';
let world: TestApp;
let at: EnrolmentHouse;
let yui: User, nao: User;
let yuis: Visitor, naos: Visitor;

beforeAll(async () => {
  world = await startApp();
  at = await EnrolmentHouse.build(world);
  [yui, nao] = [await addUser(world, { name: '小川 結衣' }), await addUser(world, { name: '森 奈緒' })];
  [yuis, naos] = [await signIn(world, yui), await signIn(world, nao)];
});
afterAll(() => world.close());
beforeEach(() => at.clear());

const single = (part: Partial<TrainingSession> = {}) => [at.inHouse({ date: DATE, capacity: 1, ...part })];
const statuses = async (): Promise<string[]> => (await at.enrolments()).map(({ status }) => status);
const serve = async (): Promise<void> => {
  const triggers = world.get(LineTriggers);
  await triggers.serveAll(await triggers.courses());
};
const namesOf = async (user: User): Promise<string[]> => (await mailsTo(world, user.email)).map(({ name }) => name);
const wait = (who: Visitor, course: Course, form: object = {}) =>
  who.postAndFollow(paths.enrolments(course.id), { ...form, wait: 'on' });
/** Of the n-th who asked. */
const idOf = async (nth: number): Promise<number> => (await at.enrolments())[nth]!.id;
const cancel = async (who: Visitor, nth: number) => who.postAndFollow(paths.enrolmentCancellation(await idOf(nth)));

test('full: she waits, is offered the seat that comes free, sees its clock on her page, and takes it', async () => {
  const { course, sessions } = await at.course({}, single());
  await at.enrol(at.mother, course);
  const form = await yuis.get(paths.enrolmentNew(course.id));
  expect(form.$('button[name="wait"]').text()).toBe('空き待ちに入る');
  const waiting = await wait(yuis, course);
  expect([waiting.text.includes('1番目'), (await wait(naos, course)).text.includes('2番目')]).toEqual([true, true]);
  const list = await at.manager.get(paths.session(course.id, sessions[0]!.id));
  expect(list.$('#waiting + .list li')).toHaveLength(2);

  await cancel(at.mother, 0);
  expect(await statuses()).toEqual(['cancelled', 'offered', 'waiting']);
  expect((await world.visitor().get(paths.training(course.id))).text).toContain('満席');
  const mail = await lastMailTo(world, yui.email);
  expect([mail.name, mail.link]).toEqual(['training.offered', paths.enrolment(await idOf(1))]);
  const me = await yuis.get(paths.me());
  expect(me.$('#training-offers').parent().text()).toContain('11月21日(土) 21:00までにお返事ください');
  const page = await yuis.postAndFollow(me.$('#training-offers').parent().find('form').first().attr('action')!);
  expect(page.text).toContain('申込済み');
  expect(await at.namesIn(sessions[0]!)).toEqual([yui.name]);
  expect(await namesOf(yui)).toEqual(['training.offered', 'training.enrolled']);
  // Sent twice, it is done once; what is somebody else's is not there.
  expect((await yuis.post(paths.enrolmentAcceptance(await idOf(1)))).status).toBe(303);
  expect((await naos.post(paths.enrolmentAcceptance(await idOf(1)))).status).toBe(404);
});

test('an offer that nobody answers is reminded of once, lapses, and passes on', async () => {
  const { course } = await at.course({}, single());
  await at.enrol(at.mother, course);
  await wait(yuis, course);
  await wait(naos, course);
  await cancel(at.mother, 0);
  for (const hours of [9, 1]) {
    world.clock.advance({ hours });
    await serve();
  }
  expect(await namesOf(yui)).toEqual(['training.offered', 'training.reminded']);
  world.clock.advance({ hours: 2 });
  const late = await yuis.post(paths.enrolmentAcceptance(await idOf(1)));
  expect([late.status, late.text.includes('お取り置きは終わりました')]).toEqual([409, true]);
  await serve();
  await serve();
  expect(await statuses()).toEqual(['cancelled', 'lapsed', 'offered']);
  expect([(await namesOf(yui)).at(-1), await namesOf(nao)]).toEqual(['training.passed', ['training.offered']]);
  await naos.postAndFollow(paths.enrolmentDecline(await idOf(2)));
  expect(await statuses()).toEqual(['cancelled', 'lapsed', 'cancelled']);
  expect((await world.visitor().get(paths.training(course.id))).text).toContain('残り1席');
  world.clock.advance({ hours: -12 });
});

test('more seats are offered to those who wait; a promoted seat that is given up is offered to the next', async () => {
  const { course, sessions } = await at.course({}, single());
  await at.enrol(at.mother, course);
  await wait(yuis, course);
  await wait(naos, course);
  const form = { date: DATE, start: '10:00', end: '12:00', roomId: at.salon.id, closesDaysBefore: 1, revision: 0 };
  await at.manager.postAndFollow(paths.session(course.id, sessions[0]!.id), { ...form, capacity: 2 });
  expect(await statuses()).toEqual(['enrolled', 'offered', 'waiting']);
  await yuis.postAndFollow(paths.enrolmentAcceptance(await idOf(1)));
  await cancel(yuis, 1);
  expect(await statuses()).toEqual(['enrolled', 'cancelled', 'offered']);
  await cancel(naos, 2);
  expect(await statuses()).toEqual(['enrolled', 'cancelled', 'cancelled']);
});

test('in a course she is promised all that still lies ahead, or nothing; who is elsewhere is passed over', async () => {
  const parts = [DATE, '2026-12-16'].map((date) => at.inHouse({ date, capacity: 1 }));
  const { course, sessions } = await at.course({}, parts);
  await at.enrol(at.mother, course);
  await wait(yuis, course);
  await wait(naos, course);
  const other = await at.course({}, [at.inHouse({ date: '2026-12-16', startMinute: 660, endMinute: 700 })]);
  await at.enrol(yuis, other.course);
  await cancel(at.mother, 0);
  expect(await statuses()).toEqual(['cancelled', 'waiting', 'offered', 'enrolled']);
  await naos.postAndFollow(paths.enrolmentAcceptance(await idOf(2)));
  for (const one of sessions) expect(await at.namesIn(one)).toEqual([nao.name]);
});

test('seat and childcare are held together, wait for each other, and are withdrawn together', async () => {
  const slot = await at.house.open({ date: DATE, places: 1 });
  const duty = await addToRoster(world, slot, at.house.nurse);
  const child = await addApprovedChild(world, yui);
  const { course } = await at.course({}, single({ capacity: 2 }));
  await at.enrol(at.mother, course, { childIds: [at.house.toddler.id] });
  const refused = await yuis.post(paths.enrolments(course.id), { childIds: [child.id] });
  expect(refused.$('button[name="wait"]').text()).toBe('席と保育の空きをいっしょに待つ');
  await wait(yuis, course, { childIds: [child.id] });
  expect(await statuses()).toEqual(['enrolled', 'waiting']);
  await at.enrol(naos, course); // without childcare there is a seat
  await cancel(at.mother, 0);
  expect(await statuses()).toEqual(['cancelled', 'offered', 'enrolled']);
  expect(await at.care()).toEqual([`session_seat ${child.id} ${DATE} 585–735`]);

  const nurses = await signIn(world, at.house.nurse);
  const asked = await nurses.post(paths.careWithdrawal(slot.id, duty.id), { reason: '病気' });
  expect([asked.status, asked.text.includes('講座「表計算のきほん」 小川 結衣')]).toEqual([409, true]);
  const hidden = asked.$('main form input').toArray();
  const values = hidden.map((one) => [asked.$(one).attr('name')!, asked.$(one).attr('value') ?? ''] as const);
  await nurses.postAndFollow(paths.careWithdrawal(slot.id, duty.id), {
    ...Object.fromEntries(values),
    tellReason: '職員の病気',
  });
  await serve();
  expect(await statuses()).toEqual(['cancelled', 'waiting', 'enrolled']);
  expect((await namesOf(yui)).at(-1)).toBe('training.withdrawn');
  await addToRoster(world, slot, at.house.helper);
  await serve();
  expect(await statuses()).toEqual(['cancelled', 'offered', 'enrolled']);
  await yuis.postAndFollow(paths.enrolmentAcceptance(await idOf(1)));
  expect(await at.care()).toEqual([`session_seat ${child.id} ${DATE} 585–735`]);
});

test('a place in childcare that comes free elsewhere moves the line', async () => {
  const slot = await at.house.open({ date: '2026-12-17', places: 1 });
  await addToRoster(world, slot, at.house.nurse);
  const child = await addApprovedChild(world, yui);
  const { course } = await at.course({}, [at.inHouse({ date: '2026-12-17' })]);
  const other = await at.course({}, [at.inHouse({ date: '2026-12-17', startMinute: 660, endMinute: 780 })]);
  await at.enrol(at.mother, other.course, { childIds: [at.house.toddler.id] });
  await wait(yuis, course, { childIds: [child.id] });
  await cancel(at.mother, 0);
  for (let tries = 0; tries < 100 && (await statuses())[1] === 'waiting'; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 20));
  expect(await statuses()).toEqual(['cancelled', 'offered']);
});

test('who waited for what has begun, or has left the house, waits no longer', async () => {
  const { course } = await at.course({}, [at.inHouse({ date: '2026-11-24', capacity: 1 })]);
  await at.enrol(at.mother, course);
  await wait(yuis, course);
  world.clock.advance({ hours: 24 * 3 + 2 });
  await serve();
  expect(await statuses()).toEqual(['enrolled', 'lapsed']);
  expect(await world.database.reader.countBy(OutboxMail, { template: 'training.passed' })).toBe(0);
  world.clock.advance({ hours: -(24 * 3 + 2) });
  expect(await world.database.reader.countBy(Enrolment, { status: 'waiting' })).toBe(0);
});

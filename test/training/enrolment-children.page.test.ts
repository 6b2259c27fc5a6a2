import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Booking } from '../../src/bookings/booking.entity.js';
import { CarePlace } from '../../src/childcare/places/care-place.entity.js';
import { paths } from '../../src/platform/paths.js';
import { Enrolment } from '../../src/training/enrolment/enrolment.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { readCalendar } from '../support/calendars.js';
import { addToRoster, aCareOrder } from '../support/care-factories.js';
import { CarePlaces } from '../../src/childcare/places/care-places.js';
import { EnrolmentHouse } from '../support/enrolment-factories.js';
import { addUser, signIn } from '../support/factories.js';
import { lastMailTo, mailsTo } from '../support/mails.js';
import { addResource } from '../support/venue-factories.js';
import type { Answer, Visitor } from '../support/visitor.js';

const DAYS = ['2026-11-24', '2026-11-25'];
let world: TestApp;
let at: EnrolmentHouse;
let nurse: Visitor;

beforeAll(async () => {
  world = await startApp();
  at = await EnrolmentHouse.build(world);
  nurse = await signIn(world, at.house.nurse);
  for (const date of DAYS) await addToRoster(world, await at.house.open({ date, places: 2 }), at.house.nurse);
});
afterAll(() => world.close());
beforeEach(async () => {
  world.clock.setTo('2026-11-21', 540);
  await at.clear();
});

const change = (who: Visitor, id: number, ...childIds: number[]): Promise<Answer> =>
  who.post(paths.enrolmentChildren(id), { childIds });
const only = async (): Promise<Enrolment> => (await at.enrolments())[0]!;
const stays = (...children: { id: number }[]): string[] =>
  DAYS.flatMap((date) => children.map(({ id }) => `session_seat ${id} ${date} 585–735`));

test('children come and go beside all seats that lie ahead, both or neither', async () => {
  const { course } = await at.course();
  const { baby, toddler, eldest } = at.house;
  await at.enrol(at.mother, course, { childIds: [toddler.id] });
  const { id } = await only();
  expect((await at.mother.get(paths.enrolment(id))).$(`a[href="${paths.enrolmentChildren(id)}"]`)).toHaveLength(1);
  const form = await at.mother.get(paths.enrolmentChildren(id));
  expect(
    form
      .$('input:checked')
      .map((_, one) => Number(one.attribs.value))
      .get(),
  ).toEqual([toddler.id]);
  expect((await change(at.mother, id, baby.id, toddler.id)).status).toBe(303);
  expect((await at.care()).toSorted()).toEqual(stays(baby, toddler).toSorted());

  expect((await change(at.mother, id, baby.id)).status).toBe(303);
  const order = aCareOrder(at.house.father, [eldest], { venueId: at.house.venue.id, date: DAYS[1]! });
  await world.database.transaction((tx) => world.get(CarePlaces).reserve(tx, order));
  const refused = await change(at.mother, id, baby.id, toddler.id);
  expect([refused.status, refused.text.includes('保育は')]).toEqual([409, true]);
  expect((await at.care()).filter((line) => line.startsWith('session_seat'))).toEqual(stays(baby));
  expect((await only()).childIds).toEqual([baby.id]);
  expect((await change(at.mother, id)).status).toBe(303);
  expect(await at.care()).toHaveLength(1);
});

test('by the staff she is told; a stranger finds nothing, and a child of another family cannot be chosen', async () => {
  const { course } = await at.course();
  await at.enrol(at.mother, course);
  const { id } = await only();
  const form = await at.manager.get(paths.enrolmentChildren(id));
  expect([form.text.includes('小川 あお'), form.text.includes('1人目')]).toEqual([false, true]);
  expect((await change(at.manager, id, at.house.baby.id)).status).toBe(303);
  const mail = await lastMailTo(world, at.house.mother.email);
  expect([mail.name, mail.text.includes('保育 1人'), mail.text.includes('あお')]).toEqual([
    'training.care_changed',
    true,
    false,
  ]);
  for (const answer of [await at.father.get(paths.enrolmentChildren(id)), await change(at.father, id)])
    expect(answer.status).toBe(404);
  expect((await change(at.mother, id, at.house.eldest.id)).status).toBe(422);
  expect(await at.care()).toEqual(stays(at.house.baby));
});

test('who waits with children is served at once where she wants fewer of them', async () => {
  const { course } = await at.course();
  const { baby, toddler, eldest } = at.house;
  await at.enrol(at.father, course, { childIds: [eldest.id] });
  await at.enrol(at.mother, course, { childIds: [baby.id, toddler.id], wait: 'on' });
  const { id, status } = (await at.enrolments())[1]!;
  expect(status).toBe('waiting');
  expect((await change(at.mother, id, baby.id)).status).toBe(303);
  expect((await at.enrolments())[1]).toMatchObject({ status: 'offered', childIds: [baby.id] });
  expect(await at.care()).toEqual([...stays(eldest), ...stays(baby)]);
});

test('her seats stand in her calendar beside her bookings, with childcare, until they are given up', async () => {
  const { course, sessions } = await at.course();
  const page = await at.mother.postAndFollow(paths.ownCalendar());
  const address = String(page.$('#feed-address').val()).replace(world.settings.publicUrl, '');
  const feed = async () => readCalendar((await world.visitor().get(address)).body).events;
  await at.enrol(at.mother, course, { childIds: [at.house.baby.id] });
  const events = await feed();
  expect(events.map(({ start, status, summary }) => [start, status, summary])).toEqual(
    DAYS.map((date) => [`${date}T10:00:00 Asia/Tokyo`, 'CONFIRMED', course.title]),
  );
  expect(events[0]!.description).toContain('保育 1人');
  expect(JSON.stringify(events)).not.toContain('あお');
  expect((await world.visitor().get(address)).body).toBe((await world.visitor().get(address)).body);
  await at.manager.post(paths.sessionCancellation(course.id, sessions[0]!.id), { reason: '台風' });
  expect((await feed()).map(({ status }) => status)).toEqual(['CANCELLED', 'CONFIRMED']);
});

test('who is shut out gives free her seats, bookings and places in lines, as the page said before; the line moves on', async () => {
  const desk = await addResource(world, at.house.venue, { name: '席1' });
  const leaver = await addUser(world);
  const hers = await signIn(world, leaver);
  const { course, sessions } = await at.course({}, [at.inHouse({ date: DAYS[0]!, capacity: 1 })]);
  await at.enrol(hers, course);
  await at.enrol(at.father, course, { wait: 'on' });
  const other = await at.course({}, [at.inHouse({ date: DAYS[1]!, capacity: 1 })]);
  await at.enrol(at.father, other.course);
  await at.enrol(hers, other.course, { wait: 'on' });
  const booking = { date: DAYS[1]!, start: '10:00', end: '12:00', resourceIds: desk.id };
  expect((await hers.post('/bookings', booking)).status).toBe(303);
  const page = await at.manager.get(paths.member(leaver.id));
  expect(page.text).toContain('取り消します');
  for (const line of ['予約 1件', '講座の申込・空き待ち 2件']) expect(page.text).toContain(line);

  expect((await at.manager.post(paths.memberDeactivation(leaver.id), {})).status).toBe(303);
  expect((await at.enrolments()).map(({ status }) => status)).toEqual([
    'cancelled',
    'offered',
    'enrolled',
    'cancelled',
  ]);
  expect(await at.namesIn(sessions[0]!)).toEqual([]);
  expect((await world.database.reader.find(Booking)).map(({ status }) => status)).toEqual(['cancelled']);
  expect((await mailsTo(world, leaver.email)).at(-1)!.name).toBe('bookings.booked');
});

// The last: what is told of an arrival stays.
test('while a child is in the house her seat is neither given up nor moved to another day, nor is she left out', async () => {
  const { course, sessions } = await at.course({}, [at.inHouse({ date: DAYS[0]! })]);
  await at.enrol(at.mother, course, { childIds: [at.house.baby.id] });
  const { id } = await only();
  const place = await world.database.reader.findOneByOrFail(CarePlace, { status: 'reserved' });
  world.clock.setTo(DAYS[0]!, 590);
  expect((await nurse.post(paths.careArrival(place.id), { temperature: '36.5' })).status).toBe(303);
  const cancelled = await at.mother.post(paths.enrolmentCancellation(id), {});
  expect([cancelled.status, cancelled.text.includes('先にお迎えを')]).toEqual([409, true]);
  expect((await change(at.mother, id)).status).toBe(409);
  const wish = { start: '10:00', end: '12:00', roomId: at.salon.id, capacity: 12, revision: 0 };
  const moved = await at.manager.post(paths.session(course.id, sessions[0]!.id), { ...wish, date: DAYS[1]! });
  expect(moved.status).toBe(409);
  expect(await at.care()).toEqual([stays(at.house.baby)[0]]);
  expect((await change(at.mother, id, at.house.baby.id, at.house.toddler.id)).status).toBe(303);
});

import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { User } from '../../src/accounts/user.entity.js';
import { CardReading } from '../../src/childcare/readings/card-reading.entity.js';
import { Child } from '../../src/childcare/children/child.entity.js';
import { CareEvent } from '../../src/childcare/day/care-event.entity.js';
import { CarePlace } from '../../src/childcare/places/care-place.entity.js';
import { CarePlaces } from '../../src/childcare/places/care-places.js';
import { OutboxMail } from '../../src/platform/mail/outbox-mail.entity.js';
import { paths } from '../../src/platform/paths.js';
import type { Role } from '../../src/platform/web/roles.js';
import { startApp, type TestApp } from '../support/app.js';
import { addCareHouse, addToRoster, aCareOrder, CARE_DAY, type CareHouse, noCare } from '../support/care-factories.js';
import { signIn, signInAs } from '../support/factories.js';
import { MOST_STATEMENTS, openCounting } from '../support/statements.js';
import type { Visitor } from '../support/visitor.js';

let world: TestApp;
let house: CareHouse;
let nurse: Visitor;
let placeOf: Map<number, number>;

beforeAll(async () => {
  world = await startApp();
  house = await addCareHouse(world);
  nurse = await signIn(world, house.nurse);
});
afterAll(() => world.close());

/** The baby and the toddler of the mother, and the eldest of the father, from 9:45 to 12:15; it is 9:50. */
beforeEach(async () => {
  world.clock.setTo(CARE_DAY, 590);
  await world.database.transaction(async (tx) => {
    for (const entity of [CareEvent, CardReading]) await tx.createQueryBuilder().delete().from(entity).execute();
  });
  await noCare(world);
  const slot = await house.open();
  await addToRoster(world, slot, house.nurse);
  const { venue, mother, father, baby, toddler, eldest } = house;
  await world.database.transaction((tx) =>
    world
      .get(CarePlaces)
      .reserveAll(tx, [
        aCareOrder(mother, [baby, toddler], { venueId: venue.id }),
        aCareOrder(father, [eldest], { venueId: venue.id }),
      ]),
  );
  const places = await world.database.reader.findBy(CarePlace, { status: 'reserved' });
  placeOf = new Map(places.map(({ childId, id }) => [childId, id]));
});

const place = (child: Pick<Child, 'id'>): number => placeOf.get(child.id)!;
const today = paths.care({ date: CARE_DAY });
const mails = async (): Promise<string[]> =>
  (await world.database.reader.find(OutboxMail, { order: { id: 'ASC' } })).map(({ template }) => template);
const arrive = (child: Child, form: object = {}) =>
  nurse.post(paths.careArrival(place(child)), { temperature: '36.5', ...form });

test('a morning at the door: one tap each for arrival and note, two for the hand-over', async () => {
  const { baby, mother } = house;
  const before = await nurse.get(today);
  expect(before.$('.desk-counts').text()).toContain('3 これから');
  expect(before.$('#due').next().find('li')).toHaveLength(3);
  expect(before.text).toContain('いま0名');
  const after = await nurse.postAndFollow(paths.careArrival(place(baby)), { temperature: '３６.８' });
  expect(after.text).toContain('登園を保存しました');
  expect(after.$(`#place-${place(baby)}`).text()).toContain('36.8℃');
  expect(after.text).toContain('いま1名、必要なスタッフ1名、当番1名');
  await nurse.post(paths.careNotes(place(baby)), { note: 'meal.half' });
  world.clock.advance({ minutes: 100 });
  const list = await nurse.get(today);
  expect(list.$(`#place-${place(baby)}`).text()).toContain('食事 半分');
  const button = list.$(`#place-${place(baby)} [name=to]`).first();
  expect(button.text()).toContain(mother.name);
  const gone = await nurse.postAndFollow(paths.careHandOver(place(baby)), { to: button.attr('value')! });
  expect(gone.$('#gone').next().text()).toContain(`09:50–11:30 お迎え、${mother.name}（母）`);
  expect(await mails()).toEqual(['childcare.arrived', 'childcare.handed_over']);
});

test('a fever is not taken in: the refusal frees the place and tells the guardian, and her booking is left alone', async () => {
  const { baby } = house;
  const refused = await arrive(baby, { temperature: '37.5' });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('37.5℃以上のため、お預かりできません');
  expect(refused.$('[name=temperature]').first().val()).toBe('37.5');
  expect((await nurse.get(today)).$('.desk-counts').text()).toContain('3 これから');
  const done = await nurse.postAndFollow(paths.careRefusal(place(baby)), { temperature: '37.5', text: 'せきもあり' });
  expect(done.$('#refused').next().text()).toContain('37.5℃、せきもあり');
  const row = await world.database.reader.findOneByOrFail(CarePlace, { id: place(baby) });
  expect([row.status, row.releaseReason]).toEqual(['cancelled', null]);
  expect(await mails()).toEqual(['childcare.refused']);
  expect((await arrive(baby)).status).toBe(409);
});

test('the same tap sent again, and the same deed by another, change nothing', async () => {
  const { baby, toddler } = house;
  const key = 'tap-000000001';
  expect((await arrive(baby, { key, ago: 600 })).status).toBe(303);
  expect((await arrive(baby, { key, ago: 900 })).status).toBe(303);
  expect((await arrive(baby, { key: 'tap-000000002' })).status).toBe(409);
  expect((await arrive(toddler, { key })).status).toBe(409);
  expect(await world.database.reader.countBy(CareEvent, {})).toBe(1);
  expect((await nurse.get(today)).$(`#place-${place(baby)}`).text()).toContain('09:40');
  const both = await Promise.all([
    arrive(toddler, { key: 'tap-000000003' }),
    arrive(toddler, { key: 'tap-000000003' }),
  ]);
  expect(both.map(({ status }) => status)).toEqual([303, 303]);
  expect(await world.database.reader.countBy(CareEvent, { placeId: place(toddler) })).toBe(1);
});

test('two who hand the same child over at once: one does', async () => {
  const { baby, mother, helper } = house;
  await arrive(baby);
  const other = await signIn(world, helper);
  const to = `guardian-${mother.id}`;
  const answers = await Promise.all([nurse, other].map((who) => who.post(paths.careHandOver(place(baby)), { to })));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 409]);
});

test('handed over only to somebody of the list, or by an exception that a guardian confirmed', async () => {
  const { baby, mother, father } = house;
  const handOver = paths.careHandOver(place(baby));
  expect((await nurse.post(handOver, { to: `guardian-${mother.id}` })).status).toBe(409);
  await arrive(baby);
  expect((await nurse.post(handOver, { to: `guardian-${father.id}` })).status).toBe(422);
  expect((await nurse.post(handOver, { to: 'contact-1' })).status).toBe(422);
  const exception = { name: '山本 ひろ', relation: '隣人', confirmed: 'phone', confirmedBy: `guardian-${mother.id}` };
  const { confirmedBy: _, ...unconfirmed } = exception;
  expect((await nurse.post(paths.careExceptionalHandOver(place(baby)), unconfirmed)).status).toBe(422);
  await nurse.postAndFollow(paths.careExceptionalHandOver(place(baby)), exception);
  const record = await nurse.get(paths.carePlace(place(baby)));
  expect(record.text).toContain(`山本 ひろ（隣人）、${mother.name}さんに電話で確認 井上 さくら 記入`);
});

test('a correction keeps what was written first, and what is taken back stays on record', async () => {
  const { baby, mother } = house;
  await arrive(baby);
  const [line] = await world.database.reader.findBy(CareEvent, {});
  const correct = paths.careLineCorrection(place(baby), line!.id);
  expect((await nurse.post(correct, { time: '09:20', temperature: '36.9' })).status).toBe(422);
  await nurse.post(correct, { time: '09:20', temperature: '36.9', why: '測り直した', from: 'record' });
  const record = await nurse.get(paths.carePlace(place(baby)));
  expect(record.$('#lines').next().find('strong').first().text()).toBe('09:20');
  expect(record.text).toContain('36.9℃');
  expect(record.text).toContain('はじめの記入 09:50（井上 さくら）: 登園、36.5℃');
  await nurse.post(paths.careHandOver(place(baby)), { to: `guardian-${mother.id}` });
  expect((await nurse.post(paths.careLineUndoing(place(baby), line!.id))).status).toBe(409);
  const handover = await world.database.reader.findOneByOrFail(CareEvent, { kind: 'handover' });
  const back = await nurse.postAndFollow(paths.careLineUndoing(place(baby), handover.id));
  expect(back.$('#here').next().text()).toContain('小川 あお');
  expect((await nurse.get(paths.carePlace(place(baby)))).text).toContain('取り消し（井上 さくら');
  expect(await world.database.reader.countBy(CareEvent, {})).toBe(4);
});

test('allergies and medication are seen at once, contacts are one tap away, and the look is logged once an hour', async () => {
  const { toddler } = house;
  const health = { allergies: '卵、牛乳', medication: 'シロップ' };
  await world.database.transaction((tx) => tx.update(Child, toddler.id, health));
  const page = await nurse.get(today);
  const row = page.$(`#place-${place(toddler)}`);
  expect(row.find('.status.bad').text()).toContain('アレルギー');
  expect(row.text()).toContain('卵、牛乳');
  expect(row.find('.status.wait').text()).toContain('薬');
  expect(page.body).not.toContain('care:');
  expect(row.find('a[href^="tel:"]').attr('href')).toBe('tel:08000001000');
  const looks = () => world.database.reader.countBy(CardReading, { what: 'day', readerId: house.nurse.id });
  expect(await looks()).toBe(3);
  world.clock.advance({ minutes: 30 });
  await nurse.get(today);
  expect(await looks()).toBe(3);
  world.clock.advance({ hours: 24 });
  await nurse.get(today);
  expect(await looks()).toBe(6);
});

test('managers see numbers; the staff sees names for some days only', async () => {
  const manager = await signInAs(world, 'manager');
  await arrive(house.baby);
  const page = await manager.get(today);
  expect(page.text).toContain('1 お預かり中');
  expect(page.text).toContain('いま1名');
  expect(page.body).not.toMatch(/小川|tel:/);
  expect(page.$('.care-chart rect').length).toBeGreaterThan(0);
  expect(await world.database.reader.countBy(CardReading, { what: 'day' })).toBeLessThanOrEqual(1);
  world.clock.setTo('2026-10-01', 540);
  const early = await signIn(world, house.nurse);
  expect((await early.get(today)).text).toContain('前後7日の分だけ');
  expect((await early.get(paths.carePlace(place(house.baby)))).status).toBe(404);
  expect((await early.post(paths.careArrival(place(house.baby)))).status).toBe(404);
});

test('every role at every door of the day', async () => {
  const id = place(house.baby);
  const doors: [string, 'get' | 'post', readonly Role[]][] = [
    [paths.care(), 'get', ['childcare', 'manager', 'admin']],
    [paths.carePlace(id), 'get', ['childcare']],
    [paths.careRosterPdf(), 'get', ['childcare']],
    [paths.careRecordPdf(id), 'get', ['childcare']],
    ...[paths.careArrival, paths.careRefusal, paths.careNotes, paths.careHandOver, paths.careExceptionalHandOver].map(
      (url) => [url(id), 'post', ['childcare']] as [string, 'post', Role[]],
    ),
    [paths.careLineUndoing(id, 1), 'post', ['childcare']],
    [paths.careIncidentNew(id), 'post', ['childcare']],
    [paths.careLineCorrection(id, 1), 'post', ['childcare']],
  ];
  const roles = [
    'member',
    'editor',
    'trainer',
    'childcare',
    'producer',
    'supporter',
    'manager',
    'officer',
    'admin',
  ] as const;
  for (const role of roles) {
    const visitor = await signInAs(world, role);
    for (const [url, method, allowed] of doors) {
      const { status } = await visitor[method](url);
      expect([role, url, status === 403]).toEqual([role, url, !(allowed as readonly string[]).includes(role)]);
    }
  }
});

test('the page costs a fixed number of statements and stays small', async () => {
  await arrive(house.baby);
  const first = await openCounting(await signIn(world, house.helper), today);
  expect(first.statements.filter((one) => !one.startsWith('SET')).length).toBeLessThanOrEqual(MOST_STATEMENTS + 1); // the look
  await nurse.get(today);
  expect((await openCounting(nurse, today)).statements.length).toBeLessThanOrEqual(MOST_STATEMENTS);
  const rows = first.answer.$('.list > li');
  const perChild = Math.max(...rows.toArray().map((row) => first.answer.$.html(row).length));
  expect(first.answer.body.length + 12 * perChild).toBeLessThan(60_000);
});

test('the guardian is told of arrival and hand-over, without a name, unless she does not want to be', async () => {
  const { eldest, father } = house;
  await arrive(eldest);
  await world.database.transaction((tx) => tx.update(User, father.id, { careMessages: false }));
  await nurse.post(paths.careHandOver(place(eldest)), { to: `guardian-${father.id}` });
  expect(await mails()).toEqual(['childcare.arrived']);
  await world.database.transaction((tx) => tx.update(User, father.id, { careMessages: true }));
  await nurse.post(paths.careArrival(place(house.toddler)), { time: '09:45' });
  await nurse.post(paths.careHandOver(place(house.toddler)), { to: `guardian-${house.mother.id}` });
  await nurse.post(paths.careRefusal(place(house.baby)), { temperature: '38.2' });
  const letters = await world.database.reader.find(OutboxMail);
  expect(letters).toHaveLength(4);
  for (const { text, html } of letters) expect(text + html).not.toMatch(/あお|そら|りく|38|℃/);
});

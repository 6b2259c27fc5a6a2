import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { User } from '../../src/accounts/user.entity.js';
import { AuditEntry } from '../../src/platform/audit/audit-entry.entity.js';
import { Incident, IncidentEntry } from '../../src/childcare/incidents/incident.entity.js';
import { type EntryKind, type Grade, reportsOf } from '../../src/childcare/incidents/incident.policy.js';
import { CarePlace } from '../../src/childcare/places/care-place.entity.js';
import { CarePlaces } from '../../src/childcare/places/care-places.js';
import { CardReading } from '../../src/childcare/readings/card-reading.entity.js';
import { paths } from '../../src/platform/paths.js';
import { addDays, clockText, daysBetween, minuteAt, momentAt } from '../../src/platform/time.js';
import { startApp, type TestApp } from '../support/app.js';
import { addCareHouse, addToRoster, aCareOrder, CARE_DAY, type CareHouse } from '../support/care-factories.js';
import { addUser, signIn, signInAs } from '../support/factories.js';
import { MOST_STATEMENTS, openCounting } from '../support/statements.js';
import type { Visitor } from '../support/visitor.js';

let world: TestApp;
let house: CareHouse;
let nurse: Visitor, manager: Visitor;

beforeAll(async () => {
  world = await startApp();
  house = await addCareHouse(world);
  world.clock.setTo(CARE_DAY, 700);
  nurse = await signIn(world, house.nurse);
  manager = await signInAs(world, 'manager');
});
afterAll(() => world.close());

const FORM = {
  time: '10:20',
  location: '園庭',
  what: '転んで頭を打った',
  measures: '冷やした\n救急車を呼んだ',
  grade: 'serious',
};

test('an empty list says where to begin', async () => {
  const page = await nurse.get(paths.careIncidents());
  expect(page.$('.empty a').attr('href')).toBe(paths.care());
});

test('a serious accident starts the clock for two reports, which the staff and the managers see until they are made', async () => {
  const slot = await house.open();
  const { nurse: user, mother, baby, venue } = house;
  await addToRoster(world, slot, user);
  await world.database.transaction((tx) =>
    world.get(CarePlaces).reserve(tx, aCareOrder(mother, [baby], { venueId: venue.id })),
  );
  const { id } = await world.database.reader.findOneByOrFail(CarePlace, { childId: baby.id });

  expect((await manager.post(paths.careIncidentNew(id), FORM)).status).toBe(403);
  expect((await nurse.post(paths.careIncidentNew(id), { ...FORM, what: '' })).status).toBe(422);
  expect((await nurse.post(paths.careIncidentNew(id), { ...FORM, time: '23:00' })).status).toBe(422);
  const page = await nurse.postAndFollow(paths.careIncidentNew(id), FORM);
  expect(page.text).toContain('第1報 11月25日(水)まで');
  expect(page.text).toContain('第2報 12月24日(木)まで');
  const open = '重大な事故の報告が2件残っています（期限を過ぎたもの 0件）';
  expect((await nurse.get(paths.care())).text).toContain(open);
  expect((await manager.get(paths.manage())).text).toContain(open);

  const incident = await world.database.reader.findOneByOrFail(Incident, { placeId: id });
  const entries = paths.careIncidentEntries(incident.id);
  const told = { kind: 'guardian', date: CARE_DAY, time: '10:30', text: '母に電話' };
  expect((await nurse.post(entries, told)).status).toBe(303);
  expect((await manager.post(entries, { ...told, kind: 'first_report', text: '' })).status).toBe(303);
  expect((await nurse.post(entries, { ...told, kind: 'elsewhere' })).status).toBe(422);
  expect((await manager.get(paths.manage())).text).toContain('報告が1件残っています');
  expect((await manager.get(paths.careIncidents())).text).toContain('提出済み');
  const printed = await manager.get(paths.careIncidentPdf(incident.id));
  expect(printed.bytes.subarray(0, 4).toString()).toBe('%PDF');

  await nurse.post(entries, { ...told, kind: 'correction', grade: 'moderate', text: '入院せず' });
  expect((await manager.get(paths.manage())).text).not.toContain('重大な事故');
  const kept = await world.database.reader.findOneByOrFail(Incident, { id: incident.id });
  expect([kept.grade, await world.database.reader.countBy(IncidentEntry, {})]).toEqual(['serious', 3]);
});

test('each page that tells of a child logs who opened it and which, and managers read that log by number', async () => {
  const { baby, toddler, eldest, mother, father } = house;
  const order = aCareOrder(father, [eldest], { venueId: house.venue.id });
  await world.database.transaction((tx) => world.get(CarePlaces).reserve(tx, order));
  world.clock.advance({ hours: 2 });
  const seen = async (what: string): Promise<number[]> => {
    const rows = await world.database.reader.findBy(CardReading, { what: what as never, readerId: house.nurse.id });
    return rows.map(({ childId }) => childId).toSorted((a, b) => a - b);
  };
  await world.database.transaction((tx) => tx.createQueryBuilder().delete().from(CardReading).execute());
  const { id, slotId } = await world.database.reader.findOneByOrFail(CarePlace, { childId: baby.id });
  const incident = await world.database.reader.findOneByOrFail(Incident, { placeId: id });
  const both = [baby.id, eldest.id].toSorted((a, b) => a - b);
  const pages: [string, string, number[]][] = [
    [paths.care({ date: CARE_DAY }), 'day', both],
    [paths.careRosterPdf({ date: CARE_DAY }), 'roster', both],
    [paths.careRecordPdf(id), 'record', [baby.id]],
    [paths.careIncident(incident.id), 'incident', [baby.id]],
    [paths.careIncidents(), 'incidents', [baby.id]],
    [paths.careChildren(), 'list', both],
    [paths.careSlot(slotId), 'slot', both],
    [paths.careChild(baby.id), 'card', [baby.id]],
    [paths.newBooking({ memberId: father.id, date: CARE_DAY }), 'booking', [eldest.id]],
  ];
  for (const [path, what, children] of pages) {
    for (let time = 0; time < 2; time += 1) expect([path, (await nurse.get(path)).status]).toEqual([path, 200]);
    expect([path, await seen(what)]).toEqual([path, children]);
  }
  world.clock.advance({ minutes: 11 });
  await nurse.get(paths.careIncidentPdf(incident.id));
  expect(await seen('incident')).toEqual([baby.id, baby.id]);

  const log = paths.childReadings({ reader: house.nurse.id });
  const { answer, statements } = await openCounting(manager, log);
  expect(statements.length).toBeLessThanOrEqual(MOST_STATEMENTS);
  expect(answer.$('tbody tr')).toHaveLength(pages.length + 1);
  expect(answer.text).toContain('当日の名簿（印刷） 2人');
  expect(answer.text).not.toContain(baby.name);
  const lines = async (query: object): Promise<number> =>
    (await manager.get(paths.childReadings(query as never))).$('tbody tr').length;
  expect(await lines({ child: eldest.id })).toBe(5);
  expect([await lines({ guardian: mother.email }), await lines({ child: toddler.id })]).toEqual([pages.length, 0]);
  expect([await lines({ to: '2026-01-01' }), await lines({ reader: 'だれでもない' })]).toEqual([0, 0]);
});

test('whose data an account could have seen, and whose it opened, agrees with a reckoning day by day', async () => {
  const admin = await signInAs(world, 'admin');
  const { baby, eldest, helper } = house;
  const { reader } = world.database;
  const asked = (account: string | number, from: string, to: string, more: object = {}): string =>
    paths.breaches({ account, from, to, ...more });
  const sheet = async (url: string): Promise<string[][]> => {
    const { status, body } = await admin.get(url.replace('/breaches?', '/breaches/people.csv?'));
    expect([url, status]).toEqual([url, 200]);
    return body.trim().split('\r\n').slice(1).map((line) => line.split(/,(?! )/)); // prettier-ignore
  };
  const children = (rows: string[][], column: number, word: RegExp): number[] =>
    rows.filter((row) => row[0] === 'お子さん' && word.test(row[column]!)).map((row) => Number(row[1])).toSorted((a, b) => a - b); // prettier-ignore

  // A card is in reach on each day from which its place is at most seven days away.
  const places = await reader.find(CarePlace);
  const near = (from: string, to: string): number[] => {
    const found = new Set<number>();
    for (let day = from; day <= to; day = addDays(day, 1))
      for (const { date, childId } of places) if (Math.abs(daysBetween(day, date)) <= 7) found.add(childId);
    return [...found].toSorted((a, b) => a - b);
  };
  for (const [from, to] of [
    ['2026-11-24', '2026-11-24'],
    ['2026-11-01', '2026-11-16'],
    ['2026-12-01', '2026-12-01'],
    ['2026-12-02', '2026-12-09'],
  ] as const) {
    // prettier-ignore
    const rows = await sheet(asked(house.nurse.email, from, to));
    expect([from, children(rows, 4, /健康/)]).toEqual([from, near(from, to)]);
  }
  expect(near('2026-11-24', '2026-11-24')).toHaveLength(2);
  const looks = await reader.findBy(CardReading, { readerId: house.nurse.id });
  const day = await sheet(asked(house.nurse.id, CARE_DAY, CARE_DAY));
  const opened = [...new Set(looks.map(({ childId }) => childId))].toSorted((a, b) => a - b);
  expect(children(day, 5, /./)).toEqual(opened);
  expect(children(day, 5, /事故の記録/)).toEqual([baby.id]);
  expect(children(await sheet(asked(house.nurse.id, CARE_DAY, CARE_DAY, { toTime: '11:30' })), 5, /./)).toEqual([]);
  expect(opened).toEqual([baby.id, eldest.id].toSorted((a, b) => a - b));

  // Roles are those of the time.
  const other = await addUser(world);
  await admin.post(paths.memberRoles(other.id), { role: 'manager' });
  world.clock.advance({ minutes: 20 });
  await admin.post(paths.roleRevocation(other.id, 'manager'));
  const at = clockText(minuteAt(world.clock.now()));
  const before = clockText(minuteAt(world.clock.now()) - 21);
  const everybody = (await reader.find(User)).length;
  const people = async (more: object): Promise<number> =>
    (await sheet(asked(other.id, CARE_DAY, CARE_DAY, more))).filter(([kind]) => kind === '会員・職員').length;
  expect(await people({ toTime: before })).toBe(1);
  expect(await people({ fromTime: before, toTime: at })).toBe(everybody);
  world.clock.advance({ minutes: 5 });
  expect(await people({ fromTime: clockText(minuteAt(world.clock.now())) })).toBe(1);
  await admin.post(paths.memberDeactivation(helper.id));
  expect(await sheet(asked(helper.id, '2026-11-25', '2026-11-26'))).toEqual([]);

  const first = await openCounting(admin, asked(house.nurse.id, CARE_DAY, CARE_DAY));
  const year = await openCounting(admin, asked(house.nurse.id, '2026-01-01', '2026-12-31'));
  expect(first.answer.text).toContain('カードと健康の情報');
  expect(year.statements.length).toBe(first.statements.length);
  expect((await admin.get(asked('nobody@example.jp', CARE_DAY, CARE_DAY))).text).toContain(
    'そのアカウントはありません',
  );
  expect((await manager.get(asked(helper.id, CARE_DAY, CARE_DAY))).status).toBe(403);
  const put = await reader.findBy(AuditEntry, { action: 'personal.breach_reckoned', subjectId: house.nurse.id });
  expect(put.length).toBe(8);
});

test('nobody else reads or writes incidents', async () => {
  for (const role of ['member', 'trainer', 'supporter', 'officer', 'editor', 'producer'] as const) {
    const visitor = await signInAs(world, role);
    for (const url of [paths.careIncidents(), paths.careIncident(1), paths.careIncidentPdf(1)])
      expect((await visitor.get(url)).status).toBe(403);
    for (const url of [paths.careIncidentNew(1), paths.careIncidentEntries(1)])
      expect((await visitor.post(url)).status).toBe(403);
  }
  expect((await nurse.get(paths.careIncident(999))).status).toBe(404);
});

test.each<[string, Grade, [EntryKind, Grade | null][], string, string[]]>([
  ['minor', 'minor', [], '2026-11-24', []],
  ['serious, the next day', 'serious', [], '2026-11-25', ['2026-11-25 due', '2026-12-24 due']],
  ['serious, two days after', 'serious', [], '2026-11-26', ['2026-11-25 overdue', '2026-12-24 due']],
  [
    'serious, reported once',
    'serious',
    [['first_report', null]],
    '2026-12-25',
    ['2026-11-25 done', '2026-12-24 overdue'],
  ],
  [
    'turned out to be serious',
    'minor',
    [['correction', 'serious']],
    '2026-11-24',
    ['2026-11-25 due', '2026-12-24 due'],
  ],
])('reports of an accident: %s', (_, grade, added, today, expected) => {
  const at = momentAt('2026-11-24', 620);
  const entries = added.map(([kind, to]) => ({ kind, grade: to, at }));
  const found = reportsOf({ happenedAt: at, grade, entries }, today);
  expect(found.map(({ by, done, overdue }) => `${by} ${done ? 'done' : overdue ? 'overdue' : 'due'}`)).toEqual(
    expected,
  );
});

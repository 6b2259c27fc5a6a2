import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { User } from '../../src/accounts/user.entity.js';
import { paths } from '../../src/platform/paths.js';
import { ROLES, type Role } from '../../src/platform/web/roles.js';
import { City } from '../../src/programmes/cities/city.entity.js';
import { Programme } from '../../src/programmes/contract/programme.entity.js';
import type { Course } from '../../src/training/courses/course.entity.js';
import type { Venue } from '../../src/venues/venue.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { addUser, signIn, signInAs } from '../support/factories.js';
import { addAttended, addCity, addProgramme, addTarget } from '../support/programme-factories.js';
import { MOST_STATEMENTS, openCounting } from '../support/statements.js';
import { addVenue } from '../support/venue-factories.js';
import type { Visitor } from '../support/visitor.js';

let world: TestApp;
let venue: Venue, officer: User, elsewhere: User;
let manager: Visitor;
let course: Course;
let id: number, targetId: number;

const form = (part: Record<string, string | number | number[]> = {}) => ({
  title: '女性の就労推進事業',
  cityId: 1,
  addressee: '小平市長 様',
  operatorName: 'つどい運営事務局',
  contractDate: '2026-04-01',
  fromDate: '2026-04-01',
  toDate: '2027-03-31',
  amount: '13,200,000'.replaceAll(',', ''),
  documentDays: 7,
  completionDays: 0,
  status: 'open',
  ...part,
});
const entry = (part: Record<string, string | number> = {}) => ({
  indicator: 'placements',
  date: '2026-10-31',
  total: 3,
  source: '内定通知の写し',
  ...part,
});
const first = <T extends object>(kind: new () => T) =>
  world.database.reader.find(kind, { order: { id: 'ASC' } as never });

beforeAll(async () => {
  world = await startApp();
  venue = await addVenue(world);
  manager = await signInAs(world, 'manager');
  officer = await addUser(world, { roles: ['officer'], name: '渡辺 誠' });
  elsewhere = await addUser(world, { roles: ['officer'] });
  ({ course } = await addAttended(world, { '2026-10-05': [officer.id] }));
});
afterAll(() => world.close());

test('a city is added with the officers who work for it, once', async () => {
  const page = await manager.postAndFollow(paths.cities(), { name: '小平市', officerIds: [officer.id] });
  expect(page.text).toContain('渡辺 誠');
  expect((await manager.post(paths.cities(), { name: '小平市' })).status).toBe(422);
  expect((await manager.post(paths.cities(), { name: '国分寺市', officerIds: [1] })).status).toBe(422); // no officer
});

test('a programme is added with its venues and courses, which belong to no other at the same time', async () => {
  const [city] = await first(City);
  const wish = form({ cityId: city!.id, venueIds: [venue.id], courseIds: [course.id] });
  const page = await manager.postAndFollow(paths.programmes(), wish);
  id = (await first(Programme))[0]!.id;
  expect(page.text).toContain('2026年4月1日(水)から2027年3月31日(水)まで');
  expect(page.text).toContain('13,200,000円');
  expect(page.text).toContain('2026年度');
  const rival = await manager.post(paths.programmes(), {
    ...wish,
    title: '次の事業',
    fromDate: '2027-03-31',
    toDate: '2028-03-31',
  });
  expect([rival.status, rival.text.includes('「女性の就労推進事業」に属しています')]).toEqual([409, true]);
  const next = await manager.post(paths.programmes(), {
    ...wish,
    title: '次の事業',
    fromDate: '2027-04-01',
    toDate: '2028-03-31',
  });
  expect(next.status).toBe(303);
  targetId = (await addTarget(world, id)).id;
});

test.each<[string, Record<string, string | number | number[]>]>([
  ['toDate', { toDate: '2026-03-01' }],
  ['contractDate', { contractDate: '2027-04-01' }],
  ['cityId', { cityId: 999_999 }],
  ['venueIds', { venueIds: [999_999] }],
  ['amount', { amount: 'たくさん' }],
  ['fromDate', { fromDate: '2026-02-30' }],
])('a programme is refused at %s for %j', async (field, part) => {
  const answer = await manager.post(paths.programmes(), form(part));
  expect(answer.status).toBe(422);
  expect(answer.$(`[id="problem-${field}"], #field-${field}`).length).toBeGreaterThan(0);
});

test('who changes what somebody else has changed meanwhile is told so', async () => {
  const [city] = await first(City);
  const wish = form({ cityId: city!.id, venueIds: [venue.id], courseIds: [course.id], department: '産業振興課' });
  expect((await manager.postAndFollow(paths.programme(id), { ...wish, revision: 0 })).text).toContain('産業振興課');
  expect((await manager.post(paths.programme(id), { ...wish, revision: 0 })).status).toBe(409);
});

test('what is closed is read, and changed no more', async () => {
  const closed = await addProgramme(world, (await first(City))[0]!.id, { title: '昔の事業', status: 'closed' });
  const target = await addTarget(world, closed.id);
  const page = await manager.get(paths.target(closed.id, target.id));
  expect([page.status, page.text.includes('編集する')]).toEqual([200, false]);
  expect((await manager.post(paths.entries(closed.id), entry())).status).toBe(409);
  expect((await manager.post(paths.targetWithdrawal(closed.id, target.id))).status).toBe(409);
  const wish = { indicator: 'placements', title: '新規就労', measure: 'total', date1: '2027-03-31', value1: 30 };
  expect((await manager.post(paths.targets(closed.id), wish)).status).toBe(409);
});

test('officers read the programmes of their cities, and those alone', async () => {
  const city = await addCity(world, '国分寺市', [elsewhere.id]);
  const other = await addProgramme(world, city.id, { title: '国分寺の事業' });
  const target = await addTarget(world, other.id);
  const [own, foreign] = [await signIn(world, officer), await signIn(world, elsewhere)];
  expect((await own.get(paths.programmes())).text).toContain('女性の就労推進事業');
  expect((await own.get(paths.programmes())).text).not.toContain('国分寺の事業');
  expect((await foreign.get(paths.programmes())).text).not.toContain('女性の就労推進事業');
  const pages = (programme: number, one: number) => [
    paths.programme(programme),
    paths.target(programme, one),
    paths.targetRows(programme, one),
    paths.entries(programme),
  ];
  for (const url of pages(id, targetId)) expect([url, (await own.get(url)).status]).toEqual([url, 200]);
  for (const url of pages(id, targetId)) expect([url, (await foreign.get(url)).status]).toEqual([url, 404]);
  for (const url of pages(other.id, target.id)) expect([url, (await own.get(url)).status]).toEqual([url, 404]);
  expect((await own.get(paths.target(id, target.id))).status).toBe(404);
  expect((await own.get(paths.me())).$('nav a[href="/manage/programmes"]').length).toBe(1);
});

test('who may what', async () => {
  const readers: readonly Role[] = ['manager', 'officer', 'admin'];
  const managers: readonly Role[] = ['manager', 'admin'];
  const [{ id: cityId }] = (await first(City)) as [City];
  const table: [string, readonly Role[]][] = [
    [paths.programmes(), readers],
    [paths.programme(id), readers],
    [paths.target(id, targetId), readers],
    [paths.targetRows(id, targetId), readers],
    [paths.entries(id), readers],
    [paths.programmeNew(), managers],
    [paths.programmeEdit(id), managers],
    [paths.targetNew(id), managers],
    [paths.targetEdit(id, targetId), managers],
    [paths.cities(), managers],
    [paths.city(cityId), managers],
  ];
  for (const role of ROLES) {
    const visitor = role === 'officer' ? await signIn(world, officer) : await signInAs(world, role);
    for (const [url, roles] of table) {
      expect([role, url, (await visitor.get(url)).status]).toEqual([role, url, roles.includes(role) ? 200 : 403]);
    }
    if (managers.includes(role)) continue;
    for (const url of [paths.programme(id), paths.targets(id), paths.entries(id), paths.cities()]) {
      expect([role, (await visitor.post(url, entry())).status]).toEqual([role, 403]);
    }
  }
});

test('pages cost the same statements however many programmes, targets and rows there are', async () => {
  const before = await openCounting(manager, paths.programmes());
  const one = await openCounting(manager, paths.programme(id));
  const city = (await first(City))[0]!;
  for (const title of ['一', '二', '三']) {
    const { id: programmeId } = await addProgramme(world, city.id, { title });
    for (const position of [1, 2, 3]) await addTarget(world, programmeId, { position });
  }
  await addTarget(world, id, { position: 5 });
  const after = await openCounting(manager, paths.programmes());
  expect(after.statements.length).toBe(before.statements.length);
  expect((await openCounting(manager, paths.programme(id))).statements.length).toBe(one.statements.length);
  for (const { statements } of [one, after]) expect(statements.length).toBeLessThanOrEqual(MOST_STATEMENTS);
});

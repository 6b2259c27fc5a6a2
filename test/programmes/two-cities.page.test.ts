import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Booking } from '../../src/bookings/booking.entity.js';
import { usageCsv } from '../../src/bookings/usage/usage-csv.js';
import { UsageQuery } from '../../src/bookings/usage/usage.query.js';
import { Figures } from '../../src/childcare/figures/care-figures.js';
import { figuresCsv } from '../../src/childcare/figures/figures.view.js';
import { paths } from '../../src/platform/paths.js';
import { addDays, momentAt, todayAt } from '../../src/platform/time.js';
import { Cities } from '../../src/programmes/cities/cities.js';
import { Comment } from '../../src/programmes/comments/comment.entity.js';
import { ProgrammeCourse } from '../../src/programmes/contract/programme-course.entity.js';
import { ProgrammeVenue } from '../../src/programmes/contract/programme-venue.entity.js';
import { Programme } from '../../src/programmes/contract/programme.entity.js';
import { ContractDocument } from '../../src/programmes/documents/contract-document.entity.js';
import { keepStandardDocuments } from '../../src/programmes/documents/standard-documents.js';
import { ProgrammeRecords } from '../../src/programmes/personal-data/programme-records.js';
import { ReportPicture } from '../../src/programmes/reports/report-picture.entity.js';
import { ProgrammePayment } from '../../src/programmes/payments/payment.entity.js';
import { Target } from '../../src/programmes/targets/target.entity.js';
import { SessionFigures } from '../../src/training/count/session-figures.js';
import { Venue } from '../../src/venues/venue.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { contentsOf } from '../support/contents.js';
import { addUser, signIn, signInAs } from '../support/factories.js';
import { addCity, addProgramme, addTarget } from '../support/programme-factories.js';
import { photo } from '../support/pictures.js';
import { addReportWorld, type ReportWorld } from '../support/report-world.js';
import { allRoutes, type Route } from '../support/routes.js';
import type { Visitor } from '../support/visitor.js';

/** Kodaira has the house from 12 July; before, its venue and courses were the other city's, which keeps a venue and a course of its own. */
const HANDED_OVER = '2016-07-12';
const BEFORE = '2016-07-11';
const JULY = ['2016-07-01', '2016-07-31'] as const;
const OTHERS = /小平|東京郊外型|すだち|表計算|文章の書き方|在宅ワーク|第12号/;

let world: TestApp;
let house: ReportWorld;
let officer: Visitor, stranger: Visitor, nobody: Visitor;
let venue: Venue, other: Venue;
let ids: Record<string, number>;

beforeAll(async () => {
  world = await startApp();
  house = await addReportWorld(world);
  [venue, other] = (await world.database.reader.find(Venue, { order: { id: 'ASC' } })) as [Venue, Venue];
  const elsewhere = await addUser(world, { roles: ['officer'], name: '国分 太郎' });
  const city = await addCity(world, '国分寺市', [elsewhere.id]);
  const facts = { addressee: '国分寺市長 様', place: null, contractNumber: '国分寺1', fromDate: '2016-06-01' };
  const early = await addProgramme(world, city.id, { ...facts, title: '国分寺の前の事業', toDate: BEFORE });
  const own = await addProgramme(world, city.id, { ...facts, title: '国分寺の事業', toDate: '2017-03-31' });
  const training = { indicator: 'training_participants', title: '国分寺の受講者' };
  await addTarget(world, own.id, training, [{ date: '2017-03-31', value: 70 }]);
  await world.database.transaction(async (tx) => {
    await tx.update(Programme, house.programme.id, { fromDate: HANDED_OVER });
    await tx.insert(ProgrammeVenue, [
      { programmeId: early.id, venueId: venue.id },
      { programmeId: own.id, venueId: other.id },
    ]);
    await tx.insert(ProgrammeCourse, [
      { programmeId: early.id, courseId: house.courseIds[0]! },
      { programmeId: own.id, courseId: house.courseIds[2]! },
    ]);
    await keepStandardDocuments(tx, house.programme);
    const asked = { part: 1, amount: 1, taxPercent: 10, dated: '2016-11-01', status: 'requested' as const };
    const made = {
      content: {},
      pdf: Buffer.from('%PDF-'),
      requestedAt: world.clock.now(),
      requestedBy: house.manager.id,
    };
    await tx.insert(ProgrammePayment, { programmeId: house.programme.id, ...asked, ...made });
  });
  [officer, stranger] = [await signIn(world, house.officer), await signIn(world, elsewhere)];
  nobody = await signInAs(world, 'officer');
  const manager = await signIn(world, house.manager);
  await manager.post(paths.reports(), { programmeId: house.programme.id, month: '2016-10' });
  const content = await photo('png', 40, 30);
  const picture = { name: 'picture', filename: 'x', type: 'x/y', content };
  await manager.upload(paths.reportPictures('2016-10', house.programme.id), { caption: '講座のようす' }, picture);
  await manager.post(paths.reportSubmission('2016-10', house.programme.id));
  const { reader } = world.database;
  const programmeId = house.programme.id;
  const document = await reader.findOneByOrFail(ContractDocument, { programmeId, kind: 'commencement' });
  await manager.post(paths.documentVersions(programmeId, document.id), { dated: '2016-07-12' });
  await manager.post(paths.documentSubmission(programmeId, document.id));
  const target = await reader.findOneByOrFail(Target, { programmeId, indicator: 'placements' });
  const payment = await reader.findOneByOrFail(ProgrammePayment, { programmeId });
  const { id: pictureId } = await reader.findOneByOrFail(ReportPicture, { caption: '講座のようす' });
  ids = { id: programmeId, pictureId, documentId: document.id, targetId: target.id, paymentId: payment.id, version: 1 };
});
afterAll(() => world.close());

/** What an officer may use because she is one. */
const theirs = (method: string): Route[] =>
  allRoutes(world).filter(
    (one) => one.method === method && Array.isArray(one.access) && one.access.includes('officer'),
  );
const filled = (path: string): string => {
  const url = path
    .replace(':month', '2016-10')
    .replace('pictures/:id', 'pictures/:pictureId')
    .replace(/:(\w+)/g, (_, name: string) => String(ids[name] ?? 1));
  return url.startsWith('/reports/') ? `${url}?programme=${ids.id}` : url;
};
const isOfOne = (path: string): boolean => path.includes('/:');

test('of what is the one city’s the officer of the other finds nothing, by whatever address', async () => {
  const found: Record<string, [number, number, number]> = {};
  for (const { path } of theirs('GET').filter((one) => isOfOne(one.path))) {
    const url = filled(path);
    const statuses = [await officer.get(url), await stranger.get(url), await nobody.get(url)].map((one) => one.status);
    found[url] = statuses as [number, number, number];
  }
  expect(Object.keys(found).length).toBeGreaterThan(14);
  expect(Object.entries(found).filter(([, all]) => all.join() !== '200,404,404')).toEqual([]);
});

test('pages of all that is hers name nothing of the other city', async () => {
  const pages = theirs('GET').filter((one) => !isOfOne(one.path));
  expect(pages.length).toBeGreaterThan(9);
  for (const { path } of pages) {
    const [own, foreign, none] = [await officer.get(path), await stranger.get(path), await nobody.get(path)];
    expect([path, own.status, foreign.status, none.status]).toEqual([path, 200, 200, 200]);
    // The venue was theirs for some days.
    const words = foreign.body.replaceAll('すだち', '').replaceAll('表計算のきほん', '');
    expect([path, words.match(OTHERS)?.[0]]).toEqual([path, undefined]);
    expect([path, own.body.match(/国分寺|よその/)?.[0]]).toEqual([path, undefined]);
    expect([path, none.body.match(/国分寺|よその|すだち|在宅ワーク|きほん/)?.[0]]).toEqual([path, undefined]);
  }
});

test('nothing of the one city’s is decided or written by the officer of the other', async () => {
  const before = await contentsOf(world.database.reader);
  const body = { text: 'x', remark: 'x', answer: 'x', outcome: 'accepted', comment: 'x' };
  const posts = theirs('POST');
  expect(posts.length).toBeGreaterThan(2);
  for (const { path } of posts) expect([path, (await stranger.post(filled(path), body)).status]).toEqual([path, 404]);
  const after = await contentsOf(world.database.reader);
  expect({ ...after, web_session: undefined }).toEqual({ ...before, web_session: undefined });
});

test('the figures of use are those of her venues, on the days on which they were hers', async () => {
  const query = world.get(UsageQuery);
  const { reader } = world.database;
  const csvOf = async (visitor: Visitor, part = {}): Promise<string> =>
    (await visitor.get(paths.usageCsv({ month: '2016-07', ...part }))).body;
  const uses = await query.between(reader, [venue], HANDED_OVER, JULY[1]);
  const own = { month: JULY[0], venues: [venue], venue: undefined, ...uses };
  expect([await csvOf(officer), uses.bookings > 5]).toEqual([usageCsv(own, 'ja').toString(), true]);
  const [mine, given] = [
    await query.between(reader, [venue], JULY[0], BEFORE),
    await query.between(reader, [other], ...JULY),
  ];
  const bookings = (await reader.findBy(Booking, { status: 'booked' })).filter(
    ({ date, venueId }) =>
      date.startsWith('2016-07') && (venueId === other.id || (venueId === venue.id && date <= BEFORE)),
  );
  const people = new Set(bookings.map(({ memberId }) => memberId)).size;
  const theirCsv = await csvOf(stranger);
  expect([mine.bookings > 0, mine.bookings + given.bookings]).toEqual([true, bookings.length]);
  expect(theirCsv).toContain(`予約,,${bookings.length},件`);
  expect(theirCsv).toContain(`利用した人（実人数）,,${people},人`);
  expect(await csvOf(stranger, { venueId: venue.id })).toContain(`予約,,${mine.bookings},件`);
  const page = await stranger.get(paths.usage({ month: '2016-07' }));
  expect(page.text).toContain(`${bookings.length}件`);
  expect((await officer.get(paths.usage({ venueId: other.id }))).status).toBe(404);
  expect((await officer.get(paths.usageCsv({ venueId: 999_999 }))).status).toBe(404);
  expect(await csvOf(nobody)).toContain('予約,,0,件');
});

test('so are the figures of childcare', async () => {
  const figures = world.get(Figures);
  const { reader } = world.database;
  const csvOf = async (visitor: Visitor): Promise<string> =>
    (await visitor.get(paths.careFiguresCsv({ month: '2016-07' }))).body;
  const written = async (from: string, to: string, venues: Venue[]): Promise<string> => {
    const counted = await figures.between(reader, [venue.id], from, to);
    return figuresCsv(counted, { month: '2016-07', venues, venueId: undefined }, 'ja').toString();
  };
  const all = await figures.between(reader, [venue.id], ...JULY);
  const early = await figures.between(reader, [venue.id], JULY[0], BEFORE);
  expect([early.visits > 0, early.visits < all.visits]).toEqual([true, true]);
  expect(await csvOf(officer)).toBe(await written(HANDED_OVER, JULY[1], [venue]));
  expect(await csvOf(stranger)).toBe(await written(JULY[0], BEFORE, [venue, other]));
  expect((await officer.get(paths.careFigures({ venueId: other.id }))).status).toBe(404);
  expect(await csvOf(nobody)).toContain('利用（延べ）,,0,回');
});

test('so is the count of trainings, down to its rows, and toward her own targets', async () => {
  const { reader } = world.database;
  const sessions = world.get(SessionFigures);
  const [first, second, third] = house.courseIds as [number, number, number];
  const own = await sessions.between(reader, [first, second], HANDED_OVER, '2016-11-01');
  const early = await sessions.between(reader, [first], '2016-06-01', BEFORE);
  const late = await sessions.between(reader, [third], '2016-06-01', '2016-11-01');
  expect(early.attendances).toBeGreaterThan(0);
  const sum = `延べ ${own.attendances}名 / 実 ${own.people}名`;
  const page = await officer.get(paths.count());
  expect([page.text.includes(sum), page.$('svg').first().attr('aria-label')]).toEqual([
    true,
    `スキルUP講習会参加人数: 延べ人数 ${own.attendances}名（目標 200名）`,
  ]);
  expect((await officer.get(paths.countRows())).text).toContain(sum);
  const theirs = await stranger.get(paths.count());
  expect(theirs.text).toContain(`延べ ${early.attendances + late.attendances}名`);
  expect(theirs.$('svg').first().attr('aria-label')).toBe(
    `国分寺の受講者: 延べ人数 ${late.attendances}名（目標 70名）`,
  );
  const rows = (await stranger.get(paths.countRowsCsv())).body.trimEnd().split('\r\n');
  expect(rows.length - 1).toBe(early.attendances + late.attendances);
  for (const url of [paths.count({ courseId: third }), paths.countRowsCsv({ courseId: third })])
    expect([url, (await officer.get(url)).status]).toEqual([url, 404]);
  const none = await nobody.get(paths.count());
  expect([none.text.includes('延べ 0名'), none.$('svg').length]).toEqual([true, 0]);
});

test('whose words an officer could have read agrees with a reckoning day by day, city by city', async () => {
  const officers = [await addUser(world, { roles: ['officer'] }), await addUser(world, { roles: ['officer'] })];
  const cities = [await addCity(world, '一の市'), await addCity(world, '二の市')];
  const programmes = [await addProgramme(world, cities[0]!.id), await addProgramme(world, cities[1]!.id)];
  const first = addDays(todayAt(world.clock.now()), 1);
  const subset = fc.subarray(officers.map(({ id }) => id));
  const days = fc.sample(fc.tuple(subset, subset), { numRuns: 9, seed: 3 });
  const authors: number[][] = [];
  for (const [ahead, holding] of days.entries()) {
    authors.push([]);
    for (const [at, { id, name }] of cities.entries()) {
      world.clock.setTo(addDays(first, ahead), 600 + at);
      await world.get(Cities).update(house.manager.id, id, { name, officerIds: holding[at]! });
      const { id: writtenBy } = await addUser(world, { roles: ['manager'] });
      const said = { programmeId: programmes[at]!.id, targetId: null, text: '承知しました', writtenBy };
      await world.database.transaction((tx) => tx.insert(Comment, { ...said, writtenAt: world.clock.now() }));
      authors[ahead]!.push(writtenBy);
    }
  }
  const spans = days.flatMap((_, from) => days.slice(from).map((_, more) => [from, from + more] as const));
  for (const { id: userId } of officers)
    for (const [from, to] of spans) {
      // Before ten in the morning it is those of the day before.
      const around = days.slice(Math.max(0, from - 1), to + 1);
      const mine = cities.map((_, at) => around.some((day) => day[at]!.includes(userId)));
      const expected = authors.slice(0, to + 1).flatMap((day) => day.filter((_, at) => mine[at]));
      const span = { from: momentAt(addDays(first, from), 0), to: momentAt(addDays(first, to), 1439) };
      const breach = { userId, roles: ['officer'] as const, ...span };
      const seen = await world.get(ProgrammeRecords).exposed(world.database.reader, breach);
      expect([from, to, seen.map(({ id }) => id).toSorted((a, b) => a - b)]).toEqual([from, to, expected]);
    }
});

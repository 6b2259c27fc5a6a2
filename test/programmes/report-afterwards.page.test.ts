import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { User } from '../../src/accounts/user.entity.js';
import { Booking } from '../../src/bookings/booking.entity.js';
import { Incident } from '../../src/childcare/incidents/incident.entity.js';
import { CarePlace } from '../../src/childcare/places/care-place.entity.js';
import { statementsOf } from '../../src/platform/database/statement-log.js';
import { addMonths, type DateText, momentAt } from '../../src/platform/time.js';
import { Viewers } from '../../src/platform/web/viewer.js';
import { OutboxMail } from '../../src/platform/mail/outbox-mail.entity.js';
import { CityOfficer } from '../../src/programmes/cities/city-officer.entity.js';
import { ProgrammeCourse } from '../../src/programmes/contract/programme-course.entity.js';
import { ProgrammeVenue } from '../../src/programmes/contract/programme-venue.entity.js';
import { IndicatorEntry } from '../../src/programmes/entries/indicator-entry.entity.js';
import { MonthlyReport } from '../../src/programmes/reports/monthly-report.entity.js';
import type { ReportContent } from '../../src/programmes/reports/report-content.js';
import { ReportVersion } from '../../src/programmes/reports/report-version.entity.js';
import { Reports } from '../../src/programmes/reports/reports.js';
import { Attendance } from '../../src/training/roll-call/attendance.entity.js';
import { TrainingSession } from '../../src/training/sessions/training-session.entity.js';
import { Between, Like } from 'typeorm';
import { paths } from '../../src/platform/paths.js';
import { eraDateText } from '../../src/platform/time.format.js';
import { startApp, type TestApp } from '../support/app.js';
import { addUser, signIn } from '../support/factories.js';
import { lastMailTo } from '../support/mails.js';
import { addCity, addProgramme, addTarget, addToldReport } from '../support/programme-factories.js';
import { textOfPdf } from '../support/pdf.js';
import { addReportWorld, type ReportWorld } from '../support/report-world.js';
import type { Visitor } from '../support/visitor.js';
import { readXlsx } from '../support/xlsx.js';

/** What becomes of a report once the city has it. */
const MONTH = '2016-10';
let world: TestApp;
let house: ReportWorld;
let manager: Visitor;
let officer: Visitor;
let programme: number;
/** She was an officer of the city, and is none any more. */
let former: User;

beforeAll(async () => {
  world = await startApp();
  house = await addReportWorld(world);
  programme = house.programme.id;
  former = await addUser(world, { roles: ['member'] });
  const place = {
    cityId: house.programme.cityId,
    userId: former.id,
    since: world.clock.now(),
    setBy: house.manager.id,
  };
  await world.database.transaction((tx) => tx.insert(CityOfficer, place));
  await at('2016-11-02');
  await manager.post(paths.reports(), { programmeId: String(programme), month: MONTH });
  await manager.post(paths.reportSubmission(MONTH, programme));
}, 60_000);
afterAll(() => world.close());

async function at(date: string): Promise<void> {
  world.clock.setTo(date, 600);
  manager = await signIn(world, house.manager);
  officer = await signIn(world, house.officer);
}

test('the officer asks about one figure of what was submitted, the manager answers; paper and files say nothing of it', async () => {
  const url = paths.report(MONTH, { programme });
  const before = (await officer.get(paths.reportPdf(MONTH, { programme }))).bytes;
  const picking = await officer.get(paths.report(MONTH, { programme, figure: 'pick' }));
  expect(Buffer.byteLength(picking.body)).toBeLessThan(60_000);
  const link = picking.$('#table-summary tbody tr').eq(1).find('a').attr('href')!;
  const asked = paths.report(MONTH, { programme, figure: 'summary.1.1' });
  expect(link).toBe(`${asked.slice(asked.indexOf('?'))}#comment`);
  const form = (await officer.get(asked)).$('#comment');
  expect(form.text()).toMatch(/概要 \/ 利用時間 \/ 当月: [\d.]+/);
  const action = form.find('form').attr('action')!;
  const empty = await officer.post(action, { remark: ' ' });
  expect([empty.status, empty.$('#comment textarea').length]).toEqual([422, 1]);
  const sent = await officer.post(action, { remark: '先月の倍です。理由を教えてください。' });
  expect([sent.status, sent.location]).toEqual([303, expect.stringMatching(/version=1#comment-1$/)]);
  expect(await lastMailTo(world, house.manager.email)).toMatchObject({ name: 'reports.commented' });
  const seen = await manager.get(url);
  expect(seen.$('#table-summary tbody tr').eq(1).find('a[href="#comment-1"]').text()).toBe('※1');
  expect(seen.$('#part-summary #comment-1').text()).toContain('先月の倍です');
  const answer = seen.$('#comment-1 a').attr('href')!;
  const answering = (await manager.get(answer.replace('#comment', ''))).$('#comment');
  expect(answering.text()).toContain('先月の倍です');
  const remark = '夜の利用を始めたためです。';
  expect((await manager.post(answering.find('form').attr('action')!, { remark })).status).toBe(303);
  expect(await lastMailTo(world, house.officer.email)).toMatchObject({ name: 'reports.commented' });
  expect((await officer.get(url)).$('#comment-1').text()).toContain(remark);
  expect((await officer.get(paths.reportPdf(MONTH, { programme }))).bytes.equals(before)).toBe(true);
  expect((await officer.get(paths.reportCsv(MONTH, { programme }))).body).not.toContain('先月の倍');
});

test.each([
  ['a figure that is not there', { figure: 'summary.99.1' }, 422],
  ['a cell that holds no figure', { figure: 'summary.1.0' }, 422],
  ['what is no figure at all', { figure: '../x' }, 422],
  ['a comment that is not there', { answer: 999 }, 422],
  ['a version that is not there', { version: 9, figure: 'summary.1.1' }, 404],
])('nobody comments on %s', async (_, query, status) => {
  const url = paths.reportComments(MONTH, { programme, version: 1, ...query });
  expect((await officer.post(url, { remark: 'なぜですか。' })).status).toBe(status);
});

test('who is no officer any more hears of nothing', async () => {
  expect(await world.database.reader.countBy(OutboxMail, { template: 'reports.submitted' })).toBe(1);
  expect(await world.database.reader.countBy(OutboxMail, { toAddress: former.email })).toBe(0);
});

test('officers of other cities comment on nothing here', async () => {
  const stranger = await addUser(world, { roles: ['officer'] });
  await addCity(world, '東村山市', [stranger.id]);
  const url = paths.reportComments(MONTH, { programme, version: 1, figure: 'summary.1.1' });
  expect((await (await signIn(world, stranger)).post(url, { remark: 'x' })).status).toBe(404);
});

test('figures lead to the rows behind them, as far as the viewer may see them', async () => {
  const rowsFor = async (visitor: Visitor): Promise<string[]> => {
    const { $ } = await visitor.get(paths.report(MONTH, { programme }));
    const links = $('article table a:not(.no-print)').toArray();
    return [...new Set(links.map((link) => $(link).attr('href')!))].filter((url) => url.startsWith('/'));
  };
  const [forManager, forOfficer] = [await rowsFor(manager), await rowsFor(officer)];
  const first = (urls: string[]): string[] => [...new Set(urls.map((url) => url.split('?')[0]!.replace(/\d+/g, 'n')))];
  const both = ['/manage/usage', '/manage/care', '/manage/programmes/n/targets/n/rows', '/manage/trainings/count/rows'];
  expect(first(forOfficer).toSorted()).toEqual(both.toSorted());
  expect(first(forManager).toSorted()).toEqual([...both, '/sessions/n/attendance'].toSorted());
  for (const [visitor, urls] of [
    [manager, forManager],
    [officer, forOfficer],
  ] as const)
    for (const url of urls) expect([url, (await visitor.get(url)).status]).toEqual([url, 200]);
});

test('incidents lead a manager to their list; the city reads how many there were, and nothing about anybody', async () => {
  const [place] = await world.database.reader.find(CarePlace, { where: { date: Like('2016-09-%') }, take: 1 });
  const told = { location: '保育室', what: 'ころんだ', measures: '冷やした', grade: 'serious' as const };
  const when = { happenedAt: momentAt(place!.date, 640), recordedAt: momentAt(place!.date, 650) };
  const row = { placeId: place!.id, ...told, ...when, recordedBy: house.manager.id };
  await world.database.transaction((tx) => tx.insert(Incident, row));
  await manager.post(paths.reports(), { programmeId: String(programme), month: '2016-09' });
  const linksOf = async (visitor: Visitor): Promise<(string | undefined)[]> => {
    const { $ } = await visitor.get(paths.report('2016-09', { programme }));
    const serious = $('#table-incidents tbody tr').last().find('td');
    expect(Number(serious.text())).toBeGreaterThan(0);
    return [serious, $('#table-summary tbody tr').last().find('td').first()].map((cell) => cell.find('a').attr('href'));
  };
  expect(await linksOf(manager)).toEqual([paths.careIncidents(), paths.careIncidents()]);
  expect((await manager.get(paths.careIncidents())).status).toBe(200);
  await manager.post(paths.reportSubmission('2016-09', programme));
  expect(await linksOf(officer)).toEqual([undefined, undefined]);
  const seen = await officer.get(paths.report('2016-09', { programme }));
  expect([seen.text.includes('ころんだ'), (await officer.get(paths.careIncidents())).status]).toEqual([false, 403]);
});

test('what a manager puts right after the acceptance is named in the next report, once, with the reason and without the person', async () => {
  await officer.post(paths.reportDecision(MONTH, programme), { outcome: 'accepted' });
  await at('2016-11-10');
  const { reader } = world.database;
  const session = await reader.findOneOrFail(TrainingSession, {
    where: { courseId: house.courseIds[0]!, status: 'planned', date: Between('2016-10-01', '2016-10-31') },
  });
  const roll = await reader.findBy(Attendance, { sessionId: session.id });
  const { userId } = roll.find(({ status }) => status === 'present')!;
  const fix = { who: `member:${userId}`, status: 'absent', from: 'present', key: 'a-key-of-20161110' };
  const reason = '同じ名字の人と取り違えたため';
  expect((await manager.post(paths.attendance(session.id), { ...fix, reason })).status).toBe(303);
  await at('2016-12-01');
  await manager.post(paths.reports(), { programmeId: String(programme), month: '2016-11' });
  const { $ } = await manager.get(paths.report('2016-11', { programme }));
  const cells = $('#table-attendance tbody tr').children().toArray();
  expect(cells.map((cell) => $(cell).text())).toEqual([
    eraDateText(session.date),
    '表計算のきほん',
    '出席',
    '欠席（連絡なし）',
    reason,
    '平成28年11月10日',
  ]);
  expect($('#table-corrections').text()).toMatch(/講座の参加（延べ）\s*\d+\s*\d+\s*−1/);
  const paper = textOfPdf((await manager.get(paths.reportPdf('2016-11', { programme }))).bytes);
  expect(paper ?? '同じ名字の人と取').toContain('同じ名字の人と取');
  const sheets = readXlsx((await manager.get(paths.reportXlsx('2016-11', { programme }))).bytes);
  const sheet = sheets.find(({ name }) => name === '前月までの報告の訂正')!;
  expect([...sheet.cells.values()]).toContain(reason);
  await manager.post(paths.reportSubmission('2016-11', programme));
  await at('2017-01-04');
  await manager.post(paths.reports(), { programmeId: String(programme), month: '2016-12' });
  expect((await manager.get(paths.report('2016-12', { programme }))).$('#table-attendance')).toHaveLength(0);
});

test('compiling a month costs as many statements after five years of rows and reports as after one month', async () => {
  const { manager: by, courseIds, venueId } = house;
  const [fromDate, toDate] = ['2017-01-01', '2022-03-31'];
  const { id: programmeId } = await addProgramme(world, house.programme.cityId, {
    title: '長い事業',
    fromDate,
    toDate,
  });
  await addTarget(world, programmeId, {}, [{ date: toDate, value: 300 }]);
  await addTarget(world, programmeId, { indicator: 'training_participants', position: 2 }, [
    { date: toDate, value: 900 },
  ]);
  await world.database.transaction(async (tx) => {
    await tx.insert(ProgrammeVenue, { programmeId, venueId });
    await tx.insert(ProgrammeCourse, { programmeId, courseId: courseIds[0]! });
  });
  const month = async (first: DateText): Promise<void> => {
    await addRows(first, programmeId);
    const [key, over] = [first.slice(0, 7), addMonths(first, 1)];
    world.clock.setTo(over, 600);
    await addToldReport(world, programmeId, { ...told, month: key });
  };
  const compiling = async (key: string): Promise<number> => {
    const reports = world.get(Reports);
    const viewer = (await world.get(Viewers).find(by.id))!;
    world.clock.setTo(addMonths(`${key}-01`, 1), 600);
    return (await statementsOf(() => reports.begin(viewer, programmeId, key))).statements.length;
  };
  const { reader } = world.database;
  const { content } = await reader.findOneOrFail(ReportVersion, { select: { content: true }, where: { version: 1 } });
  const told = JSON.parse(content) as ReportContent;
  await month('2017-01-01');
  const few = await compiling('2017-02');
  for (let n = 2; n < 62; n += 1) await month(addMonths('2017-01-01', n));
  expect(await reader.countBy(MonthlyReport, { programmeId })).toBe(62);
  expect(await compiling('2022-03')).toBe(few);
});

/** A day of a month on which somebody booked, somebody came to a session, and a placement was entered. */
async function addRows(date: DateText, programmeId: number): Promise<void> {
  const { manager: by, courseIds, venueId } = house;
  const at = momentAt(date, 540);
  const made = { createdAt: at, createdBy: by.id, changedAt: at };
  const hours = { date, startMinute: 600, endMinute: 720 };
  await world.database.transaction(async (tx) => {
    const booked = { venueId, memberId: by.id, purpose: null, status: 'booked' as const, revision: 1 };
    await tx.insert(Booking, { ...booked, ...hours, createdAt: at, createdBy: by.id });
    const where = { courseId: courseIds[0]!, venueId: null, roomId: null, capacity: 9, closesDaysBefore: 0 };
    const session = tx.create(TrainingSession, { ...where, ...hours, ...made, status: 'planned' as const });
    const { id: sessionId } = await tx.save(session);
    const came = { sessionId, userId: by.id, status: 'present' as const, means: 'list' as const };
    await tx.insert(Attendance, { ...came, markedAt: at, markedBy: by.id });
    const entry = { programmeId, indicator: 'placements', date, total: 1, distinctCount: 1, source: '通知' };
    await tx.insert(IndicatorEntry, { ...entry, enteredAt: at, enteredBy: by.id });
  });
}

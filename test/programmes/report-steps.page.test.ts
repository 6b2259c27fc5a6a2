import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { AuditEntry } from '../../src/platform/audit/audit-entry.entity.js';
import { JobRun } from '../../src/platform/jobs/job-run.entity.js';
import { Jobs } from '../../src/platform/jobs/jobs.js';
import { paths } from '../../src/platform/paths.js';
import { momentAt } from '../../src/platform/time.js';
import { IndicatorEntry } from '../../src/programmes/entries/indicator-entry.entity.js';
import { Compiling } from '../../src/programmes/reports/compiling.js';
import { MonthlyReport } from '../../src/programmes/reports/monthly-report.entity.js';
import { sha256 } from '../../src/programmes/reports/report-contents.js';
import { ReportPicture } from '../../src/programmes/reports/report-picture.entity.js';
import { ReportVersion } from '../../src/programmes/reports/report-version.entity.js';
import { AttendanceLocks } from '../../src/training/roll-call/attendance-locks.js';
import { startApp, type TestApp } from '../support/app.js';
import { addUser, signIn } from '../support/factories.js';
import { killCompiling } from '../support/killed.js';
import { lastMailTo, mailsTo } from '../support/mails.js';
import { addCity } from '../support/programme-factories.js';
import { drawn, photo } from '../support/pictures.js';
import { addReportWorld, type ReportWorld } from '../support/report-world.js';
import type { Visitor } from '../support/visitor.js';

const MONTH = '2016-10';
let world: TestApp;
/** A second process on the same database. */
let other: TestApp;
let house: ReportWorld;
let manager: Visitor;
let officer: Visitor;
let programme: number;

beforeAll(async () => {
  world = await startApp();
  house = await addReportWorld(world);
  programme = house.programme.id;
  const { sqliteFile, databaseUrl } = world.settings;
  other = await startApp({ sqliteFile, databaseUrl });
}, 60_000);
afterAll(async () => {
  await other.close();
  await world.close();
});

async function at(date: string, minute = 600): Promise<void> {
  for (const { clock } of [world, other]) clock.setTo(date, minute);
  manager = await signIn(world, house.manager);
  officer = await signIn(world, house.officer);
}

const reports = (): Promise<MonthlyReport[]> => world.database.reader.find(MonthlyReport, { order: { month: 'ASC' } });
const versions = (): Promise<ReportVersion[]> =>
  world.database.reader
    .createQueryBuilder(ReportVersion, 'version')
    .addSelect(['version.content', 'version.pdf'])
    .orderBy('version.id')
    .getMany();
const page = (viewer = manager): Promise<{ status: number; text: string }> =>
  viewer.get(paths.report(MONTH, { programme }));
const words = { activities: '講座を5回開きました。', issues: '', nextMonth: '会議を開きます。' };

async function enter(date: string, total: number): Promise<void> {
  const row = {
    programmeId: programme,
    indicator: 'placements',
    date,
    total,
    distinctCount: total,
    source: '遅れた報告',
  };
  const by = { enteredAt: world.clock.now(), enteredBy: house.manager.id };
  await world.database.transaction((tx) => tx.insert(IndicatorEntry, { ...row, ...by }));
}

test('a process that is killed in the middle of compiling leaves nothing of the report', async () => {
  await at('2016-10-31', 23 * 60);
  await Promise.all([world.get(Jobs).tick(), other.get(Jobs).tick()]);
  expect(await reports()).toEqual([]);
  const killed = await killCompiling(world.settings, momentAt('2016-11-01', 2 * 60 + 5));
  expect(killed).toBe('SIGKILL');
  expect(await reports()).toEqual([]);
  expect((await mailsTo(world, house.manager.email)).map(({ name }) => name)).not.toContain('reports.compiled');
  const runs = await world.database.reader.findBy(JobRun, { name: 'reports.compile', outcome: 'running' });
  expect(runs).toHaveLength(1);
});

test('two processes and a clock that jumps over the end of the month make it good, and give one report', async () => {
  await at('2016-11-01', 3 * 60 + 10);
  await Promise.all([
    world.get(Jobs).tick(),
    other.get(Jobs).tick(),
    world.get(Compiling).compileAll(MONTH, '2016-11-01'),
  ]);
  expect(await reports()).toMatchObject([{ month: MONTH, status: 'draft', createdBy: null }]);
  const told = (await mailsTo(world, house.manager.email)).filter(({ name }) => name === 'reports.compiled');
  expect(told.map(({ subject }) => subject)).toEqual(['2016年10月の月次報告書の下書きができました']);
  await world.get(Compiling).compileAll('2016-09', '2016-11-01');
  expect((await reports()).map(({ month }) => month)).toEqual(['2016-09', MONTH]);
});

test('a draft is counted anew whenever it is looked at, and nobody of the city sees it', async () => {
  await at('2016-11-01');
  expect((await page()).text).toContain('下書き');
  expect((await manager.get(paths.programmesDue())).text.match(/月次報告書 2016年\d+月/g)).toHaveLength(2);
  expect((await page(officer)).status).toBe(404);
  expect((await officer.get(paths.reports())).text).toContain('提出された月次報告書はまだありません');
  const row = async (): Promise<string> =>
    (await manager.get(paths.report(MONTH))).$('#table-targets tbody tr').eq(1).text().replace(/\s+/g, ' ');
  expect(await row()).toContain('在宅ワークによる新規就労 3 5 30'.replaceAll(' ', ''));
  await enter('2016-10-20', 1);
  expect(await row()).toContain('在宅ワークによる新規就労 4 6 30'.replaceAll(' ', ''));
});

test('words are kept; what somebody else kept meanwhile is not overwritten', async () => {
  await at('2016-11-01');
  const kept = await manager.post(paths.reportWords(MONTH, programme), { ...words, revision: '0' });
  expect([kept.status, kept.location]).toEqual([303, paths.report(MONTH, { programme })]);
  const late = await manager.post(paths.reportWords(MONTH, programme), {
    ...words,
    activities: '別の文',
    revision: '0',
  });
  expect([late.status, late.text.includes('ほかの人が先に')]).toEqual([409, true]);
  expect(late.$('textarea[name=activities]').text()).toBe('別の文');
  expect((await page()).text).toContain('講座を5回開きました。');
});

test('pictures are drawn anew, stand in the report, and are seen by the city once it is submitted', async () => {
  await at('2016-11-01');
  const add = (content: Buffer, caption = '講座のようす') =>
    manager.upload(
      paths.reportPictures(MONTH, programme),
      { caption },
      { name: 'picture', filename: 'x', type: 'x/y', content },
    );
  expect((await add(await photo('png', 1800, 900))).status).toBe(303);
  expect((await add(await drawn('png', 40, 30), '外から')).status).toBe(303);
  const broken = await add(Buffer.from('no picture'));
  expect([broken.status, broken.$('[name=caption]').val()]).toEqual([422, '講座のようす']);
  const [first, second] = await world.database.reader.find(ReportPicture, { order: { id: 'ASC' } });
  expect(first).toMatchObject({ width: 600, height: 1200, caption: '講座のようす' });
  const url = paths.reportPicture(MONTH, programme, first!.id);
  expect((await manager.get(url)).headers['content-type']).toBe('image/jpeg');
  expect((await officer.get(url)).status).toBe(404);
  expect((await manager.post(paths.reportPictureRemoval(MONTH, programme, second!.id))).status).toBe(303);
  expect((await manager.get(paths.report(MONTH))).$('article img[src*="/pictures/"]')).toHaveLength(1);
});

test('submitting freezes figures, words and PDF, with hashes that tell', async () => {
  await at('2016-11-02');
  expect((await manager.post(paths.reportSubmission(MONTH, programme))).status).toBe(303);
  const [version] = await versions();
  expect(version).toMatchObject({ version: 1, submittedBy: house.manager.id, outcome: null });
  expect([sha256(version!.content), sha256(version!.pdf)]).toEqual([version!.contentHash, version!.pdfHash]);
  expect(JSON.parse(version!.content)).toMatchObject({ words: { activities: words.activities }, version: 1 });
  expect(await lastMailTo(world, house.officer.email)).toMatchObject({
    name: 'reports.submitted',
    link: paths.report(MONTH, { programme }),
  });
  const [picture] = await world.database.reader.find(ReportPicture, { order: { id: 'ASC' } });
  expect((await officer.get(paths.reportPicture(MONTH, programme, picture!.id))).status).toBe(200);
  const pdf = await officer.get(paths.reportPdf(MONTH, { programme }));
  expect(pdf.bytes.equals(version!.pdf)).toBe(true);
  expect((await manager.post(paths.reportSubmission(MONTH, programme))).status).toBe(409);
  expect((await manager.post(paths.reportWords(MONTH, programme), { ...words, revision: '1' })).status).toBe(409);
});

test('a change that comes late is no change of the report: it is shown beside it, and goes into the next', async () => {
  await at('2016-11-03');
  await enter('2016-10-25', 2);
  const { text } = await page(officer);
  expect(text).toContain('提出後に変わった数字');
  expect(text).toContain('平成28年10月在宅ワークによる新規就労（延べ）46+2');
  await at('2016-12-01', 3 * 60);
  await world.get(Jobs).tick();
  const next = await manager.get(paths.report('2016-11', { programme }));
  const lines = next.$('#table-corrections tbody tr').toArray();
  expect(lines.map((line) => next.$(line).text().replace(/\s+/g, ''))).toEqual([
    '平成28年10月在宅ワークによる新規就労（延べ）46+2',
    '平成28年10月在宅ワークによる新規就労（実）46+2',
  ]);
});

test('officers read what is of their city, and decide about that alone', async () => {
  await at('2016-12-01');
  const stranger = await addUser(world, { roles: ['officer'] });
  await addCity(world, '東村山市', [stranger.id]);
  const visitor = await signIn(world, stranger);
  expect((await page(visitor)).status).toBe(404);
  for (const url of [paths.reportPdf(MONTH), paths.reportXlsx(MONTH), paths.reportCsv(MONTH)])
    expect([url, (await visitor.get(url)).status]).toEqual([url, 404]);
  const accepted = { outcome: 'accepted' };
  expect((await visitor.post(paths.reportDecision(MONTH, programme), accepted)).status).toBe(404);
  expect((await manager.post(paths.reportDecision(MONTH, programme), accepted)).status).toBe(403);
  expect((await officer.post(paths.reportSubmission(MONTH, programme))).status).toBe(403);
});

test('it is returned with a comment, submitted again, accepted; then attendance of the month is final', async () => {
  await at('2016-12-01');
  const decide = (body: Record<string, string>) => officer.post(paths.reportDecision(MONTH, programme), body);
  const silent = await decide({ outcome: 'returned' });
  expect([silent.status, silent.text.includes('差し戻す理由を書いてください')]).toEqual([422, true]);
  expect((await decide({ outcome: 'returned', comment: '新規就労の数を確かめてください。' })).status).toBe(303);
  expect(await lastMailTo(world, house.manager.email)).toMatchObject({ name: 'reports.returned' });
  expect((await page()).text).toContain('新規就労の数を確かめてください。');
  expect((await manager.post(paths.reportSubmission(MONTH, programme))).status).toBe(303);
  const paper = { outcome: 'returned', answeredOn: '2016-11-30', comment: '第3号の通知: 件数を確かめること。' };
  const statuses = [officer, manager].map((one) => one.post(paths.reportPaperAnswer(MONTH, programme), paper));
  expect((await Promise.all(statuses)).map(({ status }) => status)).toEqual([403, 303]);
  expect(await lastMailTo(world, house.officer.email)).toMatchObject({ name: 'programmes.answer_recorded' });
  expect((await page()).text).toContain('紙の回答（2016年11月30日(水)付）');
  expect((await manager.post(paths.reportSubmission(MONTH, programme))).status).toBe(303);
  const locks = world.get(AttendanceLocks);
  const lock = (date: string, nth = 0) => locks.of(world.database.reader, { date, courseId: house.courseIds[nth]! });
  expect(await lock('2016-10-11')).toBeUndefined();
  expect((await decide({ outcome: 'accepted' })).status).toBe(303);
  expect(await lock('2016-10-11')).toMatchObject({ key: 'reports:locked' });
  expect([await lock('2016-11-01'), await lock('2016-10-11', 2)]).toEqual([undefined, undefined]);
  expect((await decide({ outcome: 'accepted' })).status).toBe(409);
  expect((await versions()).map(({ outcome }) => outcome)).toEqual(['returned', 'returned', 'accepted']);
  const deeds = await world.database.reader.find(AuditEntry, { order: { id: 'ASC' } });
  const october = deeds.filter(({ action, detail }) => action.startsWith('reports.') && detail.month === MONTH);
  const steps = october.map(({ action }) => action.slice(8)).join(' ');
  expect(steps).toBe('compiled written submitted returned submitted returned submitted accepted');
});

test('what was accepted gets a new version with a reason; the accepted one is kept, and attendance opens meanwhile', async () => {
  await at('2016-12-05');
  const before = (await versions()).at(-1)!;
  expect((await manager.post(paths.reportReopening(MONTH, programme), { reason: '' })).status).toBe(422);
  expect((await manager.post(paths.reportReopening(MONTH, programme), { reason: '件数の誤り' })).status).toBe(303);
  expect((await page(officer)).text).toContain('受理済み');
  const open = { date: '2016-10-11', courseId: house.courseIds[0]! };
  expect(await world.get(AttendanceLocks).of(world.database.reader, open)).toBeUndefined();
  await manager.post(paths.reportSubmission(MONTH, programme));
  const [, , accepted, fourth] = await versions();
  expect(fourth).toMatchObject({ version: 4, reason: '件数の誤り' });
  expect([accepted!.contentHash, accepted!.outcome]).toEqual([before.contentHash, 'accepted']);
  const old = await officer.get(paths.reportPdf(MONTH, { programme, version: 3 }));
  expect(old.bytes.equals(accepted!.pdf)).toBe(true);
});

test('a month that is not over cannot be submitted; one outside the programme has no report', async () => {
  await at('2016-11-20');
  const early = await manager.post(paths.reportSubmission('2016-11', programme));
  expect([early.status, early.text.includes('月が終わってから')]).toEqual([409, true]);
  for (const month of ['2016-12', '2016-05'])
    expect((await manager.post(paths.reports(), { programmeId: String(programme), month })).status).toBe(422);
  expect((await manager.get('/reports/2016-13')).status).toBe(404);
  expect((await manager.get('/reports/x.pdf')).status).toBe(404);
});

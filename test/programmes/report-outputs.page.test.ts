import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { CheerioAPI } from 'cheerio';
import { paths } from '../../src/platform/paths.js';
import { startApp, type TestApp } from '../support/app.js';
import { signIn } from '../support/factories.js';
import { golden } from '../support/golden.js';
import { textOfPdf } from '../support/pdf.js';
import { addLargeReport } from '../support/large-report.js';
import { addReportWorld, type ReportWorld } from '../support/report-world.js';
import { openCounting } from '../support/statements.js';
import type { Visitor } from '../support/visitor.js';
import { readXlsx } from '../support/xlsx.js';

const MONTH = '2016-10';
let world: TestApp;
let house: ReportWorld;
let manager: Visitor;
let page: CheerioAPI;

beforeAll(async () => {
  world = await startApp();
  house = await addReportWorld(world);
  manager = await signIn(world, house.manager);
  for (const month of ['2016-07', MONTH])
    await manager.post(paths.reports(), { programmeId: String(house.programme.id), month });
  page = (await manager.get(paths.report(MONTH))).$;
}, 60_000);
afterAll(() => world.close());

/** A table of the page, row by row; the sum is the last. */
function tableOf(key: string): string[][] {
  return page(`#table-${key} :is(tbody, tfoot) tr`)
    .toArray()
    .map((row) =>
      page(row)
        .children()
        .toArray()
        .map((cell) => page(cell).text().trim()),
    );
}

function allTables(): string[] {
  return page('article table')
    .toArray()
    .map((table) => page(table).attr('id')!.replace('table-', ''));
}

/** One number, asked of the tables themselves. */
async function ask(sql: string): Promise<number> {
  const [row] = await world.database.reader.query<Record<string, string | number>[]>(sql);
  return Number(Object.values(row!)[0] ?? 0);
}

test('each figure of the summary is what a naive count of the rows gives', async () => {
  const { venueId, courseIds } = house;
  const booked = `FROM booking WHERE venue_id = ${venueId} AND date LIKE '${MONTH}-%' AND status = 'booked'`;
  const expected = `FROM booking WHERE venue_id = ${venueId} AND date LIKE '${MONTH}-%' AND status IN ('booked', 'no_show')`;
  const sessions = `training_session s WHERE s.status <> 'cancelled' AND s.date LIKE '${MONTH}-%'
    AND s.course_id IN (${courseIds.slice(0, 2).join()})`;
  const there = `FROM attendance a JOIN session_seat seat ON seat.id = a.seat_id, ${sessions}
    AND s.id = a.session_id AND seat.released_at IS NULL AND a.status IN ('present', 'late', 'left_early')`;
  const inCare = (kind: string): string =>
    `FROM care_event e JOIN care_place p ON p.id = e.place_id WHERE e.kind = '${kind}' AND p.date LIKE '${MONTH}-%'`;
  const events = await world.database.reader.query<{ kind: string; at: string | Date }[]>(
    `SELECT e.kind, e.happened_at AS at FROM care_event e JOIN care_place p ON p.id = e.place_id WHERE p.date LIKE '${MONTH}-%'`,
  );
  const careMs = events.reduce((sum, { kind, at }) => {
    const ms = at instanceof Date ? at.getTime() : Date.parse(`${at.replace(' ', 'T').replace('Z', '')}Z`);
    return sum + (kind === 'handover' ? ms : -ms);
  }, 0);
  const noShows = await ask(`SELECT COUNT(*) ${expected} AND status = 'no_show'`);
  const rows = new Map(tableOf('summary').map(([label, value]) => [label!, value!]));
  expect(Object.fromEntries(rows)).toEqual({
    '利用（予約）': String(await ask(`SELECT COUNT(*) ${booked}`)),
    利用時間: ((await ask(`SELECT SUM(end_minute - start_minute) ${booked}`)) / 60).toFixed(1),
    '利用者（実人数）': String(await ask(`SELECT COUNT(DISTINCT member_id) ${booked}`)),
    来なかった予約の割合: `${((noShows * 100) / (await ask(`SELECT COUNT(*) ${expected}`))).toFixed(1)}%`,
    '保育の利用（延べ）': String(await ask(`SELECT COUNT(*) ${inCare('arrival')}`)),
    '保育の利用（実人数）': String(await ask(`SELECT COUNT(DISTINCT p.child_id) ${inCare('arrival')}`)),
    保育の時間: (careMs / 3_600_000).toFixed(1),
    保育の配置基準を満たした時間の割合: expect.stringMatching(/^\d+\.\d%$/),
    講座の開催: String(await ask(`SELECT COUNT(*) FROM ${sessions}`)),
    '講座の参加（延べ）': String(await ask(`SELECT COUNT(*) ${there}`)),
    '講座の参加（実人数）': String(await ask(`SELECT COUNT(DISTINCT a.user_id) ${there}`)),
    事故: String(
      await ask(
        `SELECT COUNT(*) FROM care_incident i JOIN care_place p ON p.id = i.place_id WHERE p.date LIKE '${MONTH}-%'`,
      ),
    ),
  });
  expect(Number(rows.get('利用（予約）'))).toBeGreaterThan(20);
  expect(Number(rows.get('講座の参加（延べ）'))).toBeGreaterThan(10);
  expect(Number(rows.get('保育の利用（延べ）'))).toBeGreaterThan(2);
});

test('what became of those who were trained is what a naive count of the rows gives', async () => {
  const first = `(SELECT a.user_id AS member, MIN(s.date) AS day FROM attendance a JOIN session_seat seat ON seat.id = a.seat_id
    JOIN training_session s ON s.id = a.session_id WHERE seat.released_at IS NULL AND s.status <> 'cancelled'
    AND a.status IN ('present', 'late', 'left_early') AND s.date < '${MONTH}-32'
    AND s.course_id IN (${house.courseIds.slice(0, 2).join()}) GROUP BY a.user_id) first`;
  const inMonth = `LIKE '${MONTH}-%'`;
  const worked = `FROM follow_up f JOIN ${first} ON first.member = f.user_id AND first.day <= f.date
    WHERE f.withdrawn_at IS NULL AND f.date < '${MONTH}-32'`;
  const trained = await ask(`SELECT COUNT(*) FROM ${first}`);
  const line = async (label: string, step: string): Promise<string[]> => {
    const sofar = await ask(`SELECT COUNT(*) ${worked} AND f.step = '${step}'`);
    const month = await ask(`SELECT COUNT(*) ${worked} AND f.step = '${step}' AND f.date ${inMonth}`);
    return [label, String(month), String(sofar), `${(Math.round((sofar * 1000) / trained) / 10).toFixed(1)}%`];
  };
  expect(tableOf('follow_ups')).toEqual([
    [
      '初めて講座を受けた方',
      String(await ask(`SELECT COUNT(*) FROM ${first} WHERE day ${inMonth}`)),
      String(trained),
      '100.0%',
    ],
    await line('最初の仕事に就いた方', 'first_work'),
    await line('三件目の仕事に就いた方', 'third_work'),
  ]);
  expect(tableOf('follow_ups')[1]!.slice(1, 3)).toEqual(['1', '2']);
});

test('sessions, courses, targets and sums agree with one another', async () => {
  const sum = (key: string): string[] => tableOf(key).at(-1)!;
  const summary = new Map(tableOf('summary').map(([label, value]) => [label!, value!]));
  expect(sum('sessions').slice(4)).toEqual(sum('courses').slice(3));
  expect(sum('courses')[5]).toBe(summary.get('講座の参加（延べ）'));
  expect(sum('bands').slice(1)).toEqual([summary.get('保育の利用（延べ）'), '', summary.get('保育の時間')]);
  const heat = tableOf('heat');
  const hours = heat.at(-1)!.slice(1).map(Number);
  expect(hours.reduce((all, one) => all + one, 0)).toBeCloseTo(Number(summary.get('利用時間')), 0);
  const targets = tableOf('targets').map((row) => row.slice(0, 7));
  expect(targets[1]).toEqual(['在宅ワークによる新規就労', '3', '5', '30', '平成29年3月31日', '16.6%', '25']);
  expect(targets[2]!.slice(1, 4)).toEqual(['1,234', '1,234', '10,000']);
  expect(targets[0]![1]).toBe(summary.get('講座の参加（延べ）'));
  expect(tableOf('measures').find(([, as]) => as === '訪問数')).toEqual([
    '子育てサイトのアクセス数',
    '訪問数',
    '456',
    '456',
  ]);
  expect(await ask(`SELECT COUNT(*) FROM training_session WHERE status <> 'cancelled'`)).toBeGreaterThan(
    tableOf('sessions').length,
  );
});

test('the file of figures says what the page says, and stays as somebody approved it', async () => {
  const { body: text } = await manager.get(paths.reportCsv(MONTH));
  const bare = text
    .trim()
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(',').at(-1)!);
  const onPage = allTables()
    .flatMap(tableOf)
    .flat()
    .filter((cell) => /^[+−]?[\d,]+(\.\d)?%?$/.test(cell));
  expect(bare).toEqual(onPage.map((cell) => cell.replace(/[,%]/g, '').replace('−', '-')));
  golden('programmes/golden/report-2016-10.csv', text.replaceAll('\r\n', '\n'));
});

test('the workbook says what the page says: on A4, with formats, and sums that are formulas', async () => {
  const sheets = readXlsx((await manager.get(paths.reportXlsx(MONTH))).bytes);
  expect(sheets.map(({ name }) => name)).toEqual([
    '表紙',
    '概要',
    '数値目標の達成状況',
    'コワーキングスペースの利用',
    '保育',
    '講座・研修',
    '事故',
    '別紙 開催回の一覧',
    '別紙 曜日と時間帯ごとの利用',
  ]);
  const cells = sheets
    .slice(1)
    .flatMap((sheet) =>
      [...sheet.cells].flatMap(([at, value]) =>
        typeof value === 'number' ? [shown(value, sheet.formats.get(at)!)] : [],
      ),
    );
  const onPage = allTables()
    .flatMap(tableOf)
    .flat()
    .filter((cell) => /^[\d,]+(\.\d)?%?$/.test(cell));
  expect(cells.toSorted()).toEqual(onPage.toSorted());
  for (const { formulas, kept, cells: all, paper, printArea } of sheets) {
    for (const at of formulas.keys()) expect(Number(all.get(at))).toBeCloseTo(kept.get(at)!, 6);
    expect([paper.paperSize, paper.fit, printArea?.includes('$A$1:')]).toEqual(['9', '1', true]);
  }
  expect(sheets.flatMap(({ formulas }) => [...formulas]).length).toBeGreaterThan(10);
});

/** As Excel shows it. */
function shown(value: number, format: string): string {
  if (format === '0.0%') return `${(Math.round(value * 1000) / 10).toFixed(1)}%`;
  const digits = format.includes('0.0') ? (Math.round(value * 10) / 10).toFixed(1) : String(value);
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

test('the PDF says what the page says, on numbered pages', async () => {
  const text = textOfPdf((await manager.get(paths.reportPdf(MONTH))).bytes);
  if (text === undefined) return; // no program to read it with
  const flat = (words: string): string => words.normalize('NFKC').replace(/\s+/g, '');
  expect(text).toContain('月次報告書(平成28年10月分)');
  expect(text).toMatch(/1\/\d/);
  for (const key of allTables()) {
    for (const row of tableOf(key)) {
      const numbers = row.filter((cell) => /^[+−]?[\d,]+(\.\d)?%?$/.test(cell));
      expect([key, row[0], text.includes(flat(numbers.slice(0, 3).join('')))]).toEqual([key, row[0], true]);
    }
  }
  const written = allTables().flatMap(tableOf).flat();
  expect(written.filter((cell) => /^[\d,.]+%?$/.test(cell) && !text.includes(flat(cell)))).toEqual([]);
});

// Counted anew each time: who looks and her programmes 3, the report 1, targets 3, use of the place 6, childcare 4, sessions 4,
// what became of people 1, incidents 1, what was told before 3, pictures 1, comments 1 or 2, names 1.
const MOST_OF_A_DRAFT = 30;

test('a report costs as many statements after four months as in the first', async () => {
  const first = await openCounting(manager, paths.report('2016-07'));
  const last = await openCounting(manager, paths.report(MONTH));
  expect([first.answer.status, last.answer.status]).toEqual([200, 200]);
  expect(last.statements.length).toBe(first.statements.length);
  expect(last.statements.length).toBeLessThanOrEqual(MOST_OF_A_DRAFT);
  expect(Buffer.byteLength(last.answer.body)).toBeLessThan(60_000);
});

test('a month with hundreds of sessions, corrections and targets stays below 60 KB, with its sums whole', async () => {
  await addLargeReport(world, house, { like: MONTH, month: '2016-08' });
  const url = (query: object = {}) => paths.report('2016-08', { ...query });
  for (const query of [{}, { figure: 'pick' }, { figure: 'pick', rows: 'sessions.3' }, { rows: 'sessions.9999' }]) {
    const answer = await manager.get(url(query));
    expect([query, answer.status, answer.bytes.length < 60_000, answer.bytes.length]).toEqual([
      query,
      200,
      true,
      answer.bytes.length,
    ]);
    expect(answer.$('#table-sessions tfoot td').eq(3).text()).toBe('3,600');
  }
  const { $ } = await manager.get(url({ figure: 'pick' }));
  const next = $('#table-sessions').parent().nextAll('nav').first().find('[rel=next]').attr('href')!;
  const second = await manager.get(next);
  const each = $('#table-sessions tbody tr').length;
  expect(second.text).toContain(`${each + 1}–${2 * each} / 300`);
  expect(second.$('#table-sessions tbody a').first().attr('href')).toContain(`figure=sessions.${each}.`);
});

import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AuditEntry } from '../../src/platform/audit/audit-entry.entity.js';
import { paths } from '../../src/platform/paths.js';
import { Programme } from '../../src/programmes/contract/programme.entity.js';
import { ContractDocument, DocumentVersion } from '../../src/programmes/documents/contract-document.entity.js';
import { DocumentReminders } from '../../src/programmes/documents/document-reminders.js';
import { dueDateOf, reminderOf } from '../../src/programmes/documents/document.policy.js';
import { keepStandardDocuments } from '../../src/programmes/documents/standard-documents.js';
import { OutboxMail } from '../../src/platform/mail/outbox-mail.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { addUser, signIn, signInAs } from '../support/factories.js';
import { addCity, addProgramme, addTarget, addToldReport } from '../support/programme-factories.js';
import type { Visitor } from '../support/visitor.js';

let world: TestApp;
let manager: Visitor, officer: Visitor, stranger: Visitor;
let programme: Programme;
const ids = new Map<string, number>();

const documents = () =>
  world.database.reader.find(ContractDocument, { where: { programmeId: programme.id }, order: { id: 'ASC' } });
const url = (kind: string): string => paths.document(programme.id, ids.get(kind)!);
const mails = async () =>
  (await world.database.reader.find(OutboxMail, { order: { id: 'ASC' } })).map(
    ({ template, toAddress }) => `${template} ${toAddress}`,
  );
const wordsOf = (pdf: Buffer): string =>
  execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf }).toString().replace(/\s+/g, '');

beforeAll(async () => {
  world = await startApp();
  manager = await signIn(world, await addUser(world, { roles: ['manager'], email: 'manager@example.jp' }));
  const own = await addUser(world, { roles: ['officer'], email: 'officer@example.jp' });
  programme = await addProgramme(world, (await addCity(world, '小平市', [own.id])).id);
  await addTarget(world, programme.id);
  await world.database.transaction((tx) => keepStandardDocuments(tx, programme));
  for (const { kind, id } of await documents()) ids.set(kind, id);
  [officer, stranger] = [await signIn(world, own), await signInAs(world, 'officer')];
});
afterAll(() => world.close());

describe('rules', () => {
  const contract = { contractDate: '2026-06-15', toDate: '2027-03-31' };
  test.each([
    ['commencement', 7, '2026-06-22'],
    ['responsible', 0, '2026-06-15'],
    ['schedule', 20, '2026-07-05'],
    ['completion', 0, '2027-03-31'],
    ['completion', 7, '2027-04-07'],
    ['other', 7, null],
  ] as const)('%s is due %d days after the contract, or after its last day: %s', (kind, days, date) => {
    expect(dueDateOf(kind, { ...contract, documentDays: days, completionDays: days })).toBe(date);
  });

  const now = { epochMilliseconds: 0 } as never;
  test.each([
    ['due', '2026-11-25', null, null, undefined],
    ['due', '2026-11-24', null, null, 'soon'],
    ['draft', '2026-11-21', null, null, 'soon'],
    ['due', '2026-11-24', now, null, undefined],
    ['returned', '2026-11-20', now, null, 'overdue'],
    ['due', '2026-11-20', null, now, undefined],
    ['submitted', '2026-11-20', null, null, undefined],
    ['accepted', '2026-11-20', null, null, undefined],
    ['due', null, null, null, undefined],
  ] as const)('what is %s and due on %s is told once', (status, dueDate, remindedAt, overdueRemindedAt, told) => {
    expect(reminderOf({ status, dueDate, remindedAt, overdueRemindedAt }, '2026-11-21')).toBe(told);
  });
});

test('what the contract asks for stands there with its day, and what is late is seen', async () => {
  const page = await manager.get(paths.documents(programme.id));
  expect(page.text).toMatch(
    /着手届 未作成 期限切れ 期限 2026年4月8日\(水\) 業務責任者届 未作成 期限切れ .* 業務完了報告書 未作成 期限 2027年3月31日/,
  );
});

test('managers are told once of what is late, and not of what is closed', async () => {
  await addProgramme(world, programme.cityId, { status: 'closed' });
  await world.get(DocumentReminders).remind();
  await world.get(DocumentReminders).remind();
  expect(await mails()).toEqual(['programmes.documents_overdue manager@example.jp']);
});

test('a document is printed from the programme in the usual form, numbered, in 和暦, and kept', async () => {
  expect((await manager.post(`${url('commencement')}/submission`)).status).toBe(409);
  const page = await manager.postAndFollow(`${url('commencement')}/versions`, { dated: '2026-04-08' });
  expect(page.text).toContain('作成済み 期限切れ 第1号');
  const printed = await manager.get(paths.documentPdf(programme.id, ids.get('commencement')!, 1));
  expect(printed.headers['content-type']).toBe('application/pdf');
  const words = wordsOf(printed.bytes);
  expect(words).toMatch(/^第1号令和8年4月8日小平市長様東京都小平市小川町1-1つどい運営事務局代表中村恵子着手届/);
  expect(words).toMatch(
    /届け出ます。記1件名就労推進事業2契約番号第12号3契約年月日令和8年4月1日4契約金額12,000,000円（税込）5履行期間令和8年4月1日から令和9年3月31日まで.*以上1\/1$/,
  );
  const [{ sha256 }] = (await world.database.reader.find(DocumentVersion)) as [DocumentVersion];
  expect(createHash('sha256').update(printed.bytes).digest('hex')).toBe(sha256);
});

test.each([
  ['responsible', '業務責任者届', '5業務責任者中村恵子6連絡先042-000-0000'],
  ['schedule', '作業予定表', '別紙のとおり作業予定表を提出します。'],
  ['completion', '業務完了報告書', '8新規就労0人（目標30人）9月次報告書記録なし会議を12回開きました。'],
])('%s says what it has to', async (kind, title, part) => {
  await manager.postAndFollow(`${url(kind)}/versions`, {
    dated: '2026-11-21',
    body: kind === 'completion' ? '会議を12回開きました。' : '',
  });
  const words = wordsOf((await manager.get(paths.documentPdf(programme.id, ids.get(kind)!, 1))).bytes);
  expect(words).toContain(title);
  expect(words).toContain(part);
});

test('it is handed in, returned, written anew and accepted; each step is mailed and in the trail', async () => {
  const before = (await mails()).length;
  expect((await officer.post(`${url('commencement')}/decision`, { outcome: 'accepted' })).status).toBe(409); // not handed in yet
  await manager.postAndFollow(`${url('commencement')}/submission`, {});
  expect((await manager.post(`${url('commencement')}/versions`, { dated: '2026-04-09' })).status).toBe(409);
  const decision = `${url('commencement')}/decision`;
  expect((await officer.post(decision, { outcome: 'returned', comment: '' })).status).toBe(422);
  expect((await manager.post(decision, { outcome: 'accepted' })).status).toBe(403);
  const returned = await officer.postAndFollow(decision, { outcome: 'returned', comment: '日付を直してください。' });
  expect(returned.text).toContain('差し戻し 期限切れ 第1号');
  expect(returned.text).toContain('日付を直してください。');
  await manager.postAndFollow(`${url('commencement')}/versions`, { dated: '2026-04-07' });
  await manager.postAndFollow(`${url('commencement')}/submission`, {});
  const done = await officer.postAndFollow(decision, { outcome: 'accepted' });
  expect(done.text).toMatch(/受理 第1号.*第2版 \(PDF\) 2026年4月7日\(火\).*第1版 \(PDF\) 2026年4月8日\(水\)/);
  expect((await mails()).slice(before)).toEqual([
    'programmes.document_submitted officer@example.jp',
    'programmes.document_returned manager@example.jp',
    'programmes.document_submitted officer@example.jp',
    'programmes.document_accepted manager@example.jp',
  ]);
  const deeds = await world.database.reader.find(AuditEntry, {
    where: { subjectKind: 'contract_document', subjectId: ids.get('commencement') },
    order: { id: 'ASC' },
  });
  expect(deeds.map(({ action }) => action.replace('programmes.document_', ''))).toEqual([
    'written',
    'submitted',
    'returned',
    'written',
    'submitted',
    'accepted',
  ]);
  const numbers = (await documents()).map(({ number }) => number);
  expect(numbers.toSorted()).toEqual([1, 2, 3, 4]);
});

test('what the city answered on paper a manager writes down: with its date, marked, and told to the city', async () => {
  const before = (await mails()).length;
  const answer = `${url('responsible')}/paper-answer`;
  const paper = { outcome: 'accepted', answeredOn: '2026-11-20', comment: '収受印のある控えを受け取りました。' };
  expect((await manager.post(answer, paper)).status).toBe(409); // not handed in
  const page = await manager.postAndFollow(`${url('responsible')}/submission`, {});
  expect(page.$('form[action$="/decision"]').length).toBe(0);
  expect((await officer.get(url('responsible'))).$('form[action$="/paper-answer"]').length).toBe(0);
  expect((await officer.post(answer, paper)).status).toBe(403);
  for (const wrong of [{ answeredOn: '2026-11-22' }, { comment: '' }, { outcome: 'lost' }])
    expect([wrong, (await manager.post(answer, { ...paper, ...wrong })).status]).toEqual([wrong, 422]);
  const done = await manager.postAndFollow(answer, paper);
  expect(done.text).toMatch(/受理.*紙の回答（2026年11月20日\(金\)付）.*収受印のある控えを受け取りました。/);
  expect((await mails()).slice(before)).toEqual([
    'programmes.document_submitted officer@example.jp',
    'programmes.document_accepted manager@example.jp',
    'programmes.answer_recorded officer@example.jp',
  ]);
  const [deed] = await world.database.reader.find(AuditEntry, { order: { id: 'DESC' }, take: 1 });
  expect([deed!.action, deed!.detail.onPaper]).toEqual(['programmes.document_accepted', '2026-11-20']);
});

test('the report of completion is filled from the whole period, of what is closed too', async () => {
  const page = await officer.get(url('completion'));
  expect([page.$('#completion').length, page.$('a[href$="preview.pdf"]').length]).toEqual([1, 0]);
  const facts = { status: 'closed' as const, fromDate: '2016-06-15', toDate: '2017-03-31' };
  const old = await addProgramme(world, programme.cityId, { title: '昔の事業', ...facts });
  await addTarget(world, old.id, {}, [{ date: '2017-03-31', value: 30 }]);
  await world.database.transaction((tx) => keepStandardDocuments(tx, old));
  const kept = { programmeId: old.id, kind: 'completion' as const };
  const { id } = await world.database.reader.findOneByOrFail(ContractDocument, kept);
  const shown = await manager.get(paths.document(old.id, id));
  const paper = wordsOf((await manager.get(shown.$('a[href$="preview.pdf"]').attr('href')!)).bytes);
  expect(paper).toContain('新規就労記録なし（目標30人）9月次報告書記録なし');
  expect(paper).toContain('下書き');
});

test('its annex tells the months as the city holds them, and what they come to together, on paper as on the page', async () => {
  const figures = (bookings: number): object => ({
    space: { bookings, minutes: bookings * 90 },
    care: { visits: 3 },
    trainings: { sessions: [{}, {}], attendances: 26 },
  });
  await addToldReport(world, programme.id, { month: '2026-09', figures: figures(20) });
  await addToldReport(world, programme.id, { month: '2026-10', figures: figures(1234) });
  const page = await manager.get(url('completion'));
  const rows = page.$('#table-completion :is(tbody, tfoot) tr').toArray();
  const cells = rows.map((row) =>
    page
      .$(row)
      .children()
      .toArray()
      .map((cell) => page.$(cell).text().trim()),
  );
  expect(cells).toEqual([
    ['令和8年9月', '20', '30.0', '3', '2', '26'],
    ['令和8年10月', '1,234', '1,851.0', '3', '2', '26'],
    ['計', '1,254', '1,881.0', '6', '4', '52'],
  ]);
  const paper = wordsOf((await manager.get(page.$('a[href$="preview.pdf"]').attr('href')!)).bytes);
  for (const row of cells) expect(paper).toContain(row.join(''));
});

test('another document is added with words of its own, and the day moves with the contract', async () => {
  const page = await manager.postAndFollow(paths.documents(programme.id), {
    title: '再委託の届',
    body: '一部を委託します。\n\n期間は別に定めます。',
  });
  expect(page.text).toContain('再委託の届 未作成');
  const later = { ...programme, contractDate: '2026-11-20' };
  await world.database.transaction((tx) => keepStandardDocuments(tx, later));
  const found = await documents();
  expect(found.map(({ kind, dueDate }) => `${kind} ${dueDate}`)).toEqual([
    'commencement 2026-04-08',
    'responsible 2026-04-08',
    'schedule 2026-11-27',
    'completion 2027-03-31',
    'other null',
  ]);
});

test('officers of other cities find nothing, and officers write nothing', async () => {
  const pdf = paths.documentPdf(programme.id, ids.get('commencement')!, 1);
  for (const one of [paths.documents(programme.id), url('commencement'), pdf]) {
    expect([(await stranger.get(one)).status, (await officer.get(one)).status]).toEqual([404, 200]);
  }
  expect((await stranger.post(`${url('schedule')}/decision`, { outcome: 'accepted' })).status).toBe(404);
  for (const one of [paths.documents(programme.id), `${url('schedule')}/versions`, `${url('schedule')}/submission`]) {
    expect((await officer.post(one, { dated: '2026-04-08', title: 'x' })).status).toBe(403);
  }
  expect((await (await signInAs(world, 'trainer', 'childcare', 'member')).get(url('schedule'))).status).toBe(403);
  expect((await manager.get(paths.documentPdf(programme.id, ids.get('commencement')!, 9))).status).toBe(404);
});

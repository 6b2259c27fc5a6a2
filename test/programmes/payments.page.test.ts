import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { paths } from '../../src/platform/paths.js';
import { Programme } from '../../src/programmes/contract/programme.entity.js';
import { ProgrammePayment } from '../../src/programmes/payments/payment.entity.js';
import { Task } from '../../src/programmes/schedule/task.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { addUser, signIn, signInAs } from '../support/factories.js';
import { addCity, addProgramme } from '../support/programme-factories.js';
import type { Visitor } from '../support/visitor.js';

let world: TestApp;
let manager: Visitor, officer: Visitor, stranger: Visitor;
let programme: Programme;
const page = () => paths.programmePayments(programme.id);
const all = () => world.database.reader.find(ProgrammePayment, { order: { id: 'ASC' } });
const billing = {
  registrationNumber: 'Ｔ7000012050002',
  bank: 'つどい銀行',
  branch: '小平支店',
  accountKind: 'ordinary',
  accountNumber: '０１２３４５６',
  accountHolder: 'ツドイ',
};
const reach = (title: string, actualTo: string | null) =>
  world.database.transaction((tx) => tx.update(Task, { title }, { actualFrom: actualTo, actualTo }));

beforeAll(async () => {
  world = await startApp();
  manager = await signInAs(world, 'manager');
  const own = await addUser(world, { roles: ['officer'] });
  programme = await addProgramme(world, (await addCity(world, '小平市', [own.id])).id);
  const milestone = {
    programmeId: programme.id,
    kind: 'milestone' as const,
    planFrom: '2026-10-31',
    planTo: '2026-10-31',
    gatesPayment: true,
  };
  await world.database.transaction((tx) =>
    tx.insert(Task, [
      { ...milestone, title: '子育てサイト開設' },
      { ...milestone, title: 'ステーション開設' },
    ]),
  );
  [officer, stranger] = [await signIn(world, own), await signInAs(world, 'officer')];
});
afterAll(() => world.close());

test('says what is missing, and makes no invoice until it is there', async () => {
  const first = await manager.get(page());
  expect(first.text).toMatch(
    /振込先が入っていません.*「子育てサイト開設」がまだ達成されていません.*「ステーション開設」がまだ達成されていません/,
  );
  expect(first.$('[name=amount]').length).toBe(0);
  expect((await manager.post(paths.programmeBilling(programme.id), { ...billing, accountNumber: '123' })).status).toBe(
    422,
  );
  expect(
    (await manager.post(paths.programmeBilling(programme.id), { ...billing, registrationNumber: 'T12' })).status,
  ).toBe(422);
  await manager.postAndFollow(paths.programmeBilling(programme.id), billing);
  await reach('子育てサイト開設', '2026-10-15');
  const refused = await manager.post(page(), { part: 1, amount: 6_000_000, dated: '2026-11-21' });
  expect([refused.status, refused.text.includes('「ステーション開設」がまだ達成されていません')]).toEqual([409, true]);
  expect(await all()).toEqual([]);
});

test('asks in two parts, never for more than the contract, and prints what an invoice has to say', async () => {
  await reach('ステーション開設', '2026-11-01');
  expect((await manager.post(page(), { part: 1, amount: 12_000_001, dated: '2026-11-21' })).status).toBe(422);
  await manager.postAndFollow(page(), { part: 1, amount: 6_600_000, dated: '2026-11-21' });
  const [first] = await all();
  const answer = await officer.get(paths.programmePaymentPdf(programme.id, first!.id));
  expect(answer.headers['content-type']).toBe('application/pdf');
  const words = execFileSync('pdftotext', ['-layout', '-', '-'], { input: answer.bytes })
    .toString()
    .replace(/\s+/g, '');
  for (const part of [
    '請求書',
    '令和8年11月21日',
    '小平市長様',
    '代表中村恵子',
    '登録番号T7000012050002',
    '請求金額¥6,600,000（税込）',
    '10%対象¥6,000,000¥600,000¥6,600,000',
    '第1回（2回以内）',
    'つどい銀行小平支店',
    '普通0123456',
    '業務責任者中村恵子',
  ]) {
    expect(words).toContain(part);
  }
  const above = await manager.post(page(), { part: 2, amount: 5_400_001, dated: '2027-03-31' });
  expect([above.status, above.text.includes('5,400,000円まで')]).toEqual([422, true]);
  expect((await manager.post(page(), { part: 1, amount: 1, dated: '2026-11-21' })).status).toBe(409);
  expect((await manager.post(page(), { part: 3, amount: 1, dated: '2026-11-21' })).status).toBe(422);
});

test('keeps when it was paid, and takes back what was wrong', async () => {
  const [first] = await all();
  const receipt = paths.programmePaymentReceipt(programme.id, first!.id);
  expect((await manager.post(receipt, { paidOn: '2026-11-22' })).status).toBe(422);
  expect((await manager.postAndFollow(receipt, { paidOn: '2026-11-20' })).text).toContain('2026年11月20日(金)入金');
  expect((await manager.post(receipt, { paidOn: '2026-11-20' })).status).toBe(409);
  await manager.postAndFollow(page(), { part: 2, amount: 5_000_000, dated: '2026-11-21' });
  const second = (await all())[1]!;
  await manager.postAndFollow(paths.programmePaymentWithdrawal(programme.id, second.id), { reason: '金額の誤り' });
  const done = await manager.postAndFollow(page(), { part: 2, amount: 5_400_000, dated: '2026-11-21' });
  expect(done.$('[name=amount]').length).toBe(0); // all of it
  expect((await all()).map(({ part, status }) => `${part} ${status}`)).toEqual([
    '1 paid',
    '2 withdrawn',
    '2 requested',
  ]);
});

const ON_FORM = [
  'title',
  'addressee',
  'operatorName',
  'contractDate',
  'fromDate',
  'toDate',
  'documentDays',
  'completionDays',
  'status',
  'cityId',
  'revision',
] as const;

/** What the form of a programme says of it, but for the amount. */
async function formOf(id: number): Promise<Record<string, string | number | null>> {
  const found = await world.database.reader.findOneByOrFail(Programme, { id });
  return Object.fromEntries(ON_FORM.map((name) => [name, found[name]]));
}

test('a contract is for no less than what was asked for by it', async () => {
  const form = await formOf(programme.id);
  for (const amount of ['11999999', '']) {
    const less = await manager.post(paths.programme(programme.id), { ...form, amount });
    expect([less.status, less.text.includes('すでに12,000,000円を請求しています')]).toEqual([422, true]);
  }
  expect((await manager.post(paths.programme(programme.id), { ...form, amount: 12_000_000 })).status).toBe(303);
});

test('two servers are asked at the same time, and the contract is cut meanwhile: never more than it, in two parts at most', async () => {
  const { databaseUrl, sqliteFile } = world.settings;
  const other = await startApp({ databaseUrl, sqliteFile });
  const rival = await signIn(other, await addUser(world, { roles: ['manager'] }));
  const { id } = await addProgramme(world, programme.cityId, { title: '別の事業' });
  await world.database.transaction(async (tx) => {
    const { billing } = await tx.findOneByOrFail(Programme, { id: programme.id });
    await tx.update(Programme, id, { billing });
    const done = { planFrom: '2026-10-01', planTo: '2026-10-01', actualFrom: '2026-10-01', actualTo: '2026-10-01' };
    await tx.insert(Task, { ...done, programmeId: id, kind: 'milestone', title: '開設', gatesPayment: true });
  });
  const ask = (part: number, amount: number) =>
    [manager, rival, rival, manager].map((one) =>
      one.post(paths.programmePayments(id), { part, amount, dated: '2026-11-21' }),
    );
  const first = await Promise.all(ask(1, 7_000_000));
  expect(first.map(({ status }) => status).toSorted()).toEqual([303, 409, 409, 409]);
  const form = await formOf(id);
  const [cut, ...second] = await Promise.all([
    rival.post(paths.programme(id), { ...form, amount: 8_000_000 }),
    ...ask(2, 5_000_000),
  ]);
  const standing = (await all()).filter((one) => one.programmeId === id && one.status !== 'withdrawn');
  const { amount } = await world.database.reader.findOneByOrFail(Programme, { id });
  const sum = standing.reduce((total, one) => total + one.amount, 0);
  expect([sum <= amount!, standing.length <= 2]).toEqual([true, true]);
  // One of them came first: either the contract was cut, or the second part was asked for.
  expect([cut!.status, second.filter((one) => one.status === 303).length]).toEqual(
    amount === 8_000_000 ? [303, 0] : [422, 1],
  );
  await other.close();
});

test('officers of the city read it, and nobody else', async () => {
  const [first] = await all();
  const pdf = paths.programmePaymentPdf(programme.id, first!.id);
  for (const url of [page(), pdf])
    expect([(await officer.get(url)).status, (await stranger.get(url)).status]).toEqual([200, 404]);
  expect((await officer.get(page())).$('main form').length).toBe(0);
  for (const url of [
    page(),
    paths.programmeBilling(programme.id),
    paths.programmePaymentReceipt(programme.id, first!.id),
  ]) {
    expect(
      (await officer.post(url, { ...billing, part: 1, amount: 1, dated: '2026-11-21', paidOn: '2026-11-21' })).status,
    ).toBe(403);
  }
  expect((await (await signInAs(world, 'trainer', 'member')).get(page())).status).toBe(403);
});

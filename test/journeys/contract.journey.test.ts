import { mkdirSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { User } from '../../src/accounts/user.entity.js';
import { paths } from '../../src/platform/paths.js';
import type { Programme } from '../../src/programmes/contract/programme.entity.js';
import { ContractDocument } from '../../src/programmes/documents/contract-document.entity.js';
import { keepStandardDocuments } from '../../src/programmes/documents/standard-documents.js';
import { Task } from '../../src/programmes/schedule/task.entity.js';
import { look, PHONE, SCREEN, startBrowser, type TestBrowser } from '../support/browser.js';
import { addUser } from '../support/factories.js';
import { textOfPdf } from '../support/pdf.js';
import { addCity, addProgramme, addTarget } from '../support/programme-factories.js';

let browser: TestBrowser;
let manager: User, officer: User;
let programme: Programme;

beforeAll(async () => {
  browser = await startBrowser();
  const { world } = browser;
  manager = await addUser(world, { roles: ['manager'], name: '中村 恵子' });
  officer = await addUser(world, { roles: ['officer'], name: '渡辺 誠' });
  const city = await addCity(world, '小平市', [officer.id]);
  programme = await addProgramme(world, city.id, { contractDate: '2026-11-16', fromDate: '2026-11-16' });
  await addTarget(world, programme.id);
  const milestone = { programmeId: programme.id, kind: 'milestone' as const, gatesPayment: true };
  const planned = { planFrom: '2026-11-20', planTo: '2026-11-20' };
  await world.database.transaction(async (tx) => {
    await keepStandardDocuments(tx, programme);
    const titles = ['子育てサイト開設', 'テレワークステーション開設'];
    await tx.insert(
      Task,
      titles.map((title) => ({ ...milestone, ...planned, title })),
    );
  });
});
afterAll(() => browser.close());

const press = (page: Page, name: string): Promise<void> =>
  page.locator('main').getByRole('button', { name, exact: true }).click();
const told = (page: Page, words: string): Promise<void> => page.locator('.flash', { hasText: words }).waitFor();
const follow = async (page: Page, name: string, heading = name): Promise<void> => {
  await page.locator('main').getByRole('link', { name, exact: true }).click();
  await page.locator('h1', { hasText: heading }).waitFor();
};

/** What is behind a link, kept to be looked at. */
async function paper(page: Page, link: string, name: string): Promise<string | undefined> {
  const href = await page.locator('main').getByRole('link', { name: link }).first().getAttribute('href');
  const pdf = await (await page.request.get(href!)).body();
  mkdirSync('test/.artifacts', { recursive: true });
  writeFileSync(`test/.artifacts/${name}.pdf`, pdf);
  return textOfPdf(pdf);
}

test('from the contract to the money: documents, milestones, request, receipt', async () => {
  const boss = await browser.signedIn(manager, paths.programme(programme.id), { size: PHONE });
  await look(boss, 'programme-360');
  for (const title of ['着手届', '業務責任者届', '作業予定表']) {
    await boss.goto(paths.documents(programme.id));
    await follow(boss, title);
    await press(boss, '書面をつくる');
    await told(boss, '書面をつくりました');
    const text = await paper(boss, '第1版 (PDF)', `contract-${title}`);
    if (text !== undefined) expect(text).toContain(title);
    await press(boss, '提出する');
    await told(boss, '提出しました');
  }
  await look(boss, 'contract-document-360');

  const city = await browser.signedIn(officer, paths.programmes(), { size: SCREEN });
  await look(city, 'programmes-officer-1280');
  for (const title of ['着手届', '業務責任者届', '作業予定表']) {
    await city.goto(paths.programmes());
    await follow(city, title);
    await press(city, '受理する');
    await told(city, '受理しました');
  }
  await look(city, 'contract-document-1280');
  const rows = await browser.world.database.reader.findBy(ContractDocument, { status: 'accepted' });
  expect(rows.map(({ kind }) => kind).toSorted()).toEqual(['commencement', 'responsible', 'schedule']);

  await boss.goto(paths.programmePayments(programme.id));
  await boss.getByText('「子育てサイト開設」がまだ達成されていません').waitFor();
  await boss.getByLabel('金融機関').fill('つどい銀行');
  await boss.getByLabel('支店').fill('小平支店');
  await boss.getByLabel('口座番号').fill('0123456');
  await boss.getByLabel('口座名義').fill('ツドイ');
  await press(boss, '保存する');
  await told(boss, '振込先を保存しました');
  expect(await boss.getByRole('button', { name: '請求書をつくる' }).count()).toBe(0);
  await look(boss, 'payments-missing-360');
  for (const title of ['子育てサイト開設', 'テレワークステーション開設']) {
    await boss.goto(paths.schedule(programme.id));
    await boss.locator('main').getByRole('link', { name: title }).first().click();
    await boss.getByLabel('実際に終えた日').fill('2026-11-20');
    await press(boss, '保存する');
    await told(boss, '予定表を保存しました');
  }
  await boss.goto(paths.programmePayments(programme.id));
  await boss.getByLabel('請求額').fill('6600000');
  await press(boss, '請求書をつくる');
  await told(boss, '請求書をつくりました');
  const invoice = await paper(boss, '請求書', 'contract-請求書');
  if (invoice !== undefined) expect(invoice).toContain('¥6,600,000');
  await press(boss, '入金を記録する');
  await told(boss, '入金を記録しました');
  await look(boss, 'payments-paid-360');

  for (const url of [paths.programmePayments, paths.schedule, paths.documents, paths.entries]) {
    await city.goto(url(programme.id));
    await city.locator('h1').waitFor();
    expect([url(programme.id), await city.locator('main form').count()]).toEqual([url(programme.id), 0]);
  }
  await city.goto(paths.programmePayments(programme.id));
  await city.getByText('入金済み').waitFor();
  await look(city, 'payments-officer-1280');
});

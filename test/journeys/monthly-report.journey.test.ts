import { mkdirSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { Jobs } from '../../src/platform/jobs/jobs.js';
import { paths } from '../../src/platform/paths.js';
import { TrainingSession } from '../../src/training/sessions/training-session.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { look, PHONE, SCREEN, startBrowser, type TestBrowser } from '../support/browser.js';
import { textOfPdf } from '../support/pdf.js';
import { addReportWorld, type ReportWorld } from '../support/report-world.js';

const MONTH = '2016-10';
let world: TestApp;
let browser: TestBrowser;
let house: ReportWorld;

beforeAll(async () => {
  world = await startApp();
  house = await addReportWorld(world);
  world.clock.setTo('2016-10-31', 23 * 60);
  await world.get(Jobs).tick();
  world.clock.setTo('2016-11-01', 9 * 60);
  await world.get(Jobs).tick();
  browser = await startBrowser(world);
}, 120_000);
afterAll(() => browser.close());

const press = (page: Page, name: string): Promise<void> =>
  page.locator('main').getByRole('button', { name, exact: true }).click();
const agree = (page: Page, name: string): Promise<void> =>
  page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
const told = (page: Page, words: string): Promise<void> => page.locator('.flash', { hasText: words }).waitFor();

test('the month closes; the manager writes, prints and submits; the city returns, then accepts; attendance is final', async () => {
  const boss = await browser.signedIn(house.manager, paths.reports(), { size: PHONE });
  await look(boss, 'reports-manager-360');
  await boss.getByRole('link', { name: '2016年10月' }).click();
  await boss.locator('h1', { hasText: '2016年10月の月次報告書' }).waitFor();
  await boss.getByLabel('実施内容').fill('表計算と文章の講座を開きました。');
  await boss.getByLabel('翌月の予定').fill('編集会議を始めます。');
  await press(boss, '文章を保存する');
  await told(boss, '文章を保存しました');
  await look(boss, 'report-draft-360');

  const href = await boss.getByRole('link', { name: 'PDFを開く' }).getAttribute('href');
  const printed = await boss.request.get(href!);
  const pdf = await printed.body();
  mkdirSync('test/.artifacts', { recursive: true });
  writeFileSync('test/.artifacts/monthly-report.pdf', pdf);
  const text = textOfPdf(pdf);
  if (text !== undefined) expect([text.includes('表計算と文章の講座'), text.includes('下書き')]).toEqual([true, true]);
  await press(boss, '提出する');
  await agree(boss, '提出する');
  await told(boss, '報告書を提出し');

  const city = await browser.signedIn(house.officer, paths.reports(), { size: SCREEN });
  await city.getByRole('heading', { name: '受理を待っている報告書' }).waitFor();
  await look(city, 'reports-officer-1280');
  await city.getByRole('link', { name: '2016年10月' }).click();
  await city.locator('h1', { hasText: '2016年10月の月次報告書' }).waitFor();
  await look(city, 'report-submitted-1280');
  await press(city, '差し戻す');
  await city.getByText('差し戻す理由を書いてください').first().waitFor();
  await city.getByLabel('市からのコメント').fill('課題と対応も書いてください。');
  await press(city, '差し戻す');
  await told(city, '報告書を差し戻し');

  await boss.goto(paths.report(MONTH));
  await boss.getByText('課題と対応も書いてください。').first().waitFor();
  await boss.getByLabel('課題と対応').fill('欠席が多い回の時間を見直します。');
  await press(boss, '文章を保存する');
  await told(boss, '文章を保存しました');
  await press(boss, '提出する');
  await agree(boss, '提出する');
  await told(boss, '報告書を提出し');

  await city.goto(paths.report(MONTH));
  await city.getByText('欠席が多い回の時間を見直します。').first().waitFor();
  await press(city, '受理する');
  await agree(city, '受理する');
  await told(city, '報告書を受理しました');
  await look(city, 'report-accepted-1280');
  await city.setViewportSize(PHONE);
  await look(city, 'report-accepted-360');

  const sessions = await world.database.reader.find(TrainingSession, { order: { id: 'ASC' } });
  const held = sessions.find(({ date, courseId }) => date.startsWith(MONTH) && courseId === house.courseIds[0])!;
  const teacher = await browser.signedIn(house.trainer, paths.attendance(held.id), { size: PHONE });
  await teacher.getByText('2016年10月の報告書が市に受理されたため').waitFor();
  expect(await teacher.locator('.roll button').count()).toBe(0);
  await look(teacher, 'roll-locked-360');
});

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { User } from '../../src/accounts/user.entity.js';
import { paths } from '../../src/platform/paths.js';
import { SurveyMails } from '../../src/training/surveys/survey-mails.js';
import type { Course } from '../../src/training/courses/course.entity.js';
import type { TrainingSession } from '../../src/training/sessions/training-session.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { look, PHONE, SCREEN, startBrowser, type TestBrowser } from '../support/browser.js';
import { addUser } from '../support/factories.js';
import { mailsTo } from '../support/mails.js';
import { addCourse, addSeats, addSession, mark } from '../support/training-factories.js';

let world: TestApp;
let browser: TestBrowser;
let trainer: User, hanako: User, boss: User;
let over: Course, coming: Course;
let past: TrainingSession, next: TrainingSession;

beforeAll(async () => {
  world = await startApp();
  trainer = await addUser(world, { roles: ['trainer'], name: '高橋 理恵' });
  boss = await addUser(world, { roles: ['manager'], name: '中村 恵子' });
  hanako = await addUser(world, { name: '小平 花子', kana: 'コダイラ ハナコ' });
  over = await addCourse(world, boss, { title: '文章の書き方' });
  coming = await addCourse(world, boss, { title: 'はじめての表計算' });
  past = await addSession(world, over, { date: '2026-11-20' }, [trainer]);
  next = await addSession(world, coming, { date: '2026-11-24' }, [trainer]);
  const { seats } = await addSeats(world, hanako, [past]);
  await addSeats(world, hanako, [next]);
  await mark(world, { sessionId: past.id, userId: hanako.id, seatId: seats[0]!.id }, 'present', trainer);
  browser = await startBrowser(world);
});
afterAll(() => browser.close());

const says = (page: Page, words: string): Promise<void> => page.locator('.flash', { hasText: words }).waitFor();
/** What a link to a paper brings, as who sees the page gets it. */
async function paper(page: Page, link: string): Promise<string> {
  const href = await page.getByRole('link', { name: link }).first().getAttribute('href');
  const answer = await page.request.get(href!);
  return `${answer.status()} ${answer.headers()['content-type']} ${(await answer.body()).subarray(0, 5)}`;
}

test('from her sessions a trainer writes once, takes her papers along, hands out, and issues a certificate', async () => {
  const page = await browser.signedIn(trainer, paths.teaching(), { size: PHONE, also: SCREEN });
  await look(page, 'teaching-360');
  for (const name of ['受付簿', '名札', '参加者名簿'])
    expect(await paper(page, name)).toBe('200 application/pdf %PDF-');

  await page.getByRole('link', { name: '参加する方にお知らせを送る' }).click();
  const words = '電卓をお持ちください。';
  const key = await page.locator('[name=key]').inputValue();
  await page.getByLabel('お知らせの文').fill(words);
  await page.getByRole('button', { name: '送る' }).dblclick();
  await says(page, '1名にお知らせを送りました');
  await page.locator('section', { hasText: '送ったお知らせ' }).getByText(words).waitFor();
  await look(page, 'teaching-message-360');
  await page.goto(paths.teaching());
  await page.request.post(paths.sessionMessages(next.id), { form: { key, text: words } }); // as from a page gone back to
  const mails = (await mailsTo(world, hanako.email)).filter(({ name }) => name === 'training.message');
  expect(mails.length).toBe(1);

  await page.getByRole('link', { name: '資料と写真' }).first().click();
  await page.getByLabel('資料の名前').fill('練習問題');
  const file = { name: '練習.txt', mimeType: 'text/plain', buffer: Buffer.from('一か月分の食費を入力しましょう。') };
  await page.getByLabel('ファイル').first().setInputFiles(file);
  await page.getByRole('button', { name: '資料を追加する' }).click();
  await page.getByRole('link', { name: '練習問題' }).waitFor();
  await look(page, 'materials-setup-360');

  await page.goto(paths.courseCertificates(over.id));
  await page.getByRole('button', { name: /1名/ }).click();
  await page.locator('.status', { hasText: '発行済み' }).waitFor();
  await look(page, 'certificates-course-360');
});

test('the member finds hand-out and certificate from her page; whoever holds the paper checks it without signing in', async () => {
  const page = await browser.signedIn(hanako, paths.me(), { size: PHONE, also: SCREEN });
  await page.locator('section', { hasText: 'はじめての表計算' }).first().waitFor();
  await page.goto(paths.materials(coming.id));
  const file = await page.request.get((await page.getByRole('link', { name: '練習問題' }).getAttribute('href'))!);
  expect(await file.text()).toContain('食費');
  await page.goto(paths.me());
  await page.getByRole('link', { name: '修了証' }).click();
  await page.locator('li', { hasText: '文章の書き方' }).waitFor();
  expect(await paper(page, '修了証を開く')).toBe('200 application/pdf %PDF-');
  await look(page, 'certificates-own-360');
  const check = await page.locator('main a[href^="/certificates/"]:not([href$=".pdf"])').getAttribute('href');

  const stranger = await browser.newPerson({ size: PHONE, also: SCREEN });
  await stranger.goto(check!);
  await stranger.getByText('この修了証は、本物です').waitFor();
  expect(await stranger.locator('main').innerText()).not.toContain('花子');
  await look(stranger, 'certificate-check-360');
});

test('she answers the survey by its link, without her name; a manager writes down her first work', async () => {
  expect(await world.get(SurveyMails).send()).toBe(1);
  const { link } = (await mailsTo(world, hanako.email)).findLast(({ name }) => name === 'training.survey')!;
  const anybody = await browser.newPerson({ size: PHONE, also: SCREEN });
  await anybody.goto(link);
  await look(anybody, 'survey-360');
  for (const group of await anybody.getByRole('group').all()) await group.getByText('まあそう思う').click();
  await anybody.getByRole('button', { name: '回答する' }).click();
  await anybody.getByRole('heading', { name: 'ありがとうございました' }).waitFor();
  expect((await anybody.goto(link))?.status()).toBe(404); // used up

  const page = await browser.signedIn(boss, paths.sessionSurvey(past.id), { size: SCREEN, also: PHONE });
  await page.getByText('1名のうち1名が回答').waitFor();
  await page.goto(paths.followUps());
  await look(page, 'follow-ups-1280');
  await page.getByRole('link', { name: '小平 花子' }).click();
  await page.getByLabel('日付').fill('2026-11-21');
  await page.getByLabel('メモ').fill('データ入力');
  await page.getByRole('button', { name: '記録する' }).click();
  await page.locator('.status', { hasText: '最初の仕事' }).waitFor();
  await look(page, 'follow-up-person-1280');
  await page.goto(paths.attendanceHistory(past.id));
  await page.getByText('未記入 → 出席').waitFor();
  await look(page, 'roll-history-1280');
});

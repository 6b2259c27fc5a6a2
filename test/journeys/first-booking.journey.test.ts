import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { paths } from '../../src/platform/paths.js';
import type { Venue } from '../../src/venues/venue.entity.js';
import {
  complaintsOf,
  look,
  PHONE,
  SCREEN,
  sidewaysScroll,
  signIn,
  startBrowser,
  type TestBrowser,
} from '../support/browser.js';
import { addUser } from '../support/factories.js';
import { lastMailTo } from '../support/mails.js';
import { addResource, addVenue } from '../support/venue-factories.js';

let browser: TestBrowser;
let venue: Venue;
beforeAll(async () => {
  browser = await startBrowser();
  venue = await addVenue(browser.world);
  const room = await addResource(browser.world, venue, { kind: 'room', name: '窓ぎわ', bookableBy: 'nobody' });
  for (const [index, name] of ['席1', '席2'].entries())
    await addResource(browser.world, venue, { name, parentId: room.id, position: index + 1 });
  await addResource(browser.world, venue, { kind: 'pc', name: 'ノートPC', position: 3 });
});
afterAll(() => browser.close());

const press = (page: Page, name: string): Promise<void> =>
  page.locator('main').getByRole('button', { name, exact: true }).click();
const at = (page: Page, path: string): Promise<void> => page.waitForURL(`**${path}`);

/** In the day view: from one time to the one before another, on either width. */
async function choose(page: Page, name: string, from: string, to: string): Promise<void> {
  if (page.viewportSize()!.width < 768) {
    const row = page.locator('.grid tr', { hasText: name });
    await row.locator('td > button').first().click();
  }
  await page.getByRole('button', { name: `${name} ${from}から` }).click();
  await page.getByRole('button', { name: `${name} ${to}まで` }).click();
}

describe.each([
  [PHONE, '09:00', '10:30'],
  [SCREEN, '13:00', '14:30'],
])('at %j', (size, start, end) => {
  const email = `first${size.width}@example.jp`;

  test('somebody signs up, confirms, books a desk and a PC, changes the booking and cancels it', async () => {
    const page = await browser.newPerson({ size });
    await page.goto(paths.home());
    await page.locator('main').getByRole('link', { name: '利用登録をする' }).click();
    await at(page, paths.signUp());
    await page.getByLabel('氏名').fill('小平 花子');
    await page.getByLabel('フリガナ').fill('コダイラ ハナコ');
    await page.getByLabel('郵便番号').fill('187-0032');
    await page.getByText('住所を入れました。').waitFor();
    await page.getByLabel('電話番号').fill('090-1234-5678');
    await page.getByLabel('メールアドレス').fill(email);
    await page.locator('[name=password]').fill('hanako no himitsu');
    await page.getByLabel('個人情報の取り扱いに同意します').check();
    await press(page, '登録する');
    await at(page, paths.signUpSent());

    await page.goto((await lastMailTo(browser.world, email)).link);
    await press(page, '確認する');
    await at(page, paths.signIn());
    await signIn(page, email, 'hanako no himitsu');
    await at(page, paths.me());
    expect(await page.locator('h1').textContent()).toBe('小平 花子さんのページ');
    await look(page, `me-empty-${size.width}`);

    await page.getByRole('link', { name: '席を予約する' }).click();
    await page.getByRole('link', { name: '次の週' }).click();
    await page.getByRole('heading', { level: 1, name: '11月28日(土)の空き' }).waitFor();
    await choose(page, '席1', start, end);
    await page.getByLabel('一緒に予約').selectOption('ノートPC');
    await press(page, '予約に進む');
    await page.waitForURL('**/bookings/new?**');
    expect(await sidewaysScroll(page)).toBe(0);
    await press(page, '予約する');
    await page.getByText('予約しました。').first().waitFor();
    const booked = await lastMailTo(browser.world, email);
    expect([booked.name, booked.text.includes(`${start}–${end}`)]).toEqual(['bookings.booked', true]);

    await page.goto(paths.me());
    expect(await page.locator('.next').textContent()).toContain('席1、ノートPC');
    await look(page, `me-${size.width}`);
    await page.locator('.next').getByRole('link', { name: '変更する' }).click();
    await page.getByLabel('席2').check();
    await page.getByLabel('席1').uncheck();
    await press(page, '変更する');
    await page.getByText('予約を変更しました。').first().waitFor();
    expect(await page.locator('main').textContent()).toContain('席2');

    await page.goto(paths.me());
    expect(await page.locator('.next').textContent()).toContain('席2、ノートPC');
    await page.locator('.next').getByRole('link', { name: 'キャンセルする' }).click();
    await press(page, 'キャンセルする');
    await page.getByText('予約をキャンセルしました。').first().waitFor();
    expect((await lastMailTo(browser.world, email)).name).toBe('bookings.cancelled');

    await page.goto(paths.me());
    await page.getByText('これからの予約はありません').waitFor();
    await page.goto(paths.day('2026-11-28'));
    expect(await page.locator('.grid .taken, .grid .own').count()).toBe(0);
    expect(complaintsOf(page)).toEqual([]);
  });

  test('a manager closes a day, and the day shows why', async () => {
    const manager = await addUser(browser.world, { roles: ['manager'] });
    const date = size === PHONE ? '2026-12-01' : '2026-12-02';
    const reason = `床の張り替え${size.width}`;
    const page = await browser.signedIn(manager, paths.me(), { size });

    await page.goto(paths.closureNew(venue.id));
    await page.getByLabel('最初の日').fill(date);
    await page.getByLabel('理由').fill(reason);
    await press(page, '休館を登録する');
    await page.getByText('休館を登録しました。').waitFor();

    const user = await addUser(browser.world);
    const member = await browser.signedIn(user, paths.me(), { size });

    await member.goto(paths.day('2026-11-30'));
    await member.getByText(`お休み（${reason}）`).waitFor();
    await member.goto(paths.day(date));
    await member.getByText(`「${reason}」のためお休みです`).waitFor();
    expect(await member.locator('.grid').count()).toBe(0);
  });
});

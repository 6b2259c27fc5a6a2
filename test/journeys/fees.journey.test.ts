import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { User } from '../../src/accounts/user.entity.js';
import { paths } from '../../src/platform/paths.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import type { Venue } from '../../src/venues/venue.entity.js';
import { look, PHONE, SCREEN, startBrowser, type TestBrowser } from '../support/browser.js';
import { addUser } from '../support/factories.js';
import { addResource, addVenue } from '../support/venue-factories.js';

const MONTH = '2026-11';
let browser: TestBrowser;
let venue: Venue;
let desk: Resource;
let manager: User, supporter: User;

beforeAll(async () => {
  browser = await startBrowser();
  venue = await addVenue(browser.world);
  desk = await addResource(browser.world, venue, { name: '席1' });
  manager = await addUser(browser.world, { name: '管理 太郎', roles: ['manager'] });
  supporter = await addUser(browser.world, { name: '中村 京子', roles: ['supporter'] });
});
afterAll(() => browser.close());

const press = (page: Page, name: string): Promise<void> =>
  page.locator('main').getByRole('button', { name, exact: true }).click();

test.each([
  ['360', PHONE, '2026-11-24', '小平 花子', 'No. 2026-00001'],
  ['1280', SCREEN, '2026-11-25', '小川 恵子', 'No. 2026-00002'],
] as const)(
  'at %s: prices are set, a desk is booked at its price and paid in cash, and the member has her receipt',
  async (width, size, date, name, number) => {
    const hanako = await addUser(browser.world, { name });
    const boss = await browser.signedIn(manager, paths.venueFees(venue.id), { size });
    await boss.getByLabel('無料').uncheck();
    await boss.locator('[name=deskHour]').fill('200');
    await boss.locator('[name=deskDay]').fill('800');
    await boss.locator('[name=month]').fill('5000');
    await boss.getByLabel('発行者の名前').fill('つどいの会');
    await boss.getByLabel('登録番号').fill('T7000012050002');
    await look(boss, `fees-settings-${width}`);
    await press(boss, '保存する');
    await boss.getByText('保存しました。').first().waitFor();

    const page = await browser.signedIn(
      hanako,
      paths.newBooking({ date, start: '10:00', end: '13:00', resourceIds: [desk.id] }),
      { size },
    );
    await page.locator('#booking-summary', { hasText: '600円（税込。席 200円×3時間）' }).waitFor();
    await look(page, `fees-before-${width}`);
    await press(page, '予約する');
    await page.locator('.facts', { hasText: '600円（税込。席 200円×3時間）' }).waitFor();
    await look(page, `fees-after-${width}`);

    const staff = await browser.signedIn(supporter, paths.manageFees({ month: MONTH }), { size });
    await look(staff, `fees-list-${width}`);
    await staff.getByRole('link', { name }).click();
    await staff.locator('h1', { hasText: `${name}さんの料金` }).waitFor();
    await look(staff, `fees-member-${width}`);
    await staff.locator('[name=lines]').check();
    await staff.getByLabel('現金').check();
    await press(staff, '支払い済みにする');
    await staff.getByText('支払い済みにしました。').first().waitFor();

    await page.goto(paths.ownFees({ month: MONTH }));
    await page.locator('.status', { hasText: '支払い済み' }).first().waitFor();
    await look(page, `fees-own-${width}`);
    await page.getByRole('link', { name: /現金 600円/ }).click();
    await page.getByLabel('宛名').waitFor();
    await look(page, `fees-payment-${width}`);
    await press(page, '領収書を発行する');
    await page.getByText('領収書を発行しました。').first().waitFor();
    await look(page, `fees-receipt-${width}`);
    const address = await page.getByRole('link', { name: '領収書を開く（PDF）' }).getAttribute('href');
    const receipt = await page.request.get(address!);
    expect([receipt.status(), receipt.headers()['content-type']]).toEqual([200, 'application/pdf']);
    const text = textOf(await receipt.body(), `receipt-${width}`);
    if (text === undefined) return;
    for (const part of [number, '登録番号 T7000012050002', `${name} 様`, '600', '10%対象', '54', 'つどいの会'])
      expect(text).toContain(part);
  },
);

/** The words of a PDF, where the machine can read one. */
function textOf(pdf: Buffer, name: string): string | undefined {
  mkdirSync('test/.artifacts', { recursive: true });
  const file = `test/.artifacts/${name}.pdf`;
  writeFileSync(file, pdf);
  try {
    return execFileSync('pdftotext', ['-layout', file, '-']).toString().normalize('NFKC');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { User } from '../../src/accounts/user.entity.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { addBooking } from '../support/booking-factories.js';
import {
  axeProblems,
  complaintsOf,
  type Looks,
  PHONE,
  SCREEN,
  shoot,
  sidewaysScroll,
  smallTargets,
  startBrowser,
  type TestBrowser,
} from '../support/browser.js';
import { addUser, PASSWORD } from '../support/factories.js';
import { addResource, addVenue } from '../support/venue-factories.js';

let world: TestApp;
let browser: TestBrowser;
let desk: Resource;

beforeAll(async () => {
  world = await startApp();
  desk = await addResource(world, await addVenue(world), { name: 'カウンター 1' });
  browser = await startBrowser(world);
});
afterAll(() => browser.close());

async function signedIn(user: User, looks: Looks): Promise<Page> {
  const page = await browser.newPerson(looks);
  await page.goto('/sign-in?next=/me/bookings');
  await page.fill('[name=email]', user.email);
  await page.fill('[name=password]', PASSWORD);
  await page.press('[name=password]', 'Enter');
  await page.locator('h1', { hasText: '自分の予約' }).waitFor();
  return page;
}

async function look(page: Page, name: string, javaScript = true): Promise<void> {
  await shoot(page, name);
  expect(await sidewaysScroll(page)).toBe(0);
  expect(await smallTargets(page)).toEqual([]);
  if (javaScript) expect(await axeProblems(page)).toEqual([]);
  expect(complaintsOf(page)).toEqual([]);
}

test.each([
  ['360', PHONE, '2026-11-24', true],
  ['1280', SCREEN, '2026-11-25', true],
  ['360-bare', PHONE, '2026-11-26', false],
] as const)(
  'at %s: the desk is full, she waits, somebody cancels, she accepts',
  async (name, size, date, javaScript) => {
    const hanako = await addUser(world);
    const booking = await addBooking(world, hanako, [desk.id], { date });
    const page = await signedIn(await addUser(world, { name: '小川 恵子' }), { size, javaScript });

    await page.goto(`/bookings/new?date=${date}&start=10:00&end=12:00`);
    await page.locator('a', { hasText: '空いたら知らせてもらう' }).first().click();
    await page.locator('h1', { hasText: '空いたら知らせてもらう' }).waitFor();
    await look(page, `waitlist-new-${name}`, javaScript);
    await page.locator('button', { hasText: '空き待ちに入る' }).click();
    await page.locator('.list', { hasText: '1番目' }).waitFor();
    await look(page, `waitlist-waiting-${name}`, javaScript);

    const other = await signedIn(hanako, { size, javaScript });
    await other.goto(`/bookings/${booking.id}/cancellation`);
    await other.locator('main button', { hasText: 'キャンセルする' }).click();
    await other.locator('main', { hasText: 'キャンセル済み' }).waitFor();

    await page.goto('/me');
    await page.locator('section', { hasText: '空きが出ました' }).locator('text=残り12時間').waitFor();
    await look(page, `waitlist-offer-${name}`, javaScript);
    await page.goto('/me/waitlist');
    await look(page, `waitlist-held-${name}`, javaScript);
    await page.locator('main button', { hasText: '予約する' }).click();
    await page.locator('.facts', { hasText: 'カウンター 1' }).waitFor();
    expect(await page.locator('main .status').first().textContent()).toContain('予約済み');
  },
);

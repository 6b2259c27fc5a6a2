import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { paths } from '../../src/platform/paths.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { addBooking } from '../support/booking-factories.js';
import { look, SCREEN, startBrowser, type TestBrowser } from '../support/browser.js';
import { addUser } from '../support/factories.js';
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

test.each([
  ['360', SCREEN, '2026-11-24', true],
  ['360-bare', undefined, '2026-11-26', false],
] as const)(
  'at %s: the desk is full, she waits, somebody cancels, she accepts',
  async (name, also, date, javaScript) => {
    const hanako = await addUser(world);
    const booking = await addBooking(world, hanako, [desk.id], { date });
    const page = await browser.signedIn(await addUser(world, { name: '小川 恵子' }), paths.ownBookings(), {
      also,
      javaScript,
    });

    await page.goto(`/bookings/new?date=${date}&start=10:00&end=12:00`);
    await page.locator('a', { hasText: '空いたら知らせてもらう' }).first().click();
    await page.locator('h1', { hasText: '空いたら知らせてもらう' }).waitFor();
    await look(page, `waitlist-new-${name}`);
    await page.locator('button', { hasText: '空き待ちに入る' }).click();
    await page.locator('.list', { hasText: '1番目' }).waitFor();
    await look(page, `waitlist-waiting-${name}`);

    const other = await browser.signedIn(hanako, paths.ownBookings(), { also, javaScript });
    await other.goto(`/bookings/${booking.id}/cancellation`);
    await other.locator('main button', { hasText: 'キャンセルする' }).click();
    await other.locator('main', { hasText: 'キャンセル済み' }).waitFor();

    await page.goto('/me');
    await page.locator('section', { hasText: '空きが出ました' }).locator('text=残り12時間').waitFor();
    await look(page, `waitlist-offer-${name}`);
    await page.goto('/me/waitlist');
    await look(page, `waitlist-held-${name}`);
    await page.locator('main button', { hasText: '予約する' }).click();
    await page.locator('.facts', { hasText: 'カウンター 1' }).waitFor();
    expect(await page.locator('main .status').first().textContent()).toContain('予約済み');
  },
);

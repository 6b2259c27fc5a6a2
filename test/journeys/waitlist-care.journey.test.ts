import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { addBooking } from '../support/booking-factories.js';
import { look, PHONE, SCREEN, startBrowser, type TestBrowser } from '../support/browser.js';
import { addApprovedChild, addCareHouse, addToRoster, type CareHouse, heldInCare } from '../support/care-factories.js';
import { addUser } from '../support/factories.js';
import { addResource } from '../support/venue-factories.js';

let world: TestApp;
let browser: TestBrowser;
let house: CareHouse;

beforeAll(async () => {
  world = await startApp();
  house = await addCareHouse(world);
  browser = await startBrowser(world);
});
afterAll(() => browser.close());

test.each([
  ['360', PHONE, '2026-11-24', false],
  ['1280', SCREEN, '2026-11-25', true],
] as const)(
  'at %s: childcare is full, she waits for desk and childcare, somebody cancels, she takes both in one step',
  async (name, size, date, javaScript) => {
    const desk = await addResource(world, house.venue, { name: `席${name}` });
    await addResource(world, house.venue, { name: `席${name}の隣` });
    await addToRoster(world, await house.open({ date, places: 1 }), house.nurse);
    const first = await addBooking(world, house.father, [desk.id], { date, childIds: [house.eldest.id] });
    const keiko = await addUser(world, { name: '小川 恵子' });
    const child = await addApprovedChild(world, keiko, { name: '小川 ひなた' });
    const page = await browser.signedIn(keiko, '/me', { size, javaScript });

    await page.goto(`/bookings/new?date=${date}&start=10:00&end=12:00`);
    await page.locator('#booking-what label', { hasText: '隣' }).first().click();
    await page.locator('#booking-care label', { hasText: '小川 ひなた' }).click();
    if (javaScript) await page.locator('#booking-summary', { hasText: '保育' }).waitFor();
    await page.locator('main form .wish button').click();
    await page.locator('#problem-childIds').waitFor();
    await look(page, `care-full-${name}`);
    await page.locator('a', { hasText: '席と保育の空きをいっしょに待つ' }).click();
    await page.locator('main', { hasText: '保育 1人' }).waitFor();
    await look(page, `wait-for-both-${name}`);
    await page.locator('button', { hasText: '空き待ちに入る' }).click();
    await page.locator('.list', { hasText: '1番目' }).waitFor();

    const other = await browser.signedIn(house.father, '/me', { size, javaScript });
    await other.goto(`/bookings/${first.id}/cancellation`);
    await other.locator('main button', { hasText: 'キャンセルする' }).click();
    await other.locator('main', { hasText: 'キャンセル済み' }).waitFor();

    await page.goto('/me');
    await page.locator('section', { hasText: '空きが出ました' }).locator('text=残り12時間').waitFor();
    await look(page, `offer-of-both-${name}`);
    await page.goto('/me/waitlist');
    await page.locator('main button', { hasText: '予約する' }).click();
    await page.locator('.facts', { hasText: '保育 1人' }).waitFor();
    expect(await heldInCare(world)).toContainEqual(expect.stringContaining(`${child.id} in`));
  },
);

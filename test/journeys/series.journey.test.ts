import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { User } from '../../src/accounts/user.entity.js';
import { paths } from '../../src/platform/paths.js';
import { Resource } from '../../src/venues/resource.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { addBooking } from '../support/booking-factories.js';
import { look, SCREEN, startBrowser, type TestBrowser } from '../support/browser.js';
import { addUser } from '../support/factories.js';
import { addResource, addVenue } from '../support/venue-factories.js';

let world: TestApp;
let browser: TestBrowser;
let keiko: User;

beforeAll(async () => {
  world = await startApp();
  const limit = { kind: 'desk' as const, maxOpen: 8, maxMinutesDay: null, maxMinutesWeek: null };
  const venue = await addVenue(world, { windowDays: 45, bookingLimits: [limit] });
  keiko = await addUser(world, { name: '小川 恵子' });
  for (let n = 1; n <= 6; n += 1) {
    const desk = await addResource(world, venue, { name: `カウンター ${n}`, position: n });
    if (n < 4) await addBooking(world, keiko, [desk.id], { date: '2026-12-08', start: 660, end: 780 });
  }
  await addResource(world, venue, { kind: 'pc', name: 'ノートPC 1', position: 10 });
  browser = await startBrowser(world);
});
afterAll(() => browser.close());

describe.each([
  ['360', SCREEN, true, 1],
  ['360-plain', undefined, false, 3],
] as const)('a member at %s', (width, also, javaScript, place) => {
  const desk = `カウンター ${place}`;
  let page: Page;

  const heading = (text: string): Promise<void> =>
    page.getByRole('heading', { level: 1, name: text, exact: true }).waitFor();
  const row = (date: string) => page.locator('ol.list > li', { hasText: date });

  test('asks for every Monday and Tuesday, and is led back where the end is missing', async () => {
    page = await browser.signedIn(await addUser(world), paths.ownBookings(), { also, javaScript });
    await page.goto('/bookings/new?date=2026-11-24&start=10:00&end=12:00');
    await page.getByLabel(desk).check();
    await page.getByText('くり返し予約する').click();
    await page.getByLabel('月', { exact: true }).check();
    await page.getByLabel('火', { exact: true }).check();
    await look(page, `series-form-${width}`);
    await page.getByRole('button', { name: '予約する', exact: true }).click();
    await page.locator('#form-summary').waitFor();
    expect(await page.locator('#form-summary').textContent()).toContain('くり返しの終わり');
    await page.getByLabel('最後の日').fill('2027-01-12');
    await page.getByRole('button', { name: '予約する', exact: true }).click();
    await heading('くり返し予約を確かめる');
  });

  test('sees how each date stands, drops one, and moves two', async () => {
    expect(await row('11月24日').textContent()).toContain('空き');
    expect(await row('12月8日').textContent()).toContain('先約あり');
    expect(await row('1月5日').textContent()).toContain('上限を超えます');
    expect(await row('1月11日').textContent()).toContain('受付前');
    await look(page, `series-list-${width}`);
    await page.locator('[name=dates][value="2026-11-30"]').uncheck();
    await page.getByLabel('12月8日(火)をどうしますか').selectOption({ label: '13:00–15:00 ' + desk });
    await page.getByLabel('12月1日(火)のほかを見る').click();
    await page.getByLabel('12月1日(火)をどうしますか').waitFor();
    expect(await page.locator('[name=dates][value="2026-11-30"]').isChecked()).toBe(false);
    await page.getByLabel('12月1日(火)をどうしますか').selectOption({ index: 2 });
    await page.getByRole('button', { name: '空きと合計を確かめる' }).click();
    await page.getByText('8回分を予約します').waitFor();
    await look(page, `series-chosen-${width}`);
  });

  test('books them in one step, and loses nothing where somebody is faster', async () => {
    const { id } = await world.database.reader.findOneByOrFail(Resource, { name: desk });
    await addBooking(world, keiko, [id], { date: '2026-12-15' });
    await page.getByRole('button', { name: '予約する', exact: true }).click();
    await page.locator('#form-summary').waitFor();
    expect(await page.locator('#form-summary').textContent()).toContain('12月15日');
    expect(await page.locator('[name=dates][value="2026-11-30"]').isChecked()).toBe(false);
    expect(await row('12月15日').textContent()).toContain('先約あり');
    await look(page, `series-refused-${width}`);
    await page.getByRole('button', { name: '予約する', exact: true }).click();
    await heading('くり返し予約');
    await page.getByText('7回分を予約しました。').waitFor();
    await look(page, `series-series-${width}`);
  });

  test('adds a date back, and changes this and all that follow', async () => {
    await page.getByRole('button', { name: '11月30日(月)を追加する' }).click();
    await page.getByText('11月30日(月)を予約しました。').waitFor();
    await row('12月14日').getByRole('link').click();
    await page.getByRole('link', { name: 'くり返し予約の全体を見る' }).click();
    await heading('くり返し予約');
    expect(await page.getByLabel('この日から後ろすべて').isChecked()).toBe(true);
    await page.getByRole('button', { name: '変更に進む' }).click();
    await heading('くり返し予約を変更する');
    await page.getByLabel('開始').selectOption('15:00');
    await page.getByLabel('終了').selectOption('16:00');
    await page.getByRole('button', { name: 'この内容で空きを確かめる' }).click();
    await page.getByText('15:00–16:00').first().waitFor();
    await look(page, `series-change-${width}`);
    await page.getByRole('button', { name: '変更する', exact: true }).click();
    await page.getByText(/回分の予約を変更しました/).waitFor();
    expect(await row('12月14日').textContent()).toContain('15:00–16:00');
    expect(await row('11月24日').textContent()).toContain('10:00–12:00');
  });

  test('cancels all, after seeing what it undoes', async () => {
    await page.getByLabel('すべて', { exact: true }).check();
    await page.getByRole('button', { name: 'キャンセルに進む' }).click();
    await heading('くり返し予約をキャンセルする');
    await look(page, `series-cancellation-${width}`);
    await page.getByRole('button', { name: /回分をキャンセルする/ }).click();
    await page.getByText(/回分の予約をキャンセルしました/).waitFor();
    expect(await page.locator('ol.list').textContent()).not.toContain('予約済み');
  });
});

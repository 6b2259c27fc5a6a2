import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { User } from '../../src/accounts/user.entity.js';
import { paths } from '../../src/platform/paths.js';
import { startApp, type TestApp } from '../support/app.js';
import { addBooking } from '../support/booking-factories.js';
import { complaintsOf, look, PHONE, SCREEN, startBrowser, type TestBrowser } from '../support/browser.js';
import { addUser } from '../support/factories.js';
import { addResource, addVenue } from '../support/venue-factories.js';

let world: TestApp;
let browser: TestBrowser;
let keiko: User;
let deskIds: number[];

beforeAll(async () => {
  world = await startApp();
  const venue = await addVenue(world, { graceMinutes: 15 });
  const desks = [];
  for (let n = 1; n <= 8; n += 1) {
    const attributes = n % 2 ? (['power', 'monitor'] as const) : (['power'] as const);
    desks.push(await addResource(world, venue, { name: `テーブル A-${n}`, attributes: [...attributes], position: n }));
  }
  for (let n = 1; n <= 4; n += 1) {
    await addResource(world, venue, { kind: 'pc', name: `ノートPC ${n}`, position: 10 + n });
  }
  deskIds = desks.map(({ id }) => id);
  keiko = await addUser(world, { name: '小川 恵子' });
  browser = await startBrowser(world);
});
afterAll(() => browser.close());

describe.each([
  ['360', PHONE, '2026-11-24'],
  ['1280', SCREEN, '2026-11-25'],
])('at %s px', (width, size, date) => {
  test('a member books a desk and a PC, meets what is taken, changes and cancels', async () => {
    await addBooking(world, keiko, [deskIds[0]!], { date });
    const page = await browser.signedIn(await addUser(world), paths.ownBookings(), { size });
    await page.goto(`/bookings/new?date=${date}&start=13:00&end=15:00`);
    await look(page, `booking-new-${width}`);

    // What is free follows the time, and the summary follows both.
    await page.selectOption('[name=start]', '10:00');
    await page.getByText('この時間は空いていないもの').waitFor();
    await page.selectOption('[name=end]', '12:00');
    await page.getByLabel('テーブル A-2').check();
    await page.getByLabel('ノートPC 1').check();
    await page.locator('#booking-summary', { hasText: 'テーブル A-2、ノートPC 1' }).waitFor();
    expect(await page.locator('#booking-summary').textContent()).toContain('10:00–12:00');

    // Somebody is faster.
    const faster = await addBooking(world, keiko, [deskIds[1]!], { date });
    await page.click('.wish [type=submit]');
    await page.locator('#form-summary').waitFor();
    await look(page, `booking-taken-${width}`);
    expect(faster.status).toBe('booked');
    await page.locator('.choices a').first().click();
    await page.locator('#booking-summary', { hasText: 'テーブル A-3、ノートPC 1' }).waitFor();
    await page.click('.wish [type=submit]');
    await page.getByText('予約しました。').waitFor();
    await look(page, `booking-show-${width}`);

    await page.locator('main a', { hasText: '変更する' }).click();
    await page.locator('h1', { hasText: '予約を変更する' }).waitFor();
    await page.selectOption('[name=end]', '13:00');
    await page.locator('#booking-summary', { hasText: '10:00–13:00' }).waitFor();
    await look(page, `booking-edit-${width}`);
    await page.click('.wish [type=submit]');
    await page.getByText('予約を変更しました。').waitFor();

    await page.goto('/me/bookings');
    await look(page, `booking-own-${width}`);
    await page.locator('main a', { hasText: 'キャンセルする' }).click();
    await page.locator('h1', { hasText: '予約をキャンセルする' }).waitFor();
    await look(page, `booking-cancellation-${width}`);
    await page.locator('main button', { hasText: 'キャンセルする' }).click();
    await page.getByText('予約をキャンセルしました。').waitFor();
    await look(page, `booking-cancelled-${width}`);
  });

  test('somebody of the staff books for a member who calls', async () => {
    await addUser(world, { name: '小平 花子', kana: 'コダイラ ハナコ' });
    const page = await browser.signedIn(await addUser(world, { roles: ['manager'] }), paths.ownBookings(), { size });
    await page.goto(`/manage/bookings/new?date=${date}&start=15:00&end=16:00`);
    await page.fill('[name=q]', 'コダイラ');
    await page.press('[name=q]', 'Enter');
    await page.locator('.list a').first().waitFor();
    await look(page, `booking-member-${width}`);
    await page.locator('.list a').first().click();
    await page.getByLabel('テーブル A-4').check();
    await page.locator('#booking-summary', { hasText: 'テーブル A-4' }).waitFor();
    await look(page, `booking-for-${width}`);
    await page.click('.wish [type=submit]');
    await page.getByText('予約しました。').waitFor();
    await page.goto(`/manage/bookings?date=${date}`);
    await look(page, `booking-manage-${width}`);
    expect(await page.locator('.list').textContent()).toContain('小平 花子');
  });
});

test('without JavaScript the journey ends all the same', async () => {
  const date = '2026-11-26';
  await addBooking(world, keiko, [deskIds[0]!], { date });
  const page = await browser.signedIn(await addUser(world), paths.ownBookings(), { javaScript: false });
  await page.goto(`/bookings/new?date=${date}&start=13:00&end=15:00`);
  await page.fill('[name=purpose]', '履歴書');
  await page.selectOption('[name=start]', '10:00');
  await page.selectOption('[name=end]', '12:00');
  await page.click('.refresh');
  expect(await page.getByLabel('テーブル A-1').count()).toBe(0);
  expect(await page.inputValue('[name=purpose]')).toBe('履歴書');
  await page.getByLabel('テーブル A-2').check();
  await look(page, 'booking-plain-360');
  await page.click('.wish [type=submit]');
  expect(await page.textContent('main')).toContain('予約しました。');
  await page.locator('main a', { hasText: '変更する' }).click();
  await page.getByLabel('ノートPC 2').check();
  await page.click('.wish [type=submit]');
  expect(await page.textContent('main')).toContain('予約を変更しました。');
  await page.locator('main a', { hasText: 'キャンセルする' }).click();
  await page.locator('main button', { hasText: 'キャンセルする' }).click();
  expect(await page.textContent('main')).toContain('予約をキャンセルしました。');
});

test('with the keyboard alone', async () => {
  const page = await browser.signedIn(await addUser(world), paths.ownBookings(), { size: SCREEN });
  await page.goto('/bookings/new?date=2026-11-27&start=10:00&end=12:00');
  /** Goes on with the Tab key until the focus stands where it should. */
  const tabTo = async (where: string): Promise<void> => {
    for (let steps = 0; steps < 80; steps += 1) {
      await page.keyboard.press('Tab');
      if (await page.evaluate(`document.activeElement?.matches(${JSON.stringify(where)})`)) return;
    }
    throw new Error(`the keyboard does not reach ${where}`);
  };
  await tabTo('[name=end]');
  await page.keyboard.press('ArrowDown');
  await page.locator('#booking-summary', { hasText: '10:00–12:30' }).waitFor();
  expect(await page.evaluate('document.activeElement.name')).toBe('end');
  await tabTo('[name=resourceIds]');
  await page.keyboard.press('Space');
  await page.locator('#booking-summary', { hasText: 'テーブル A-1' }).waitFor();
  await tabTo('.wish [type=submit]');
  await page.keyboard.press('Enter');
  await page.getByText('予約しました。').waitFor();
  await tabTo('a[href$="/cancellation"]');
  await page.keyboard.press('Enter');
  await page.locator('h1', { hasText: '予約をキャンセルする' }).waitFor();
  await tabTo('main [type=submit]');
  await page.keyboard.press('Enter');
  await page.getByText('予約をキャンセルしました。').waitFor();
  expect(complaintsOf(page)).toEqual([]);
});

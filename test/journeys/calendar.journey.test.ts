import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { paths } from '../../src/platform/paths.js';
import type { Resource } from '../../src/venues/resource.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { addBooking } from '../support/booking-factories.js';
import { look, PHONE, SCREEN, startBrowser, type TestBrowser } from '../support/browser.js';
import { readCalendar } from '../support/calendars.js';
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

/** What a program gets at the address that the page shows. */
async function subscribe(page: Page): Promise<number> {
  const address = await page.inputValue('#feed-address');
  const answer = await world.visitor().get(address.replace(world.settings.publicUrl, ''));
  return answer.status === 200 ? readCalendar(answer.body).events.length : -1;
}

describe.each([
  ['360', PHONE, '2026-11-24'],
  ['1280', SCREEN, '2026-11-25'],
])('at %s px', (width, size, date) => {
  test('a member shows her bookings in her calendar, renews the address, and stops', async () => {
    const member = await addUser(world);
    await addBooking(world, member, [desk.id], { date });
    const page = await browser.signedIn(member, paths.profile(), { size });
    await page.getByRole('link', { name: '予約をカレンダーに表示する' }).click();
    await page.getByRole('button', { name: 'カレンダー用のアドレスを作る' }).waitFor();
    await look(page, `calendar-none-${width}`);

    await page.getByRole('button', { name: 'カレンダー用のアドレスを作る' }).click();
    await page.locator('#feed-address').waitFor();
    await look(page, `calendar-made-${width}`);
    expect(await subscribe(page)).toBe(1);
    const first = await page.inputValue('#feed-address');
    await page.getByRole('button', { name: 'アドレスをコピーする' }).click();
    await page.getByText('コピーしました。').waitFor();
    const href = await page.getByRole('link', { name: 'iPhone・Macのカレンダーに追加する' }).getAttribute('href');
    expect(href).toBe(first.replace('http:', 'webcal:'));

    await page.goto(paths.ownCalendar()); // without what was told before
    await page.getByRole('button', { name: '新しいアドレスを作る' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '新しいアドレスを作る' }).click();
    await page.getByText('カレンダー用のアドレスを作りました。').waitFor();
    expect(await page.inputValue('#feed-address')).not.toBe(first);
    expect(await subscribe(page)).toBe(1);

    await page.getByRole('button', { name: 'カレンダーへの表示を止める' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'カレンダーへの表示を止める' }).click();
    await page.getByText('カレンダーへの表示を止めました。').waitFor();
    expect(await page.locator('#feed-address').count()).toBe(0);
  });

  test('a member switches the reminders off', async () => {
    const page = await browser.signedIn(await addUser(world), paths.profile(), { size });
    const box = page.getByLabel('前日の夕方にお知らせを受け取る');
    expect(await box.isChecked()).toBe(true);
    await box.uncheck();
    await page.getByRole('button', { name: '保存する' }).click();
    await page.getByText('登録内容を保存しました。').waitFor();
    expect(await box.isChecked()).toBe(false);
    await look(page, `calendar-profile-${width}`);
  });

  test('a manager makes the feed of a desk, and revokes it', async () => {
    const manager = await addUser(world, { roles: ['manager'] });
    const page = await browser.signedIn(manager, paths.resourceEdit(desk.venueId, desk.id), { size });
    await page.getByRole('link', { name: '使用状況をカレンダーに表示する' }).click();
    await page.getByRole('button', { name: 'カレンダー用のアドレスを作る' }).click();
    await page.locator('#feed-address').waitFor();
    await look(page, `calendar-resource-${width}`);
    expect(await subscribe(page)).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'アドレスを使えなくする' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'アドレスを使えなくする' }).click();
    await page.getByText('カレンダー用のアドレスを使えなくしました。').waitFor();
  });
});

test('without JavaScript the address is there to be selected, in English too', async () => {
  const member = await addUser(world, { language: 'en' });
  const page = await browser.signedIn(member, paths.ownCalendar(), { size: PHONE, javaScript: false, language: 'en' });
  await page.getByRole('button', { name: 'Make an address for my calendar' }).click();
  expect(await page.inputValue('#feed-address')).toContain('/me/calendar/');
  expect(await page.getByRole('button', { name: 'Copy the address' }).count()).toBe(0);
  await look(page, 'calendar-plain-360');
});

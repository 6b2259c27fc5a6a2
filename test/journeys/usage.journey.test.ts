import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { paths } from '../../src/platform/paths.js';
import { addBooking } from '../support/booking-factories.js';
import {
  axeProblems,
  complaintsOf,
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

let browser: TestBrowser;
beforeAll(async () => {
  browser = await startBrowser();
  const { world } = browser;
  const venue = await addVenue(world, { windowDays: 60 });
  for (let n = 1; n <= 5; n += 1) {
    const desk = await addResource(world, venue, { name: `席${n}` });
    for (const [day, start, end] of [
      [24, 540 + 60 * n, 900],
      [25, 600, 660 + 30 * n],
      [28, 780, 1020],
    ] as const)
      await addBooking(world, await addUser(world), [desk.id], { date: `2026-11-${day}`, start, end });
  }
});
afterAll(() => browser.close());

test.each([
  ['a phone', PHONE, false],
  ['a screen', SCREEN, true],
] as const)('on %s an officer reads how the place is used', async (_, size, dark) => {
  const page = await browser.newPerson({ size, dark });
  const { email } = await addUser(browser.world, { roles: ['officer'] });
  await page.goto(paths.signIn());
  await page.fill('[name=email]', email);
  await page.fill('[name=password]', PASSWORD);
  await page.click('main button[type=submit]');
  await page.click(`nav a[href="${paths.usage()}"]`);
  await page.getByText('2026年11月').waitFor();
  await shoot(page, `usage-${size.width}`);
  expect(await axeProblems(page)).toEqual([]);
  expect(await sidewaysScroll(page)).toBe(0);
  expect(await smallTargets(page)).toEqual([]);
  await page.click('[rel=prev]');
  await page.getByText('この月の予約はありません').waitFor();
  expect(complaintsOf(page)).toEqual([]);
});

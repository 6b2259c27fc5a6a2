import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { paths } from '../../src/platform/paths.js';
import { addBooking } from '../support/booking-factories.js';
import { complaintsOf, look, PHONE, SCREEN, startBrowser, type TestBrowser } from '../support/browser.js';
import { addUser } from '../support/factories.js';
import { addOfficerOf } from '../support/programme-factories.js';
import { addResource, addVenue } from '../support/venue-factories.js';

let browser: TestBrowser;
let venueId: number;
beforeAll(async () => {
  browser = await startBrowser();
  const { world } = browser;
  const venue = await addVenue(world, { windowDays: 60 });
  venueId = venue.id;
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
  const officer = await addOfficerOf(browser.world, { venueIds: [venueId] });
  const page = await browser.signedIn(officer, paths.me(), { size, dark });
  await page.click(`nav a[href="${paths.usage()}"]`);
  await page.getByText('2026年11月').waitFor();
  await look(page, `usage-${size.width}`);
  await page.click('[rel=prev]');
  await page.getByText('この月の予約はありません').waitFor();
  expect(complaintsOf(page)).toEqual([]);
});

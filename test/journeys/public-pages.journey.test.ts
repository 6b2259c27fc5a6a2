import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  axeProblems,
  complaintsOf,
  shoot,
  sidewaysScroll,
  startBrowser,
  type TestBrowser,
} from '../support/browser.js';

let browser: TestBrowser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

test('the front page opens in a browser', async () => {
  const page = await browser.newPerson();
  await page.goto('/');
  expect(complaintsOf(page)).toEqual([]);
  await shoot(page, 'landing-360');
  expect(await axeProblems(page)).toEqual([]);
  expect(await sidewaysScroll(page)).toBe(0);
  expect(complaintsOf(page)).toEqual([]);
});

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Response } from 'playwright-core';
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

let browser: TestBrowser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

const PAGES = ['/', '/trainings', '/privacy', '/accessibility', '/no-such-page', '/sign-in', '/sign-up'];

test.each([
  ['a phone', PHONE, 'ja', false],
  ['a screen', SCREEN, 'en', true],
] as const)('on %s of %j, in %s, dark %s: each page holds to the standard', async (_, size, language, dark) => {
  const page = await browser.newPerson({ size, language, dark });
  for (const path of PAGES) {
    await page.goto(path);
    await shoot(page, `public${path.replaceAll('/', '-')}-${size.width}-${language}`);
    expect([path, await axeProblems(page)]).toEqual([path, []]);
    expect([path, await sidewaysScroll(page)]).toEqual([path, 0]);
    expect([path, await page.locator('h1').count()]).toEqual([path, 1]);
    expect([path, await page.locator('html').getAttribute('lang')]).toEqual([path, language]);
  }
  expect(complaintsOf(page)).toEqual([]);
});

test('no page needs sideways scroll at 320 pixels, nor with text of twice the size', async () => {
  const page = await browser.newPerson();
  for (const path of PAGES) {
    await page.setViewportSize({ width: 320, height: 640 });
    await page.goto(path);
    expect([path, await sidewaysScroll(page)]).toEqual([path, 0]);
    await page.setViewportSize({ width: 640, height: 640 });
    await page.evaluate("document.documentElement.style.fontSize = '200%'");
    expect([path, await sidewaysScroll(page)]).toEqual([path, 0]);
  }
});

test('targets are large enough for a finger', async () => {
  const page = await browser.newPerson();
  for (const path of PAGES) {
    await page.goto(path);
    expect([path, await smallTargets(page)]).toEqual([path, []]);
  }
});

test('pages stay within their budgets: 60 KB of HTML, 30 KB of CSS, 120 KB of script, one request each', async () => {
  for (const path of PAGES) {
    const page = await browser.newPerson();
    const answers: Response[] = [];
    page.on('response', (answer) => answers.push(answer));
    await page.goto(path);
    const of = (kind: string): Response[] =>
      answers.filter((answer) => answer.request().resourceType() === kind && !answer.url().includes('/fonts.'));
    for (const [kind, most] of Object.entries({ document: 60_000, stylesheet: 30_000, script: 120_000 })) {
      const [only, ...more] = of(kind);
      expect([path, kind, more]).toEqual([path, kind, []]);
      expect((await only!.body()).length).toBeLessThanOrEqual(most);
    }
    await page.context().close();
  }
});

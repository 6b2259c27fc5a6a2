import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { complaintsOf, startBrowser, type TestBrowser } from '../support/browser.js';

let browser: TestBrowser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

const focused = (page: Page): Promise<string> =>
  page.evaluate(
    "document.activeElement.id || document.activeElement.tagName + ' ' + document.activeElement.textContent",
  );

test('the first Tab key leads to the content', async () => {
  const page = await browser.newPerson();
  await page.goto('/');
  await page.keyboard.press('Tab');
  expect(await focused(page)).toBe('A 本文へ移動');
  expect(await page.locator('.skip').boundingBox()).toMatchObject({ height: expect.any(Number) });
  await page.keyboard.press('Enter');
  await page.locator('#main:focus').waitFor();
  await page.keyboard.press('Tab');
  expect(await focused(page)).toBe('A 利用登録をする');
});

test.each([true, false])('the language is chosen in the footer, JavaScript %s', async (javaScript) => {
  const page = await browser.newPerson({ javaScript });
  await page.goto('/privacy');
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { level: 1, name: 'Privacy notice' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/privacy');
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  expect(complaintsOf(page)).toEqual([]);
});

test('after a visit the focus stands on the heading, and going back leaves it alone', async () => {
  const page = await browser.newPerson();
  await page.goto('/');
  await page.getByRole('link', { name: '個人情報の取り扱い' }).click();
  await page.getByRole('heading', { level: 1, name: '個人情報の取り扱い' }).waitFor();
  await page.locator('h1:focus').waitFor();
  await page.goBack();
  await page.getByRole('heading', { level: 1, name: '子育てしながら' }).waitFor();
  expect(await focused(page)).not.toContain('H1');
});

test.each([true, false])('after a refusal the focus stands on the summary, JavaScript %s', async (javaScript) => {
  const page = await browser.newPerson({ javaScript });
  await page.goto('/sign-in');
  await page.evaluate("document.querySelector('main form').noValidate = true");
  await page.getByLabel('メールアドレス').fill('somebody@example.jp');
  await page.getByRole('button', { name: 'ログインする', exact: true }).click();
  await page.locator('#form-summary').waitFor();
  await page.locator('#form-summary:focus').waitFor();
  expect(await page.locator('#form-summary li').allTextContents()).toEqual(['パスワード 入力してください。']);
  expect(await page.getByLabel('メールアドレス').inputValue()).toBe('somebody@example.jp');
  await page.locator('#form-summary a').click();
  await page.locator('#field-password:focus').waitFor();
});

test('a button that undoes something asks first, and takes no for an answer', async () => {
  const page = await browser.newPerson();
  await page.goto('/');
  await page.evaluate("document.querySelector('button[value=en]').dataset.confirm = '表示する言語を変えますか。'");
  const english = page.locator('footer button[value=en]');
  await english.click();
  const dialog = page.getByRole('dialog', { name: '表示する言語を変えますか。' });
  await dialog.getByRole('button', { name: '戻る' }).click();
  expect(await dialog.count()).toBe(0);
  expect(await page.locator('html').getAttribute('lang')).toBe('ja');
  expect(await english.evaluate((button) => button.ownerDocument.activeElement === button)).toBe(true);

  await english.click();
  await dialog.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { level: 1, name: 'Raise children' }).waitFor();
  expect(complaintsOf(page)).toEqual([]);
});

test('the status line says what was done', async () => {
  const page = await browser.newPerson();
  await page.goto('/');
  await page.evaluate("document.dispatchEvent(new CustomEvent('tsudoi:say', { detail: '保存しました。' }))");
  await page.getByRole('status').filter({ hasText: '保存しました。' }).waitFor();
});

test('a button is not pressed twice while its form is under way, and keeps the focus', async () => {
  const page = await browser.newPerson();
  await page.goto('/');
  let sent = 0;
  await page.route('**/language', async (route) => {
    sent += 1;
    await new Promise((resolve) => setTimeout(resolve, 700));
    await route.continue();
  });
  const english = page.locator('footer button[value=en]');
  await english.focus();
  await page.keyboard.press('Enter');
  await page.locator('button[value=en][aria-disabled=true]').waitFor();
  await page.keyboard.press('Enter');
  expect(await english.evaluate((button) => button.ownerDocument.activeElement === button)).toBe(true);
  await page.locator('.turbo-progress-bar').waitFor({ state: 'attached' });
  await page.getByRole('heading', { level: 1, name: 'Raise children' }).waitFor();
  expect(sent).toBe(1);
  expect(complaintsOf(page)).toEqual([]);
});

test('on paper there is the text without menu, buttons and colours', async () => {
  const page = await browser.newPerson({ dark: true });
  await page.goto('/');
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('header, footer, .button, .skip').filter({ visible: true }).count()).toBe(0);
  expect(await page.evaluate("getComputedStyle(document.querySelector('h1')).color")).toBe('rgb(0, 0, 0)');
});

test('a button without its script still sends its form, and a choice is sent as soon as it is made with it', async () => {
  const page = await browser.newPerson();
  await page.goto('/');
  await page.evaluate(`document.querySelector('main').insertAdjacentHTML('beforeend',
    '<auto-submit><form action="/privacy"><label>月<select id="month" name="month"><option>10</option><option>11</option></select></label>' +
    '<button type="submit">表示する</button></form></auto-submit>')`);
  expect(await page.getByRole('button', { name: '表示する' }).count()).toBe(0);
  await page.getByLabel('月').selectOption('11');
  await page.getByRole('heading', { level: 1, name: '個人情報の取り扱い' }).waitFor();
  expect(new URL(page.url()).search).toBe('?month=11');
});

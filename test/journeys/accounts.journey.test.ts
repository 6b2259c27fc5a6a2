import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { paths } from '../../src/platform/paths.js';
import { look, SCREEN, signIn, startBrowser, type TestBrowser } from '../support/browser.js';
import { addUser } from '../support/factories.js';
import { lastMailTo } from '../support/mails.js';

let browser: TestBrowser;
beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());

const press = (page: Page, name: string) => page.locator('main').getByRole('button', { name, exact: true }).click();
const heading = (page: Page) => page.locator('h1').textContent();

async function fillSignUp(page: Page, email: string): Promise<void> {
  await page.getByLabel('氏名').fill('小平 花子');
  await page.getByLabel('フリガナ').fill('こだいら はなこ');
  await page.getByLabel('電話番号').fill('090-1234-5678');
  await page.getByLabel('市内に住んでいます').check();
  await page.getByLabel('メールアドレス').fill(email);
  await page.getByLabel('パスワード', { exact: false }).first().fill('hanako no himitsu');
  await page.getByLabel('個人情報の取り扱いに同意します').check();
}

describe('on 360 pixels, looked at on 1280 too', () => {
  const also = SCREEN;

  test('somebody signs up, confirms her address, signs in, mends her details and signs out', async () => {
    const email = 'hanako@example.jp';
    const page = await browser.newPerson({ also });
    await page.goto(paths.signUp());
    await look(page, 'accounts-sign-up-360');

    await fillSignUp(page, email);
    await page.getByLabel('郵便番号').fill('187-0032');
    await page.getByText('住所を入れました。').waitFor();
    expect(await page.getByLabel('住所').inputValue()).toBe('東京都小平市小川町');
    await page.getByLabel('住所').fill('東京都小平市小川町1-2-3');
    await page.getByRole('button', { name: 'パスワードを表示する' }).click();
    expect(await page.locator('[name=password]').getAttribute('type')).toBe('text');
    await page.getByLabel('電話番号').fill('12345');
    await press(page, '登録する');
    await page.locator('#form-summary').waitFor();
    expect(await page.evaluate('document.activeElement.id')).toBe('form-summary');
    await look(page, 'accounts-sign-up-refused-360');

    await page.getByLabel('電話番号').fill('090-1234-5678');
    await page.locator('[name=password]').fill('hanako no himitsu');
    await press(page, '登録する');
    await page.waitForURL(`**${paths.signUpSent()}`);
    await look(page, 'accounts-sign-up-sent-360');

    await page.goto((await lastMailTo(browser.world, email)).link);
    await look(page, 'accounts-email-confirmation-360');
    await press(page, '確認する');
    await page.waitForURL(`**${paths.signIn()}`);
    await look(page, 'accounts-sign-in-360');

    await page.goto(paths.signIn(paths.profile()));
    await signIn(page, email, 'hanako no himitsu');
    expect(await heading(page)).toBe('登録内容');
    await page.getByLabel('住所').fill('東京都小平市小川町9-9');
    await look(page, 'accounts-profile-360');
    await press(page, '保存する');
    await page.getByText('登録内容を保存しました。').waitFor();
    expect(await page.getByLabel('住所').inputValue()).toBe('東京都小平市小川町9-9');

    await page.getByRole('button', { name: 'ログアウト', exact: true }).click();
    await page.getByText('ログアウトしました。').waitFor();
    await page.goto(paths.profile());
    expect(page.url()).toContain('/sign-in');
  });

  test('somebody who forgot her password chooses a new one', async () => {
    const { email } = await addUser(browser.world);
    const page = await browser.newPerson({ also });
    await page.goto(paths.signIn());
    await page.getByRole('link', { name: 'パスワードを忘れたとき' }).click();
    await page.waitForURL(`**${paths.passwordReset()}`);
    await look(page, 'accounts-password-reset-360');
    await page.getByLabel('メールアドレス').fill(email);
    await press(page, 'メールを送る');
    await page.waitForURL(`**${paths.passwordResetSent()}`);
    await look(page, 'accounts-password-reset-sent-360');

    const { link } = await lastMailTo(browser.world, email);
    await page.goto(link);
    await look(page, 'accounts-password-choice-360');
    await page.locator('[name=password]').fill('a brand new one');
    await press(page, 'パスワードを変更する');
    await page.getByText('パスワードを変更しました。').waitFor();
    await page.goto(link);
    await look(page, 'accounts-password-choice-gone-360');
    await page.goto(paths.passwordChange());
    await look(page, 'accounts-password-change-360');
    await page.goto(paths.emailChange());
    await look(page, 'accounts-email-change-360');
  });

  test('an administrator finds a person, gives her a role, and invites another', async () => {
    const { world } = browser;
    const admin = await addUser(world, { roles: ['admin'], name: '管理 太郎', kana: 'カンリ タロウ' });
    const kana = 'スズキ イチコ';
    await addUser(world, { name: '鈴木 市子', kana, emailConfirmedAt: null });
    const page = await browser.signedIn(admin, paths.profile(), { also });
    await page.goto(paths.members());
    await look(page, 'accounts-members-360');
    await page.getByLabel('氏名・フリガナ・メールで探す').fill(kana);
    await press(page, '探す');
    await page.waitForURL('**/manage/members?q=*');
    expect(await page.locator('tbody tr').count()).toBe(1);
    await page.getByRole('link', { name: '鈴木 市子' }).click();
    await page.getByLabel('追加する役割').selectOption('trainer');
    await press(page, '役割を追加する');
    await page.getByText('役割を追加しました。').waitFor();
    await look(page, 'accounts-member-360');
    await press(page, '利用を停止する');
    await page.getByRole('dialog').getByRole('button', { name: '利用を停止する' }).click();
    await page.getByText('利用を停止しました。').waitFor();
    await look(page, 'accounts-member-deactivated-360');

    await page.goto(paths.invitations());
    const invited = 'invited@example.jp';
    await page.getByLabel('メールアドレス').fill(invited);
    await page.getByLabel('講師').check();
    await press(page, '招待のメールを送る');
    await page.getByText('招待のメールを送りました。').waitFor();
    await look(page, 'accounts-invitations-360');

    const guest = await browser.newPerson({ also });
    await guest.goto((await lastMailTo(world, invited)).link);
    await look(guest, 'accounts-invitation-360');
  });
});

test('without JavaScript the address is filled in by its button, and Enter signs up', async () => {
  const page = await browser.newPerson({ javaScript: false });
  await page.goto(paths.signUp());
  await page.getByLabel('郵便番号').fill('1870032');
  await page.getByRole('button', { name: '郵便番号から住所を入れる' }).click();
  await page.waitForURL('**/sign-up/address');
  expect(await page.getByLabel('住所').inputValue()).toBe('東京都小平市小川町');
  await fillSignUp(page, 'nojs@example.jp');
  await page.getByLabel('メールアドレス').press('Enter');
  await page.waitForURL(`**${paths.signUpSent()}`);
});

test('somebody whose address is not confirmed is told so, in English too', async () => {
  const { email } = await addUser(browser.world, { emailConfirmedAt: null, language: 'en' });
  const page = await browser.signedIn({ email }, paths.profile(), { dark: true });
  await look(page, 'accounts-unconfirmed-dark');
  await press(page, 'Send the mail again');
  await page.getByText('We have sent the mail.').waitFor();
  expect((await lastMailTo(browser.world, email)).name).toBe('accounts.confirm_address');
});

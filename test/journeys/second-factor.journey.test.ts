import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { codeAt } from '../../src/accounts/second-factor/code.policy.js';
import { paths } from '../../src/platform/paths.js';
import { look, PHONE, SCREEN, startBrowser, type TestBrowser } from '../support/browser.js';
import { addUser, PASSWORD } from '../support/factories.js';
import { PasskeyDevice } from '../support/passkey-device.js';

let browser: TestBrowser;
let address: string;

/** Passkeys know houses by name, so this one is called `localhost`, not 127.0.0.1. */
beforeAll(async () => {
  browser = await startBrowser();
  address = browser.address.replace('127.0.0.1', 'localhost');
  browser.world.settings.publicUrl = address;
});
afterAll(() => browser.close());

const press = (page: Page, name: string) => page.locator('main').getByRole('button', { name, exact: true }).click();

/** Gives the browser a device that holds passkeys, and says yes whenever it is asked for the finger. */
async function withDevice(page: Page): Promise<void> {
  const device = new PasskeyDevice(address);
  await page.context().exposeFunction('askDevice', (kind: 'create' | 'get', asked: never) => device[kind](asked));
  await page.context().addInitScript(`
    const text = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes.buffer ?? bytes))).replace(/\\+/g, '-').replace(/\\//g, '_').replace(/=/g, '');
    const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0)).buffer;
    const plain = (value) => {
      if (ArrayBuffer.isView(value)) return text(value);
      if (Array.isArray(value)) return value.map(plain);
      return value && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k, plain(v)])) : value;
    };
    const ask = async (kind, { publicKey }) => {
      const { id, rawId, type, response } = await askDevice(kind, plain(publicKey));
      const { transports, ...parts } = response;
      const raw = Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, bytes(part)]));
      return { id, rawId: bytes(rawId), type, response: { ...raw, getTransports: () => transports } };
    };
    for (const kind of ['create', 'get']) navigator.credentials[kind] = (options) => ask(kind, options);
  `);
}

async function typePassword(page: Page, email: string): Promise<void> {
  await page.goto(address + paths.signIn());
  await page.locator('[name=email]').fill(email);
  await page.locator('[name=password]').fill(PASSWORD);
  await page.locator('[name=password]').press('Enter');
}

test('somebody adds a passkey, signs out, and signs in with it alone, and after the password', async () => {
  const { email } = await addUser(browser.world);
  const page = await browser.newPerson({ size: PHONE, also: SCREEN });
  await withDevice(page);
  await typePassword(page, email);
  await page.waitForURL(`**${paths.me()}`);
  await page.goto(address + paths.security());
  await look(page, 'security-before-360');

  await page.getByRole('link', { name: 'パスキーを登録する' }).click();
  await page.waitForURL(`**${paths.passkeyNew()}`);
  await look(page, 'security-passkey-new-360');
  await page.getByLabel('パスキーの名前').fill('自分のスマートフォン');
  await press(page, 'パスキーを作る');
  await page.waitForURL(`**${paths.recoveryCodes()}`);
  expect(await page.locator('main code').count()).toBe(10);
  await look(page, 'security-recovery-codes-360');
  await press(page, '控えました');
  await page.waitForURL(`**${paths.security()}`);
  await look(page, 'security-360');

  await page.getByRole('button', { name: 'ログアウト', exact: true }).click();
  await page.getByText('ログアウトしました。').waitFor();
  await page.goto(address + paths.signIn(paths.profile()));
  await look(page, 'security-sign-in-360');
  await press(page, 'パスキーでログインする');
  await page.waitForURL(`**${paths.profile()}`);

  await typePassword(page, email);
  await page.waitForURL(`**${paths.secondStep()}`);
  await look(page, 'security-second-step-passkey-360');
  await press(page, 'パスキーで確認する');
  await page.waitForURL(`**${paths.me()}`);

  browser.world.clock.advance({ minutes: 31 });
  await page.goto(address + paths.security());
  await page.getByRole('link', { name: '自分のスマートフォン' }).click();
  await page.waitForURL(`**${paths.proof()}?*`);
  await look(page, 'security-proof-360');
  await press(page, 'パスキーで確認する');
  await page.getByLabel('パスキーの名前').fill('携帯');
  await look(page, 'security-passkey-360');
  await press(page, '名前を保存する');
  await page.getByRole('link', { name: '携帯' }).waitFor();
});

test('a device that does not know the person is told so, and the password is still there', async () => {
  const page = await browser.newPerson();
  await withDevice(page);
  await page.goto(address + paths.signIn());
  await press(page, 'パスキーでログインする');
  await page.getByText('パスキーを確認できませんでした。').waitFor();
  expect(await page.locator('[name=password]').isVisible()).toBe(true);
});

test('without JavaScript an app is set up, asked for, and replaced by a recovery code, in English too', async () => {
  const { email } = await addUser(browser.world, { language: 'en' });
  const page = await browser.newPerson({ javaScript: false, size: SCREEN });
  await typePassword(page, email);
  await page.goto(address + paths.authenticator());
  const secret = (await page.locator('main strong').textContent())!.replaceAll(' ', '');
  const nextCode = (): string => {
    browser.world.clock.advance({ seconds: 30 });
    return codeAt(secret, browser.world.clock.now());
  };
  await look(page, 'security-authenticator-en');
  await page.getByLabel('Code').fill(nextCode());
  await press(page, 'Finish');
  await page.waitForURL(`**${paths.recoveryCodes()}`);
  const code = (await page.locator('main code').first().textContent())!;
  await press(page, 'I have kept them');

  const other = await browser.newPerson({ javaScript: false, also: SCREEN });
  await typePassword(other, email);
  await other.waitForURL(`**${paths.secondStep()}`);
  await look(other, 'security-second-step-360');
  await other.getByLabel('認証コード').fill(nextCode());
  await press(other, 'ログインする');
  await other.waitForURL(`**${paths.me()}`);

  await typePassword(page, email);
  await page.getByText('If you have lost your device').click();
  await page.getByLabel('Recovery code').fill(code);
  await press(page, 'Sign in with the recovery code');
  await page.waitForURL(`**${paths.me()}`);
});

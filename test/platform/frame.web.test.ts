import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { paths } from '../../src/platform/paths.js';
import { readSettings } from '../../src/platform/settings.js';
import { startApp, type TestApp } from '../support/app.js';
import { addUser, PASSWORD } from '../support/factories.js';

let world: TestApp;
beforeAll(async () => {
  world = await startApp();
});
afterAll(() => world.close());

test('a page that is not there says so and keeps the way home', async () => {
  const answer = await world.visitor().get('/no-such-page');
  expect(answer.status).toBe(404);
  expect(answer.$('h1').text()).toBe('ページが見つかりません');
  expect(answer.$('a[href="/"]')).not.toHaveLength(0);
});

test('the language chosen in the footer is remembered', async () => {
  const visitor = world.visitor();
  const answer = await visitor.post('/language', { language: 'en', back: '/no-such-page' });
  expect([answer.status, answer.location]).toEqual([303, '/no-such-page']);
  expect((await visitor.get('/no-such-page')).$('h1').text()).toBe('Page not found');
});

test.each(['//evil.example', '/\\evil.example', 'https://evil.example'])(
  'the language form does not lead to %s',
  async (back) => {
    expect((await world.visitor().post('/language', { language: 'en', back })).location).toBe('/');
  },
);

test.each([
  [{ 'sec-fetch-site': 'cross-site' }, 403],
  [{ 'sec-fetch-site': 'same-site' }, 403],
  [{ 'sec-fetch-site': 'same-origin' }, 303],
  [{ 'sec-fetch-site': 'none' }, 303],
])('a form sent with %j is answered with %i', async (headers, status) => {
  const answer = await world.visitor().post('/language', { language: 'en', back: '/' }, headers);
  expect(answer.status).toBe(status);
});

test('who asks only for the head of a page gets it', async () => {
  const { statusCode, body } = await world.app.inject({ method: 'HEAD', url: paths.signIn() });
  expect([statusCode, body]).toEqual([200, '']);
});

test('behind HTTPS every cookie is for HTTPS alone, and browsers are told to come back by HTTPS only', async () => {
  const safe = await startApp({ publicUrl: 'https://tsudoi.test', trustProxy: 'loopback' });
  const { email } = await addUser(safe);
  const headers = { 'x-forwarded-proto': 'https' };
  const signedIn = await safe.visitor().post('/sign-in', { email, password: PASSWORD }, headers);
  const chosen = await safe.visitor().post('/language', { language: 'en' }, headers);
  const cookies = [signedIn, chosen].flatMap((answer) => [answer.headers['set-cookie'] ?? []].flat().map(String));
  expect(cookies.map((cookie) => cookie.split('=')[0])).toEqual(expect.arrayContaining(['__Host-session', 'lang']));
  for (const cookie of cookies)
    expect(cookie).toMatch(/^(?=.*; Secure)(?=.*; HttpOnly)(?=.*; SameSite=(?:Lax|Strict))/i);
  const session = cookies.find((cookie) => cookie.startsWith('__Host-session'));
  expect(session).toContain('; Path=/;');
  expect(session).not.toContain('Domain');
  expect(signedIn.headers['strict-transport-security']).toMatch(/^max-age=31536000/);
  expect((await world.visitor().get('/')).headers['strict-transport-security']).toBeUndefined();
  await safe.close();
});

test.each(['true', '*', '2', 'everybody', '10.0.0.0/8,'])('proxies are named: %s is none', (named) => {
  expect(() => readSettings({ TRUST_PROXY: named })).toThrow('TRUST_PROXY');
});

test.each(['loopback, 10.0.0.0/8', 'fd00::/8'])('proxies are named: %s', (named) => {
  expect(readSettings({ TRUST_PROXY: named }).trustProxy).toBe(named);
});

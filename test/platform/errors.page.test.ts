import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { load } from 'cheerio';
import { databaseKind } from '../../src/platform/database/kind.js';
import { paths } from '../../src/platform/paths.js';
import { errorPage } from '../../src/platform/web/error-page.js';
import { LANGUAGES } from '../../src/platform/time.format.js';
import { startApp, type TestApp } from '../support/app.js';
import { signInAs } from '../support/factories.js';

let world: TestApp;
beforeAll(async () => {
  world = await startApp();
  await world.app.listen(0, '127.0.0.1');
});
afterAll(() => world.close());

const FORM = 'application/x-www-form-urlencoded';

describe('whatever is sent, the answer is a page with words and a way on', () => {
  test.each([
    ['an address that is nowhere', 404, { method: 'GET', url: '/nowhere' }],
    ['an address that cannot be decoded', 404, { method: 'GET', url: '/%E0%A4%A' }],
    ['an address with a letter that no text can hold', 404, { method: 'GET', url: '/certificates/a%00b' }],
    ['an address of one percent sign', 404, { method: 'GET', url: '/%' }],
    ['a picture that is nowhere', 404, { method: 'GET', url: '/assets/none.svg' }],
    [
      'JSON that is none',
      400,
      { method: 'POST', url: '/language', headers: { 'content-type': 'application/json' }, payload: '{' },
    ],
    [
      'a format that nobody asked for',
      415,
      { method: 'POST', url: '/language', headers: { 'content-type': 'text/yaml' }, payload: 'a' },
    ],
    [
      'two megabytes of form',
      413,
      { method: 'POST', url: '/language', headers: { 'content-type': FORM }, payload: 'a'.repeat(2_000_000) },
    ],
    [
      'a form without what it needs',
      422,
      { method: 'POST', url: '/language', headers: { 'content-type': FORM }, payload: '' },
    ],
    [
      'a form from elsewhere',
      403,
      {
        method: 'POST',
        url: '/language',
        headers: { 'content-type': FORM, origin: 'https://evil.example' },
        payload: '',
      },
    ],
  ] as const)('%s: %i', async (_, status, request) => {
    const answer = await world.app.inject(request as never);
    const $ = load(answer.body);
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(answer.headers['content-security-policy']).toContain("script-src 'self'");
    expect($('h1').text()).not.toBe('');
    expect($('h1').text()).not.toContain('platform:');
    expect($('main a[href="/"]')).toHaveLength(1);
  });
});

test.each([
  ['text/plain', 'currentPassword=x'],
  ['application/json', '[{"next":"/me"}]'],
  ['application/json', '"next"'],
  ['application/json', 'null'],
  ['application/json', '7'],
])(
  '%s %s is no form, and is answered all the same',
  async (type, payload) => {
    const visitor = await signInAs(world, 'member');
    for (const url of [paths.proof(), paths.ownConsent(), '/bookings', '/bookings/series', '/me/waitlist']) {
      const { status } = await visitor.sendRaw({ method: 'POST', url, payload, headers: { 'content-type': type } });
      expect(`${url} ${status}`).toMatch(/ (404|409|422)$/);
    }
  },
  20_000,
);

test('an id longer than any is not found, by a page', async () => {
  const answer = await (await signInAs(world, 'member')).get(paths.booking(Number.MAX_SAFE_INTEGER) + '9'.repeat(400));
  expect([answer.status, answer.$('h1').text()]).toEqual([404, 'ページが見つかりません']);
});

test('choosing a language on the page of a failed form leads home, since a form cannot be opened', async () => {
  const { $ } = await world.visitor().post('/no-such-form');
  expect($('footer input[name=back]').val()).toBe('/');
});

/** What the server answers to these bytes. */
function sendBytes(bytes: string): Promise<string> {
  const { port } = world.app.getHttpServer().address() as { port: number };
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.setEncoding('utf8');
    socket.on('data', (data) => (answer += data)).on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}

test.each([
  ['no HTTP at all', 'konnichiwa\r\n\r\n', '400 Bad Request', 'リクエストを読み取れませんでした'],
  [
    'headers beyond measure',
    `GET / HTTP/1.1\r\nHost: a\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`,
    '431 Request Header Fields Too Large',
    'リクエストを読み取れませんでした',
  ],
])('%s is answered by a page, too', async (_, bytes, status, heading) => {
  const answer = await sendBytes(bytes);
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status}`));
  expect(load(answer.slice(answer.indexOf('<!DOCTYPE')))('h1').text()).toBe(heading);
});

test.each([400, 403, 404, 409, 413, 415, 422, 429, 500, 503])('there are words for %i in each language', (status) => {
  const pages = LANGUAGES.map((language) => load(errorPage({ language, url: '/', navigation: [] }, { status })));
  for (const $ of pages) expect($('body').text()).not.toContain('platform:');
  expect(pages[0]!('h1').text()).not.toBe(pages[1]!('h1').text());
});

test('an error page keeps the navigation of who is signed in', async () => {
  const { status, $ } = await (await signInAs(world, 'member')).get('/nowhere');
  expect(status).toBe(404);
  expect($('nav a[href="/me"]')).toHaveLength(1);
});

test('a failure of our own gives a number to read out, and no more', async () => {
  const broken = await startApp();
  broken.app.useLogger(false);
  await broken.database.reader.connection.destroy();
  const { status, text, $ } = await broken.visitor().get('/');
  expect(status).toBe(500);
  expect($('.note').text()).toMatch(/[0-9a-f]{8}/);
  expect(text).not.toMatch(/Error|SQLITE|at .*\.ts/);
  await broken.close().catch(() => undefined);
});

if (databaseKind === 'sqlite') {
  test('on a full disk what is to be saved is told not to be, and whoever only looks notices nothing', async () => {
    world.app.useLogger(false);
    const manager = await signInAs(world, 'manager');
    const pragma = (words: string): Promise<{ page_count: number }[]> =>
      world.database.transaction((tx) => tx.query(`PRAGMA ${words}`));
    const [size] = await pragma('page_count');
    await pragma(`max_page_count = ${size!.page_count}`);
    const file = { name: 'file', filename: 'a.csv', type: 'text/csv', content: Buffer.alloc(500_000, 'a') };
    const upload = () => manager.upload(paths.imports(), { target: 'members', existing: 'skip' }, file);
    const refused = await upload();
    expect([refused.status, refused.headers['retry-after']]).toEqual([503, '5']);
    expect(refused.text).toContain('いま新しい内容を保存できません');
    for (const path of [paths.me(), paths.day(), paths.ready()]) expect((await manager.get(path)).status).toBe(200);
    await pragma('max_page_count = 1073741823');
    expect((await upload()).status).toBe(303);
  });
}

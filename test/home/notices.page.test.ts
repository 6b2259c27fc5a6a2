import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PRIVACY_VERSION } from '../../src/accounts/privacy-notice.js';
import { eraDateText, LANGUAGES } from '../../src/platform/time.format.js';
import { startApp, type TestApp } from '../support/app.js';

let world: TestApp;
beforeAll(async () => {
  world = await startApp();
});
afterAll(() => world.close());

test('the privacy notice names its version in the era of the city', async () => {
  const { $, text } = await world.visitor().get('/privacy');
  expect($('h1').text()).toBe('個人情報の取り扱い');
  expect(text).toContain(`${eraDateText(PRIVACY_VERSION)} 版`);
  expect(text).toContain('年度の終わりから5年間');
});

test.each(['/privacy', '/accessibility'])('%s says the same things in both languages', async (path) => {
  const shapes = [];
  for (const language of LANGUAGES) {
    const { $ } = await world.visitor().get(path, { cookie: `lang=${language}` });
    shapes.push([$('section').length, $('section li').length]);
    expect($('html').attr('lang')).toBe(language);
  }
  expect(shapes[0]).toEqual(shapes[1]);
});

test('the policy names the standard and does not claim more than was tested', async () => {
  const { text } = await world.visitor().get('/accessibility');
  expect(text).toContain('JIS X 8341-3:2016');
  expect(text).toContain('「準拠」とは表示しません');
});

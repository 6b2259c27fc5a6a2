import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PRIVACY_VERSION } from '../../src/accounts/privacy-notice.js';
import {
  type AccessibilityResult,
  isOld,
  knownResult,
  lookOfPages,
  readResult,
} from '../../src/home/accessibility-result.js';
import { resultView } from '../../src/home/accessibility.view.js';
import { dateText, eraDateText, LANGUAGES } from '../../src/platform/time.format.js';
import { Retention } from '../../src/platform/personal-data/retention.js';
import { RetentionSetting } from '../../src/platform/personal-data/retention-setting.entity.js';
import { say } from '../../src/platform/views/words.js';
import { sourcesIn } from '../support/sources.js';
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
});

test('the privacy notice says what the house does: what it keeps for how long, as it is set, and its cookies', async () => {
  const { database } = world;
  const kept = async (language: string): Promise<string[]> => {
    const { $ } = await world.visitor().get('/privacy', { cookie: `lang=${language}` });
    return $('section')
      .filter((_, one) => /いまの保存期間|How long we keep it now/.test($(one).find('h2').text()))
      .find('li')
      .toArray()
      .map((one) => $(one).text());
  };
  const terms = await world.get(Retention).terms();
  expect(terms.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['people', 'children', 'receipts']));
  for (const language of LANGUAGES) {
    const lines = await kept(language);
    expect(lines).toHaveLength(terms.length + 2);
    for (const { kind, years } of terms)
      expect(lines).toContainEqual(expect.stringMatching(`^${say(language, `personal:kinds.${kind}`)}.*\\b${years}`));
  }
  await database.transaction((tx) => tx.insert(RetentionSetting, { kind: 'receipts', years: 10 }));
  expect(await kept('ja')).toContain('領収書の宛名：10年');

  const { text } = await world.visitor().get('/privacy');
  const named = sourcesIn(['src'], /\.ts$/).flatMap(({ text }) =>
    [...text.matchAll(/^const (?:COOKIE|MARK) = '(\w+)'/gm)].map(([, name]) => name!),
  );
  // The tablet at the entrance is nobody's.
  for (const name of [...named.filter((one) => one !== 'kiosk'), 'session']) expect(text).toContain(`${name}：`);
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

test('the policy says what the last test found, as its record says it; or that there is none', async () => {
  const result = knownResult()?.result;
  const { $ } = await world.visitor().get('/accessibility');
  const words = $('#result').text();
  if (!result) return expect(words).toContain('試験の結果は、まだありません');
  expect(words).toContain(dateText(result.date, 'ja', true));
  expect(words).toContain(`${result.pages.length}種類`);
  expect(words).toContain(`見つかった問題は${result.findings.length}件です`);
  expect($('#result details li').length).toBe(result.findings.length);
  for (const times of Object.values(result.checks)) expect(words).toContain(`：${times}回`);
});

test('a result that is old, of other pages or unreadable is told as such', () => {
  const result: AccessibilityResult = {
    date: '2026-08-20',
    commits: 7,
    look: 'else',
    axe: '4.10.0',
    rules: 100,
    widths: [360, 1280],
    languages: ['ja', 'en'],
    roles: ['nobody'],
    states: { usual: 2 },
    pages: ['/'],
    checks: { axe: 8 },
    unreached: { '/x': 'why' },
    findings: ['axe 360: something'],
  };
  const doubts = (known: Parameters<typeof resultView>[0]) =>
    resultView(known, '2026-11-21').doubts.map((one) => (one as { key: string }).key.split('.').at(-1));
  expect(doubts({ result, changed: true })).toEqual(['unreached', 'changed', 'old']);
  expect(doubts({ result: { ...result, date: '2026-11-20', unreached: {} }, changed: false })).toEqual([]);
  expect(isOld(result, '2026-11-20')).toBe(false);
  expect(resultView(undefined, '2026-11-21').lead).toEqual({ key: 'accessibility:result.missing' });
  expect(readResult('no/such/file.json')).toBeUndefined();
  expect(lookOfPages()).toMatch(/^[0-9a-f]{16}$/);
});

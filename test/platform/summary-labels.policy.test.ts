import { expect, test } from '@jest/globals';
import { nameFieldsInSummary } from '../../src/platform/web/summary-labels.js';

const place = (name: string) => `<span data-label-of="${name}"></span>`;

test.each([
  [
    `${place('kana')}入力してください。<label for="field-kana">フリガナ <span>必須</span></label>`,
    '<b>フリガナ</b> 入力',
  ],
  [`${place('a')}x<fieldset class="field" id="field-a" tabindex="-1">\n <legend>曜日</legend>`, '<b>曜日</b> x'],
  [`${place('consent')}x<label><input id="field-consent"> <span>同意します</span></label>`, 'x'],
  [`${place('a')}x<label for="field-a">R &amp; D</label>`, '<b>R &amp; D</b> x'],
])('in %s the summary begins with %s', (html, begin) => {
  expect(nameFieldsInSummary(html).startsWith(begin)).toBe(true);
});

test('a page without a summary stays as it is', () => {
  const html = '<label for="field-a">A</label>';
  expect(nameFieldsInSummary(html)).toBe(html);
});

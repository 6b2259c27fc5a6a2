import { expect, test } from '@jest/globals';
import { engine, registerPartials } from '../../src/platform/views/handlebars.js';
import { places, sourcesIn } from '../support/sources.js';

const templates = sourcesIn(['views'], /\.hbs$/);
const pages = templates.filter(({ path }) => !path.startsWith('views/mails/'));

test('templates write no address by hand', () => {
  const byHand = /\b(href|action|formaction|src)="(\/|https?:|\{\{[^"]*\}\}\/(?!"))[^"]*/;
  expect(templates.flatMap((source) => places(source, byHand))).toEqual([]);
});

/** The content security policy would stop them anyhow. Mails are no pages: their readers need styles in place. */
test.each([
  ['styles', /\sstyle\s*=|<style\b/],
  ['scripts', /<script(?![^>]*\bsrc=)[^>]*>|javascript:/],
  ['event handlers', /\son[a-z]+\s*=\s*["']/],
])('pages hold no inline %s', (_, inline) => {
  expect(pages.length).toBeGreaterThan(10);
  expect(pages.flatMap((source) => places(source, inline))).toEqual([]);
});

test('templates print nothing unescaped but the body of the page', () => {
  const raw = pages.flatMap((source) => places(source, /\{\{\{[^}]*\}\}\}|\{\{&[^}]*\}\}/));
  const allowed = raw.filter((place) => !/^views\/layouts\/\S+ \{\{\{body\}\}\}$/.test(place));
  expect(allowed).toEqual([]);
});

test('templates hold no prose', () => {
  const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]+/u;
  const withoutComments = templates.map(({ path, text }) => ({
    path,
    text: text.replace(/\{\{!--[\s\S]*?--\}\}/g, ''),
  }));
  expect(withoutComments.flatMap((source) => places(source, japanese))).toEqual([]);
});

test('a button knows what is given to it, and nothing of the page around it', () => {
  registerPartials();
  const print = engine.compile('{{> submit label="Send"}}');
  const around = { confirm: 'Delete all?', name: 'outcome', value: 'x', kind: 'danger', label: 'Delete' };
  expect(print(around).trim()).toBe('<button type="submit" class="button">Send</button>');
});

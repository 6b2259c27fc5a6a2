import Handlebars, { type HelperOptions } from 'handlebars';
import { assetUrl } from '../assets/manifest.js';
import type { Svg } from '../documents/chart.js';
import { yenText } from '../money.format.js';
import { paths } from '../paths.js';
import { type Language, dateText, momentText, monthText, rangeText, weekdayText } from '../time.format.js';
import { clockText, type DateText, type Minute, type Moment } from '../time.js';
import { markdownToHtml } from './markdown.js';
import type { Page } from './page.js';
import type { Phrase } from './phrase.js';
import { passages, say } from './words.js';

/** What every template is given beside its own data. */
interface Root {
  page: Page;
}

function pageOf(options: HelperOptions): Page {
  return (options.data as { root: Root }).root.page;
}

function languageOf(options: HelperOptions): Language {
  return pageOf(options).language;
}

/**
 * The helpers of all templates. They print; deciding belongs to the view-models.
 *
 * `{{t "room:key" name=value}}` words · `{{#each (passages "room:key")}}` a long text · `{{path "booking" id}}` a URL of paths.ts · `{{asset "app.css"}}` a hashed file
 * `{{date d}}` 11月21日(土) · `{{dateYear d}}` with the year · `{{month d}}` 2026年11月 · `{{weekday d}}` 土 · `{{clock m}}` 09:30 · `{{range s e}}` 10:00–12:00 · `{{moment at}}` · `{{yen n}}`
 * `{{svg drawing}}` a picture of figures (documents/chart.ts) · `{{markdown text}}` what people wrote, as HTML · `{{jsonLd data}}` for search engines (schema.org)
 * `{{#if (eq a b)}}` · `{{#if (includes list x)}}` · `{{#if (not x)}}`
 * `{{valueOf "name" fallback}}` the person's own words after a refusal, else the fallback · `{{problemOf "name"}}` what is wrong with it
 * `{{checkedIf "name" "value" fallback}}` and `{{selectedIf …}}`: the attribute, after a refusal by the person's own choice
 */
export const helpers: Record<string, Handlebars.HelperDelegate> = {
  t: (phrase: Phrase | undefined, options: HelperOptions) => {
    if (!phrase) return '';
    return say(languageOf(options), typeof phrase === 'string' ? { ...options.hash, key: phrase } : phrase);
  },
  passages: (key: string, options: HelperOptions) => passages(languageOf(options), key),
  path: (name: keyof typeof paths, ...rest: unknown[]) => {
    return (paths[name] as (...args: unknown[]) => string)(...rest.slice(0, -1));
  },
  asset: (name: string) => assetUrl(name),
  date: (date: DateText, options: HelperOptions) => dateText(date, languageOf(options)),
  dateYear: (date: DateText, options: HelperOptions) => dateText(date, languageOf(options), true),
  month: (date: DateText, options: HelperOptions) => monthText(date, languageOf(options)),
  weekday: (date: DateText, options: HelperOptions) => weekdayText(date, languageOf(options)),
  clock: (minute: Minute) => clockText(minute),
  range: (start: Minute, end: Minute) => rangeText(start, end),
  yen: (amount: number, options: HelperOptions) => yenText(amount, languageOf(options)),
  markdown: (text: string) => new Handlebars.SafeString(markdownToHtml(text)),
  svg: (drawing: Svg) => new Handlebars.SafeString(drawing),
  jsonLd: (data: unknown) => new Handlebars.SafeString(dataBlock(data)),
  moment: (at: Moment, options: HelperOptions) => momentText(at, languageOf(options)),
  eq: (a: unknown, b: unknown) => a === b,
  not: (value: unknown) => !value,
  or: (a: unknown, b: unknown) => a || b,
  and: (a: unknown, b: unknown) => a && b,
  includes: (list: unknown, value: unknown) => Array.isArray(list) && list.includes(value),
  valueOf: (name: string, fallback: unknown, options: HelperOptions) => {
    const refused = pageOf(options).refused;
    return refused ? (refused.values[name]?.[0] ?? '') : fallback;
  },
  problemOf: (name: string, options: HelperOptions) => pageOf(options).refused?.problems[name],
  checkedIf: (name: string, value: unknown, fallback: unknown, options: HelperOptions) =>
    chosen(options, name, value, fallback) ? 'checked' : '',
  selectedIf: (name: string, value: unknown, fallback: unknown, options: HelperOptions) =>
    chosen(options, name, value, fallback) ? 'selected' : '',
};

/** Data, and no script: browsers do not run it, and the content security policy does not ask about it. */
function dataBlock(data: unknown): string {
  const json = JSON.stringify(data).replaceAll('<', String.raw`\u003c`);
  return `<script type="application/ld+json">${json}</script>`;
}

/** `fallback` is the value that stands: one value, a list of them, or true for a lone checkbox. */
function chosen(options: HelperOptions, name: string, value: unknown, fallback: unknown): boolean {
  const refused = pageOf(options).refused;
  if (refused) return refused.values[name]?.includes(String(value)) ?? false;
  if (Array.isArray(fallback)) return fallback.map(String).includes(String(value));
  return fallback === true || (fallback !== false && fallback != null && String(fallback) === String(value));
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInstance, type i18n, type TFunction } from 'i18next';
import { projectRoot } from '../project-root.js';
import { remember } from '../remember.js';
import { yenText } from '../money.format.js';
import {
  dateText,
  LANGUAGES,
  type Language,
  momentText,
  monthText,
  officialDateText,
  officialMonthText,
} from '../time.format.js';
import { clockText, type DateText, type Minute, type Moment } from '../time.js';
import type { Phrase } from './phrase.js';

const FOLDER = join(projectRoot, 'views/locales');

function load(language: Language): Record<string, unknown> {
  const files = readdirSync(join(FOLDER, language)).filter((file) => file.endsWith('.json'));
  return Object.fromEntries(
    files.map((file) => [
      file.replace(/\.json$/, ''),
      JSON.parse(readFileSync(join(FOLDER, language, file), 'utf8')) as unknown,
    ]),
  );
}

function start(): i18n {
  const instance = createInstance();
  void instance.init({
    initAsync: false,
    lng: LANGUAGES[0],
    fallbackLng: LANGUAGES[0],
    resources: Object.fromEntries(LANGUAGES.map((language) => [language, load(language)])) as never,
    interpolation: { escapeValue: false }, // Handlebars escapes
    showSupportNotice: false,
  });
  addFormats(instance);
  return instance;
}

/**
 * Dates and times inside phrases: `{{on, date}}`, `{{on, dateYear}}`, `{{on, month}}`, `{{on, dateOfficial}}`, `{{on, monthOfficial}}`, `{{start, clock}}`, `{{at, moment}}`, `{{amount, yen}}`. A name that comes
 * in both languages, `{ ja, en }`: `{{name, inLanguage}}`.
 */
function addFormats({ services }: i18n): void {
  const add = (name: string, print: (value: never, language: Language) => string): void =>
    services.formatter!.add(name, (value, language) => print(value as never, language as Language));
  add('date', (date: DateText, language) => dateText(date, language));
  add('dateYear', (date: DateText, language) => dateText(date, language, true));
  add('dateOfficial', (date: DateText, language) => officialDateText(date, language));
  add('monthOfficial', (date: DateText, language) => officialMonthText(date, language));
  add('month', (date: DateText, language) => monthText(date, language));
  add('clock', (minute: Minute) => clockText(minute));
  add('inLanguage', (names: Record<Language, string>, language) => names[language]);
  add('yen', (yen: number, language) => yenText(yen, language));
  add('moment', (at: Moment, language) => momentText(at, language));
}

const words = start();
const speakers = new Map<Language, TFunction>(LANGUAGES.map((language) => [language, words.getFixedT(language)]));

/** Are there words for it? */
export function isKnown(key: string): boolean {
  return words.exists(key);
}

/**
 * The words of a phrase in a language. A parameter that is itself a phrase (`{ key: … }`) is put into words first; in
 * arrays, the parts are joined as the language lists things.
 */
export function say(language: Language, phrase: Phrase): string {
  if (typeof phrase === 'string') return plainly(language, phrase);
  const { key, ...params } = phrase;
  if (Object.keys(params).length === 0) return plainly(language, key);
  return filledIn(language + JSON.stringify(phrase), () => {
    const spoken = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, sayParam(language, value)]));
    return speakers.get(language)!(key, spoken);
  });
}

/** i18next takes long to put a phrase into words, and pages say the same ones over and over. */
const filledIn = remember<string>(2000);
const said = remember<string>(5000);

/** A phrase that nothing goes into. */
function plainly(language: Language, key: string): string {
  return said(language + key, () => speakers.get(language)!(key));
}

function sayParam(language: Language, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((part) => sayParam(language, part)).join(language === 'ja' ? '、' : ', ');
  if (typeof value === 'object' && value !== null && 'key' in value) return say(language, value as Phrase);
  return value;
}

/** One part of a long text, as views/locales keep it. */
export interface Passage {
  heading: string;
  /** Paragraphs before the list, the list, and paragraphs after it. */
  body?: string[];
  items?: string[];
  after?: string[];
}

/** A long text, `privacy:sections`, in a language. */
export function passages(language: Language, key: string): Passage[] {
  return speakers.get(language)!(key, { returnObjects: true }) as Passage[];
}

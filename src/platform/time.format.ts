import { Temporal } from 'temporal-polyfill';
import { remember } from './remember.js';
import { clockText, type DateText, type Minute, minuteAt, type Moment, todayAt } from './time.js';

/** The languages of the screens; the first is the default. */
export const LANGUAGES = ['ja', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const LOCALE: Record<Language, string> = { ja: 'ja-JP', en: 'en-GB' };

function plain(date: DateText): Temporal.ZonedDateTime {
  return Temporal.PlainDate.from(date).toZonedDateTime('UTC');
}

const formatters = remember<Intl.DateTimeFormat>(50);
const printed = remember<string>(5000);

/** A day in words. Printed once: a page says the same few days over and over. */
function print(date: DateText, locale: string, options: Intl.DateTimeFormatOptions): string {
  const style = locale + Object.entries(options).join();
  return printed(date + style, () => {
    const formatter = formatters(style, () => new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options }));
    return formatter.format(plain(date).epochMilliseconds);
  });
}

/** `11月21日(土)`, `Sat 21 November`; with the year when asked. */
export function dateText(date: DateText, language: Language, withYear = false): string {
  const parts: Intl.DateTimeFormatOptions = { month: 'long', day: 'numeric', weekday: 'short' };
  return print(date, LOCALE[language], withYear ? { ...parts, year: 'numeric' } : parts);
}

/** `土`, `Sat`. */
export function weekdayText(date: DateText, language: Language): string {
  return print(date, LOCALE[language], { weekday: 'short' });
}

/** `2026年11月`, `November 2026`. */
export function monthText(date: DateText, language: Language): string {
  return print(date, LOCALE[language], { year: 'numeric', month: 'long' });
}

/** `11月`, `Nov`: where the year is told beside. */
export function shortMonthText(date: DateText, language: Language): string {
  return print(date, LOCALE[language], { month: 'short' });
}

/** 和暦 for official documents: `令和8年11月21日`. */
export function eraDateText(date: DateText): string {
  return print(date, 'ja-JP-u-ca-japanese', { era: 'long', year: 'numeric', month: 'long', day: 'numeric' });
}

/** A day in a table of an official paper: `令和8年11月21日`, `21 November 2026`. */
export function officialDateText(date: DateText, language: Language): string {
  const parts: Intl.DateTimeFormatOptions = { year: 'numeric', month: 'long', day: 'numeric' };
  return language === 'ja' ? eraDateText(date) : print(date, LOCALE[language], parts);
}

/** A month there: `令和8年11月`, `November 2026`. */
export function officialMonthText(date: DateText, language: Language): string {
  return language === 'ja' ? eraMonthText(date) : monthText(date, language);
}

/** A day on paper, with its weekday: `令和8年11月21日(土)`, `Sat 21 November 2026`. */
export function paperDateText(date: DateText, language: Language): string {
  return language === 'ja' ? `${eraDateText(date)}(${weekdayText(date, language)})` : dateText(date, language, true);
}

/** A moment there: `令和8年11月21日(土) 10:00`. */
export function paperMomentText(at: Moment, language: Language): string {
  return `${paperDateText(todayAt(at), language)} ${clockText(minuteAt(at))}`;
}

/** The month alone: `令和8年11月`. */
export function eraMonthText(date: DateText): string {
  return print(date, 'ja-JP-u-ca-japanese', { era: 'long', year: 'numeric', month: 'long' });
}

/** `10:00–12:00`. */
export function rangeText(start: Minute, end: Minute): string {
  return `${clockText(start)}–${clockText(end)}`;
}

/** A moment as the wall clock of the place shows it: `2026年11月21日(土) 10:05`. */
export function momentText(at: Moment, language: Language): string {
  return `${dateText(todayAt(at), language, true)} ${clockText(minuteAt(at))}`;
}

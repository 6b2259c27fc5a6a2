import { Temporal } from 'temporal-polyfill';
import { clockText, PLACE_ZONE, type DateText, type Minute, type Moment } from './time.js';

/** The languages of the screens; the first is the default. */
export const LANGUAGES = ['ja', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const LOCALE: Record<Language, string> = { ja: 'ja-JP', en: 'en-GB' };

function plain(date: DateText): Temporal.ZonedDateTime {
  return Temporal.PlainDate.from(date).toZonedDateTime('UTC');
}

const cache = new Map<string, Intl.DateTimeFormat>();
function formatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  let found = cache.get(key);
  if (!found) cache.set(key, (found = new Intl.DateTimeFormat(locale, options)));
  return found;
}

/** `11月21日(土)`, `Sat 21 November`; with the year when asked. */
export function dateText(date: DateText, language: Language, withYear = false): string {
  const at = plain(date).epochMilliseconds;
  const parts: Intl.DateTimeFormatOptions = { timeZone: 'UTC', month: 'long', day: 'numeric', weekday: 'short' };
  return formatter(LOCALE[language], withYear ? { ...parts, year: 'numeric' } : parts).format(at);
}

/** `土`, `Sat`. */
export function weekdayText(date: DateText, language: Language): string {
  return formatter(LOCALE[language], { timeZone: 'UTC', weekday: 'short' }).format(plain(date).epochMilliseconds);
}

/** `2026年11月`, `November 2026`. */
export function monthText(date: DateText, language: Language): string {
  return formatter(LOCALE[language], { timeZone: 'UTC', year: 'numeric', month: 'long' }).format(
    plain(date).epochMilliseconds,
  );
}

/** 和暦 for official documents: `令和8年11月21日`. */
export function eraDateText(date: DateText): string {
  return formatter('ja-JP-u-ca-japanese', {
    timeZone: 'UTC',
    era: 'long',
    year: 'numeric',
    month: 'long',
    day: 'numeric',
  }).format(plain(date).epochMilliseconds);
}

/** `10:00–12:00`. */
export function rangeText(start: Minute, end: Minute): string {
  return `${clockText(start)}–${clockText(end)}`;
}

/** A moment as the wall clock of the place shows it: `2026年11月21日(土) 10:05`. */
export function momentText(at: Moment, language: Language): string {
  const local = at.toZonedDateTimeISO(PLACE_ZONE);
  return `${dateText(local.toPlainDate().toString(), language, true)} ${clockText(local.hour * 60 + local.minute)}`;
}

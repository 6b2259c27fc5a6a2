import type { Language } from './time.format.js';

const yen = { style: 'currency', currency: 'JPY' } as const;
const FORMATS: Record<Language, Intl.NumberFormat> = {
  ja: new Intl.NumberFormat('ja-JP', { ...yen, currencyDisplay: 'name' }),
  en: new Intl.NumberFormat('en-GB', { ...yen, currencyDisplay: 'narrowSymbol' }),
};

/** Whole yen with the word or the sign of the language: `¥1,200`; less than nothing with a true minus. */
export function yenText(amount: number, language: Language): string {
  return FORMATS[language].format(amount).replace(/\s/, '').replace('-', '−');
}

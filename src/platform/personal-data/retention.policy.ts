import { type DateText, fiscalYearOf } from '../time.js';

/**
 * What ended before this day is kept no longer: so many years after the end of the fiscal year in which it ended
 * (DOMAIN, Personal data). With 5 years on 2026-11-21: what ended before 2021-04-01.
 */
export function keptSince(today: DateText, years: number): DateText {
  return `${fiscalYearOf(today) - years}-04-01`;
}

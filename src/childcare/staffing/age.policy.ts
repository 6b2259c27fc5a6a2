import type { DateText } from '../../platform/time.js';

/** Children of these ages count alike (DOMAIN, Rules of childcare). */
export const BANDS = ['0', '1_2', '3', '4_5'] as const;
export type Band = (typeof BANDS)[number];

/** `school_year`: 学年, the age on 1 April of the fiscal year; `day`: the age on the day itself. */
export const BAND_BASES = ['school_year', 'day'] as const;
export type BandBasis = (typeof BAND_BASES)[number];

/** Full years on a date; who was born on 29 February is older from 1 March. Negative before birth. */
export function ageOn(birthDate: DateText, date: DateText): number {
  const years = Number(date.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return date.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

/** Full months on a date: what the age limits of a slot are in. Negative before birth. */
export function monthsOn(birthDate: DateText, date: DateText): number {
  const [year, month, day] = partsOf(date);
  const [birthYear, birthMonth, birthDay] = partsOf(birthDate);
  const months = (year - birthYear) * 12 + month - birthMonth;
  return day < birthDay ? months - 1 : months;
}

/** 学年: the age on 1 April of the fiscal year in which the date lies; 0 for who was born since. */
export function schoolYearAge(birthDate: DateText, date: DateText): number {
  const year = Number(date.slice(0, 4));
  const april = date.slice(5) < '04-01' ? `${year - 1}-04-01` : `${year}-04-01`;
  return Math.max(0, ageOn(birthDate, april));
}

/** The years by which a child is counted on a date. */
export function countedAge(birthDate: DateText, date: DateText, basis: BandBasis): number {
  return basis === 'school_year' ? schoolYearAge(birthDate, date) : Math.max(0, ageOn(birthDate, date));
}

/**
 * The band of an age. The standard ends with the children of nursery age; who goes to school already is counted with the
 * eldest of them. Whether she can come at all is for the age limits of the slot to say.
 */
export function bandOfAge(years: number): Band {
  if (years <= 0) return '0';
  if (years <= 2) return '1_2';
  return years === 3 ? '3' : '4_5';
}

export function bandOn(birthDate: DateText, date: DateText, basis: BandBasis): Band {
  return bandOfAge(countedAge(birthDate, date, basis));
}

function partsOf(date: DateText): [year: number, month: number, day: number] {
  return [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10))];
}

import type { DateText } from '../../platform/time.js';

/** `2026-11` of a day. */
export function monthOf(date: DateText): string {
  return date.slice(0, 7);
}

/** For `date >= :first AND date < :after`: as text, every day of a month lies between the two. */
export function daysOf(month: string): { first: DateText; after: string } {
  return { first: `${month}-01`, after: `${month}-32` };
}

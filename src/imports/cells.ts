import { z } from 'zod';
import type { Code } from '../platform/errors.js';
import { isDate } from '../platform/time.js';
import { meanings } from './words.js';

const code = (text: Code): Code => text;

/** A word for one of a few values. */
export function wordFor<T>(understood: (text: string) => T | undefined, problem: Code) {
  return z.string().transform((text, context) => {
    const value = understood(text);
    if (value === undefined) context.addIssue({ code: 'custom', message: problem });
    return value ?? (z.NEVER as T);
  });
}

/** Yes or no, in one of the many ways in which people fill in tables. */
export const yesNo = () => {
  const understood = meanings<boolean>([
    [true, 'imports:values.yes'],
    [false, 'imports:values.no'],
  ]);
  return wordFor(understood, code('imports.yes_or_no'));
};

const DATE = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/;

/** A day, as people and spreadsheets write it: 2026-04-01, 2026/4/1, 2026年4月1日. */
export const dateCell = () =>
  z.string().transform((text, context) => {
    const [, year, month, day] = DATE.exec(text.normalize('NFKC').trim()) ?? [];
    const date = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
    if (!isDate(date)) context.addIssue({ code: 'custom', message: code('platform.malformed_date') });
    return date;
  });

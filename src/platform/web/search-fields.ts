import { z } from 'zod';
import { isDate } from '../time.js';
import { isId } from './form-fields.js';

/** Fields of a search. What does not fit is left out: a mistyped address is no reason to refuse a list. */
export const searchWords = (max: number) =>
  z
    .string()
    .max(max)
    .catch('')
    .transform((text) => text.replaceAll('\0', '').trim());
export const searchDay = z.string().refine(isDate).optional().catch(undefined);
export const searchId = z.string().refine(isId).transform(Number).optional().catch(undefined);
/** The last line of the page before: milliseconds and id. */
export const searchBefore = z
  .string()
  .regex(/^\d{1,15}-\d{1,10}$/)
  .optional()
  .catch(undefined);

export function beforeText(at: { epochMilliseconds: number }, id: number): string {
  return `${at.epochMilliseconds}-${id}`;
}

/** @param before as `searchBefore` lets through */
export function readBefore(before: string): { milliseconds: number; id: number } {
  const [milliseconds, id] = before.split('-').map(Number) as [number, number];
  return { milliseconds, id };
}

import { z } from 'zod';
import type { Code } from '../errors.js';
import { isDate, minuteOf } from '../time.js';

/**
 * The inputs of our forms as Zod schemas. Messages are refusal codes; a message that is no code is turned into one by the
 * form pipe (form-problems.ts). None lets control characters through: PostgreSQL takes no NUL, and nobody types them.
 */
const CONTROL = /[^\P{Cc}\t\r\n]/u;
const BREAK = /[\r\n\t]/;
const code = (text: Code): Code => text;

/** One line that must be filled in, up to `max` characters. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => !CONTROL.test(text) && !BREAK.test(text), code('platform.control_characters'));

/** One line that may stay empty: then null. */
export const optionalLine = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .refine((text) => !CONTROL.test(text) && !BREAK.test(text), code('platform.control_characters'))
    .transform((text) => text || null)
    .nullish()
    .transform((text) => text ?? null);

/** Several lines that must be filled in. */
export const text = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((lines) => !CONTROL.test(lines), code('platform.control_characters'))
    .transform((lines) => lines.replaceAll('\r\n', '\n'));

/** Several lines that may stay empty: then null. */
export const optionalText = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .refine((text) => !CONTROL.test(text), code('platform.control_characters'))
    .transform((text) => text.replaceAll('\r\n', '\n') || null)
    .nullish()
    .transform((text) => text ?? null);

/** A lone checkbox: there or not. */
export const checkbox = () =>
  z
    .string()
    .optional()
    .transform((value) => value !== undefined && value !== '' && value !== 'false');

/** Digits, whichever width the keyboard gave them. */
const typed = () => z.string().transform((text) => text.normalize('NFKC').trim());

/** Nothing else about the form is asked then: rules that compare dates need dates. */
const wrongDate = { error: code('platform.malformed_date'), abort: true };

/** A day of the calendar, YYYY-MM-DD. */
export const dateField = () => typed().refine(isDate, wrongDate);

/** A day that may be left out: then null. */
export const optionalDate = () =>
  typed()
    .refine((text) => text === '' || isDate(text), wrongDate)
    .nullish()
    .transform((text) => text || null);

/** A time of day that may be left out: then null. */
export const optionalTime = () =>
  z
    .string()
    .nullish()
    .transform((text) => text?.trim() || null)
    .pipe(z.union([z.null(), timeField()]));

/** A time of day, HH:MM; minutes since midnight. */
export const timeField = () =>
  typed().transform((text, context) => {
    const minute = minuteOf(text);
    if (minute === undefined)
      context.addIssue({ code: 'custom', message: code('platform.malformed_time'), continue: false });
    return minute ?? 0;
  });

/** A whole number between the two, both included. */
export const wholeNumber = (min: number, max: number) =>
  typed()
    .pipe(z.string().regex(/^-?\d{1,9}$/, code('platform.not_a_number')))
    .transform(Number)
    .pipe(z.number().min(min).max(max));

/** A whole number that may be left out: then null. */
export const optionalNumber = (min: number, max: number) =>
  z
    .union([z.literal('').transform(() => null), wholeNumber(min, max)])
    .nullish()
    .transform((value) => value ?? null);

const LARGEST_ID = 2147483647;

/** The id of a row. */
export const idField = () =>
  z
    .string()
    .regex(/^[1-9]\d{0,9}$/, code('platform.unknown_choice'))
    .transform(Number)
    .pipe(z.number().max(LARGEST_ID, code('platform.unknown_choice')));

/** The id of a row that may be left out: then null. */
export const optionalId = () =>
  z
    .union([z.literal('').transform(() => null), idField()])
    .nullish()
    .transform((id) => id ?? null);

/** A repeated input (`resourceIds=1&resourceIds=2`): one, several or none. */
export const repeated = <T extends z.ZodType>(each: T) =>
  z.preprocess((value) => (value === undefined ? [] : [value].flat()), z.array(each));

/** One of a list of choices. */
export const choice = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, { error: code('platform.unknown_choice') });

/**
 * A path of this house, to go on to. What a browser would read as another host is none: `//evil.example`, `/\\evil.example`,
 * or a tab between the slashes.
 */
export const housePath = () =>
  z
    .string()
    .max(2000)
    .regex(/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/, code('platform.malformed'));

/** An id in an address; anything else is not there. */
export function isId(text: string): boolean {
  return /^[1-9]\d{0,9}$/.test(text) && Number(text) <= LARGEST_ID;
}

/** A month in an address or a form, YYYY-MM. */
export function isMonth(text: string): boolean {
  return /^20\d\d-\d\d$/.test(text) && isDate(`${text}-01`);
}

/** Figures of a month, of one venue or all. What does not fit is left out: a mistyped address shows this month. */
export const monthQuery = z.object({
  month: z.string().refine(isMonth).optional().catch(undefined),
  venueId: z.string().refine(isId).transform(Number).optional().catch(undefined),
});
export type MonthQuery = z.infer<typeof monthQuery>;

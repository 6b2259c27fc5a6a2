import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type DateText, momentAt, minuteAt, type Moment, todayAt, isDate } from '../../platform/time.js';
import { paths } from '../../platform/paths.js';
import {
  choice,
  isId,
  line,
  optionalLine,
  optionalNumber,
  optionalText,
  optionalTime,
} from '../../platform/web/form-fields.js';
import { CONDITIONS, HOW_CONFIRMED } from './presence.policy.js';

const TEXT = 500;
const SECONDS_KEPT = 3 * 24 * 60 * 60;

/** 36.5, in tenths of a degree; null where nothing was typed. What no living child has is a slip of the thumb. */
const temperature = () =>
  z
    .string()
    .nullish()
    .transform((text) => (text ?? '').normalize('NFKC').replace(',', '.').trim())
    .refine((text) => text === '' || /^\d\d(\.\d)?$/.test(text), 'childcare.malformed_temperature')
    .transform((text) => (text === '' ? null : Math.round(Number(text) * 10)))
    .refine((tenths) => tenths === null || (tenths >= 340 && tenths <= 425), 'childcare.malformed_temperature');

const PICKS = ['guardian', 'pickup'] as const;
const receiver = () => z.string().regex(new RegExp(`^(${PICKS.join('|')})-[1-9]\\d{0,9}$`), 'platform.unknown_choice');
const optionalChoice = <const T extends readonly [string, ...string[]]>(values: T) =>
  z
    .union([z.literal('').transform(() => null), choice(values)])
    .nullish()
    .transform((value) => value ?? null);

/** What every tap brings: its key, the time that was typed, or how many seconds ago it was made. */
const tapped = {
  key: z
    .string()
    .regex(/^[\w-]{8,64}$/)
    .optional()
    .transform((key) => key ?? randomUUID()),
  time: optionalTime(),
  ago: optionalNumber(0, SECONDS_KEPT),
  /** Where it was made: the page of the day, unless it is `record`. */
  from: z.string().max(20).optional(),
};

export const arrivalForm = z.object({
  ...tapped,
  temperature: temperature(),
  condition: optionalChoice(CONDITIONS),
  broughtBy: z.union([z.literal('').transform(() => null), receiver()]).nullish(),
});

export const refusalForm = z.object({ ...tapped, temperature: temperature(), text: optionalText(TEXT) });

export const NOTE_VALUES = [
  'meal.all',
  'meal.half',
  'meal.little',
  'meal.none',
  'sleep.begins',
  'sleep.ends',
  'nappy.wet',
  'nappy.soiled',
] as const;

export const noteForm = z
  .object({ ...tapped, note: optionalChoice(NOTE_VALUES), text: optionalText(TEXT) })
  .refine(({ note, text }) => note !== null || text !== null, { path: ['text'], message: 'platform.required' });

export const handOverForm = z.object({ ...tapped, to: receiver() });

export const exceptionForm = z.object({
  ...tapped,
  name: line(60),
  relation: optionalLine(60),
  confirmedBy: receiver(),
  confirmed: choice(HOW_CONFIRMED),
});

export const undoingForm = z.object({ ...tapped, why: optionalLine(200) });

export const correctionForm = z.object({
  ...tapped,
  temperature: temperature(),
  condition: optionalChoice(CONDITIONS),
  text: optionalText(TEXT),
  why: line(200),
});

const EMPTIABLE = ['temperature', 'condition', 'text'] as const;

/** Fields that the form of a correction has shown, and that came back empty; nothing where there are none. */
export function emptiedIn(
  body: unknown,
  form: z.infer<typeof correctionForm>,
): (typeof EMPTIABLE)[number][] | undefined {
  const shown = typeof body === 'object' && body !== null ? body : {};
  const empty = EMPTIABLE.filter((name) => name in shown && form[name] === null);
  return empty.length > 0 ? empty : undefined;
}

/** When it happened, to the minute: as typed, else so many seconds ago. */
export function whenOf(form: { time: number | null; ago: number | null }, date: DateText, now: Moment): Moment {
  if (form.time !== null) return momentAt(date, form.time);
  const at = now.subtract({ seconds: form.ago ?? 0 });
  return momentAt(todayAt(at), minuteAt(at));
}

/** Where a refused tap comes back: to all that is told of the child. */
export const recordOf = ({ params }: { params: unknown }): string => paths.carePlace((params as { id: number }).id);

/** The day that an address asks for, which may say anything. */
export function dayAsked(query: unknown, today: DateText): { date: DateText; venueId: number | undefined } {
  const { date, venueId } = (typeof query === 'object' && query !== null ? query : {}) as Record<string, unknown>;
  return {
    date: typeof date === 'string' && isDate(date) ? date : today,
    venueId: typeof venueId === 'string' && isId(venueId) ? Number(venueId) : undefined,
  };
}

import { z } from 'zod';
import { invalid } from '../../platform/errors.js';
import { paths } from '../../platform/paths.js';
import { isDate, minuteOf, type DateText } from '../../platform/time.js';
import { checkbox, choice, dateField, optionalDate, optionalLine, repeated } from '../../platform/web/form-fields.js';
import { asList, bookingForm, type Draft, draftOf, PURPOSE_LENGTH } from '../booking-forms.js';
import { movedOf, type Moved } from './moved.js';
import { MOST_DATES, ruleOf, type Rule, whyNoRule } from './recurrence.policy.js';
import { type Scope, SCOPES } from './scope.policy.js';

/** What the person has chosen in the list of dates. Before she has seen it: nothing, so whatever is free. */
export interface Choices {
  dates?: readonly DateText[];
  /** By the date of the rule. */
  instead: ReadonlyMap<DateText, Moved>;
}

const choiceFields = {
  dates: repeated(dateField()).pipe(z.array(z.string()).max(MOST_DATES)),
  instead: repeated(z.string().max(200)).pipe(z.array(z.string()).max(MOST_DATES)),
};

/** `POST /bookings/series`: the wish, its rule, and the dates that are accepted. */
export const seriesForm = bookingForm.extend(choiceFields);

/** What is known of a series before it is booked. */
export interface SeriesDraft extends Draft {
  /** The list has been seen: the dates below are her choice. */
  seen?: string;
  dates?: string[];
  instead?: string[];
  /** A date for which she wants to see what else could be had. */
  move?: string;
}

export function seriesDraftOf(raw: unknown): SeriesDraft {
  const given = (typeof raw === 'object' && raw !== null ? raw : {}) as Record<string, unknown>;
  const dates = asList(given.dates).filter(isDate).slice(0, MOST_DATES);
  const instead = asList(given.instead)
    .filter((text) => movedOf([text]).size > 0)
    .slice(0, MOST_DATES);
  const seen = asList(given.seen)[0] === 'on' ? 'on' : undefined;
  return { ...draftOf(raw), seen, dates, instead, move: asList(given.move).find(isDate) };
}

export function choicesOf({ seen, dates, instead }: Pick<SeriesDraft, 'seen' | 'dates' | 'instead'>): Choices {
  return { dates: seen ? (dates ?? []) : undefined, instead: movedOf(instead ?? []) };
}

/** The rule of a draft, if it is one. */
export function draftRule({ date, weekdays, repeatUntil, repeatTimes }: Draft): Rule | undefined {
  if (!date) return undefined;
  const times = repeatTimes ? Number(repeatTimes) : null;
  const rule = ruleOf({ from: date, weekdays: weekdays ?? [], until: repeatUntil ?? null, times });
  return whyNoRule(rule) ? undefined : rule;
}

/** The rule of a form; nothing: it asks for a single booking. @throws Refused for what is no rule */
export function ruleAsked(form: z.infer<typeof bookingForm>): Rule | undefined {
  const { date, weekdays, repeatUntil, repeatTimes } = form;
  if (weekdays.length === 0 && repeatUntil === null && repeatTimes === null) return undefined;
  const rule = ruleOf({ from: date, weekdays, until: repeatUntil, times: repeatTimes });
  const refused = whyNoRule(rule);
  if (refused) throw refused;
  return rule;
}

/** The rule of a form that must have one. @throws Refused */
export function ruleNeeded(form: z.infer<typeof bookingForm>): Rule {
  const rule = ruleAsked(form);
  if (!rule) throw invalid('repeatUntil', 'bookings.repeat_end_needed');
  return rule;
}

/** A date of the rule that is to be booked (again). */
export const addedForm = z.object({ date: dateField() });

/** The list of dates, with what was chosen in it. */
export function seriesPage({ body }: { body?: unknown }): string {
  const { move: _, ...draft } = seriesDraftOf(body);
  return paths.newSeries({ ...draft, seen: 'on' });
}

/** Which bookings are meant, in an address that may say anything. */
export function scopeOf(raw: unknown): Scope {
  const given = (typeof raw === 'object' && raw !== null ? raw : {}) as Record<string, unknown>;
  const date = (name: string): string | undefined => asList(given[name]).find(isDate);
  const scope = SCOPES.find((one) => asList(given.scope).includes(one)) ?? 'all';
  return { scope, from: date('from'), to: date('to') };
}

const scopeDay = () => optionalDate().transform((date) => date ?? undefined);
const scopeFields = { scope: choice(SCOPES), from: scopeDay(), to: scopeDay() };

export const endingForm = z.object({ ...scopeFields, reason: optionalLine(PURPOSE_LENGTH) });

/** A change: what is wanted from now on, and the dates that it is wanted for. */
export const seriesChangeForm = bookingForm
  .pick({ start: true, end: true, resourceIds: true, childIds: true, overLimits: true })
  .extend({ ...endingForm.shape, dates: choiceFields.dates, stamp: z.string().max(20), care: checkbox() })
  /** Without the tick, each date keeps the children that it has. */
  .transform(({ care, childIds, ...form }) => ({ ...form, childIds: care ? childIds : undefined }));

export interface ChangeDraft extends Pick<
  SeriesDraft,
  'start' | 'end' | 'resourceIds' | 'childIds' | 'care' | 'seen' | 'dates'
> {
  reason?: string;
  overLimits?: string;
}

/** `fresh` in the address asks for the dates anew, whatever was chosen among them before. */
export function changeDraftOf(raw: unknown): ChangeDraft {
  const { start, end, resourceIds, childIds, care, seen, dates, reason, overLimits } = seriesDraftOf(raw);
  const isFresh = asList((raw as Record<string, unknown> | undefined)?.fresh).length > 0;
  return { start, end, resourceIds, childIds, care, reason, overLimits, ...(isFresh ? {} : { seen, dates }) };
}

/** Is it a stretch that begins before it ends? */
export function stretchOf({ start, end }: Pick<Draft, 'start' | 'end'>): { start: number; end: number } | undefined {
  const [from, to] = [start, end].map((text) => (text === undefined ? undefined : minuteOf(text)));
  return from !== undefined && to !== undefined ? { start: from, end: to } : undefined;
}

/** The part of the booking form that says when it comes back. */
export function repeatView({ weekdays, repeatUntil, repeatTimes }: Draft): object {
  const isOpen = (weekdays ?? []).length > 0 || repeatUntil !== undefined || repeatTimes !== undefined;
  const all = Array.from({ length: 7 }, (_, day) => ({ value: day + 1, label: `series:weekday_short.${day + 1}` }));
  return { open: isOpen, weekdays: all };
}

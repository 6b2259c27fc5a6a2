import { z } from 'zod';
import { paths } from '../platform/paths.js';
import {
  checkbox,
  dateField,
  idField,
  optionalDate,
  optionalId,
  optionalLine,
  optionalNumber,
  repeated,
  timeField,
  wholeNumber,
} from '../platform/web/form-fields.js';
import { isDate, minuteOf } from '../platform/time.js';
import { isId } from '../platform/web/form-fields.js';
import { MOST_DATES } from './series/recurrence.policy.js';

/** More than any venue allows in one booking: what is above is no form of ours. */
const MOST_RESOURCES = 50;
export const PURPOSE_LENGTH = 200;

/** More children than anybody brings. */
const MOST_CHILDREN = 10;

export const childIds = repeated(idField())
  .transform((ids) => [...new Set(ids)])
  .pipe(z.array(z.number()).max(MOST_CHILDREN));

const resourceIds = repeated(idField())
  .transform((ids) => [...new Set(ids)])
  .pipe(z.array(z.number()).max(MOST_RESOURCES));

/** When it comes back: a series of bookings. */
export const repeatFields = {
  weekdays: repeated(wholeNumber(1, 7)),
  repeatUntil: optionalDate(),
  repeatTimes: optionalNumber(1, MOST_DATES),
};

/** `POST /bookings` (DESIGN §6). */
export const bookingForm = z.object({
  date: dateField(),
  start: timeField(),
  end: timeField(),
  resourceIds,
  childIds,
  purpose: optionalLine(PURPOSE_LENGTH),
  memberId: optionalId(),
  overLimits: checkbox(),
  ...repeatFields,
});

export const changeForm = bookingForm
  .omit({ memberId: true, weekdays: true, repeatUntil: true, repeatTimes: true })
  .extend({
    revision: wholeNumber(0, 999_999_999),
    reason: optionalLine(PURPOSE_LENGTH),
    /** The form has shown children to tick: none ticked means none. Else those who have a place keep it. */
    care: checkbox(),
  })
  .transform(({ care, ...form }) => ({
    ...form,
    childIds: care || form.childIds.length > 0 ? form.childIds : undefined,
  }));

export const cancellationForm = z.object({ reason: optionalLine(PURPOSE_LENGTH) });

/** What is known of a wish before it is sent: any part may be missing, and what makes no sense is left out. */
export interface Draft {
  date?: string;
  start?: string;
  end?: string;
  resourceIds: number[];
  childIds?: number[];
  /** The form has shown children to tick. */
  care?: string;
  memberId?: number;
  venueId?: number;
  purpose?: string;
  reason?: string;
  overLimits?: string;
  weekdays?: number[];
  repeatUntil?: string;
  repeatTimes?: string;
}

/** Texts of a repeated input. */
export const asList = (value: unknown): string[] =>
  [value].flat().filter((one): one is string => typeof one === 'string');

const idsOf = (value: unknown, most: number): number[] =>
  [...new Set(asList(value).filter(isId).map(Number))].slice(0, most);

/** A draft from an address or from a refused form, which may say anything. */
export function draftOf(raw: unknown): Draft {
  const given = (typeof raw === 'object' && raw !== null ? raw : {}) as Record<string, unknown>;
  const one = (name: string, isRight: (text: string) => boolean): string | undefined =>
    asList(given[name]).find(isRight);
  const id = (name: string): number | undefined => Number(one(name, isId)) || undefined;
  const isText = (text: string): boolean => text.length > 0 && text.length <= PURPOSE_LENGTH;
  const isTime = (text: string): boolean => minuteOf(text) !== undefined;
  return {
    date: one('date', isDate),
    start: one('start', isTime),
    end: one('end', isTime),
    resourceIds: idsOf(given.resourceIds, MOST_RESOURCES),
    childIds: idsOf(given.childIds, MOST_CHILDREN),
    care: one('care', (text) => text === 'on'),
    memberId: id('memberId'),
    venueId: id('venueId'),
    purpose: one('purpose', isText),
    reason: one('reason', isText),
    overLimits: one('overLimits', (text) => text === 'on'),
    weekdays: [
      ...new Set(
        asList(given.weekdays)
          .filter((text) => /^[1-7]$/.test(text))
          .map(Number),
      ),
    ],
    repeatUntil: one('repeatUntil', isDate),
    repeatTimes: one('repeatTimes', (text) => /^\d{1,2}$/.test(text)),
  };
}

/** The page on which a refused form for a new booking stands. */
export function newPage({ body }: { body?: unknown }): string {
  return paths.newBooking({ ...draftOf(body) });
}

/** The page on which a refused change stands. */
export function changePage({ params, body }: { params: unknown; body?: unknown }): string {
  const { memberId: _, ...draft } = draftOf(body);
  return paths.bookingEdit(idOf(params), draft);
}

/** The id in the address of a refused form; 0, which is not there, for what is no id. */
export function idOf(params: unknown): number {
  const { id } = params as { id: string };
  return isId(id) ? Number(id) : 0;
}

/** A page number in an address, from 1; whatever else stands there is the first page. */
export function pageOf(query: unknown, name: string): number {
  const text = asList((query as Record<string, unknown> | undefined)?.[name])[0] ?? '';
  return /^[1-9]\d{0,5}$/.test(text) ? Number(text) : 1;
}

const SEARCH_LENGTH = 100;

/** What somebody searches for; nothing for an empty field. */
export function searchOf(query: unknown): string | undefined {
  const text = asList((query as Record<string, unknown> | undefined)?.q)[0] ?? '';
  return (
    text
      .replace(/\p{Cc}/gu, ' ')
      .trim()
      .slice(0, SEARCH_LENGTH) || undefined
  );
}

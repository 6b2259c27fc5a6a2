import { z } from 'zod';
import { addDays, type DateText, daysBetween, weekdayOf } from '../../platform/time.js';
import {
  dateField,
  idField,
  line,
  optionalDate,
  optionalNumber,
  optionalTime,
  repeated,
  timeField,
  wholeNumber,
} from '../../platform/web/form-fields.js';
import type { Stretch } from '../../venues/venue-rules.js';
import { type Acceptance, acceptanceOf, affectedFields } from './affected.js';

/** A weekly pattern is opened for half a year at most. */
const MOST_DAYS = 183;
const MOST_PLACES = 60;
/** Ages are given in months; a child of primary school is over by then. */
const OLDEST = 156;

/** What can be set, and changed later. */
export interface SlotShape extends Stretch {
  roomId: number;
  places: number;
  minAgeMonths: number;
  maxAgeMonths: number | null;
}

const shape = {
  roomId: idField(),
  start: timeField(),
  end: timeField(),
  places: wholeNumber(1, MOST_PLACES),
  minAgeMonths: optionalNumber(0, OLDEST),
  maxAgeMonths: optionalNumber(0, OLDEST),
};

interface RawShape extends Omit<SlotShape, 'minAgeMonths'> {
  minAgeMonths: number | null;
}

const wrong = (path: string, message: string) => ({ path: [path], message });
const inOrder = ({ start, end }: Stretch): boolean => start < end;
const agesInOrder = ({ minAgeMonths, maxAgeMonths }: RawShape): boolean =>
  maxAgeMonths === null || (minAgeMonths ?? 0) <= maxAgeMonths;

function shapeOf({ roomId, start, end, places, minAgeMonths, maxAgeMonths }: RawShape): SlotShape {
  return { roomId, start, end, places, minAgeMonths: minAgeMonths ?? 0, maxAgeMonths };
}

export interface OpeningForm {
  shape: SlotShape;
  /** The days wished for. */
  dates: DateText[];
  /** Where it is for many weeks. */
  until: DateText | null;
  weekdays: number[];
  staffIds: number[];
}

/** Days on these weekdays, both ends included. */
export function weeklyDates(from: DateText, until: DateText, weekdays: readonly number[]): DateText[] {
  const days = Array.from({ length: daysBetween(from, until) + 1 }, (_, ahead) => addDays(from, ahead));
  return days.filter((date) => weekdays.includes(weekdayOf(date)));
}

/** `POST /care/slots` */
export const openingForm = z
  .object({
    ...shape,
    date: dateField(),
    /** None: that one day. */
    until: optionalDate(),
    /** None: the weekday of the day. */
    weekdays: repeated(wholeNumber(1, 7)),
    staffIds: repeated(idField()),
  })
  .refine(inOrder, wrong('end', 'childcare.ends_before_start'))
  .refine(agesInOrder, wrong('maxAgeMonths', 'childcare.ages_crossed'))
  .refine(({ date, until }) => !until || date <= until, wrong('until', 'childcare.until_before_date'))
  .refine(
    ({ date, until }) => !until || until < date || daysBetween(date, until) <= MOST_DAYS,
    wrong('until', 'childcare.until_too_far'),
  )
  .transform((form): OpeningForm => {
    const { date, until } = form;
    const weekdays = form.weekdays.length > 0 ? form.weekdays : [weekdayOf(date)];
    return {
      shape: shapeOf(form),
      dates: until ? weeklyDates(date, until, weekdays) : [date],
      until,
      weekdays,
      staffIds: [...new Set(form.staffIds)],
    };
  });

export interface ChangeForm {
  shape: SlotShape;
  revision: number;
  acceptance: Acceptance;
}

/** `POST /care/slots/:id` */
export const changeForm = z
  .object({ ...shape, revision: wholeNumber(0, 999_999_999), ...affectedFields })
  .refine(inOrder, wrong('end', 'childcare.ends_before_start'))
  .refine(agesInOrder, wrong('maxAgeMonths', 'childcare.ages_crossed'))
  .transform((form): ChangeForm => ({
    shape: shapeOf(form),
    revision: form.revision,
    acceptance: acceptanceOf(form),
  }));

/** `POST /care/slots/:id/closing` */
export const closingForm = z.object(affectedFields);

/** `POST /care/slots/:id/roster`: times left out are those of the slot. */
export const dutyForm = z.object({ userId: idField(), from: optionalTime(), to: optionalTime() });
export type DutyForm = z.infer<typeof dutyForm>;

/** `POST /care/slots/:id/roster/:rosterId/withdrawal` */
export const withdrawalForm = z.object({ reason: line(200), ...affectedFields });
export type WithdrawalForm = z.infer<typeof withdrawalForm>;

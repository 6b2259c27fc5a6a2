import { z } from 'zod';
import { addDays, type DateText, daysBetween, weekdayOf } from '../../platform/time.js';
import {
  choice,
  dateField,
  idField,
  line,
  optionalDate,
  optionalLine,
  optionalNumber,
  repeated,
  timeField,
  wholeNumber,
} from '../../platform/web/form-fields.js';
import type { Stretch } from '../../venues/venue-rules.js';
import { BELOW_MINIMUM } from './training-session.entity.js';

/** A course meets weekly for a year at most. */
const MOST_DAYS = 366;
const MOST_PEOPLE = 500;
/** Two days before. */
export const MINIMUM_HOURS = 48;
export const CARE_HOURS = 48;
/** As many as a slot of childcare can have. */
const MOST_CHILDREN = 60;

/** What can be set, and changed later. */
export interface SessionShape extends Stretch {
  /** None: online only. */
  roomId: number | null;
  onlineLink: string | null;
  capacity: number;
  minimum: number | null;
  belowMinimum: (typeof BELOW_MINIMUM)[number];
  minimumHours: number;
  enrolmentFrom: DateText | null;
  closesDaysBefore: number;
  trainerIds: number[];
  /** Places in childcare that are kept for those who enrol. */
  carePlaces: number;
  careSlotId: number | null;
  careHours: number;
}

const shape = {
  date: dateField(),
  start: timeField(),
  end: timeField(),
  roomId: z.union([z.literal('').transform(() => null), idField()]).default(null),
  onlineLink: optionalLine(500),
  capacity: wholeNumber(1, MOST_PEOPLE),
  minimum: optionalNumber(1, MOST_PEOPLE),
  belowMinimum: choice(BELOW_MINIMUM).default('ask'),
  minimumHours: optionalNumber(1, 24 * 14),
  enrolmentFrom: optionalDate(),
  closesDaysBefore: optionalNumber(0, 60),
  trainerIds: repeated(idField()),
  carePlaces: optionalNumber(0, MOST_CHILDREN),
  careSlotId: z.union([z.literal('').transform(() => null), idField()]).default(null),
  careHours: optionalNumber(0, 24 * 60),
};

type RawShape = z.output<z.ZodObject<typeof shape>>;

const wrong = (path: string, message: string) => ({ path: [path], message });

/** The rules that both forms share. */
function sound<T extends z.ZodType<RawShape>>(form: T) {
  return form
    .refine(({ start, end }) => start < end, wrong('end', 'training.ends_before_start'))
    .refine(({ roomId, onlineLink }) => roomId !== null || onlineLink !== null, wrong('roomId', 'training.no_place'))
    .refine(
      ({ onlineLink }) => onlineLink === null || isWebAddress(onlineLink),
      wrong('onlineLink', 'training.no_link'),
    )
    .refine(
      ({ minimum, capacity }) => minimum === null || minimum <= capacity,
      wrong('minimum', 'training.minimum_over_capacity'),
    )
    .refine(
      ({ enrolmentFrom, date, closesDaysBefore }) =>
        enrolmentFrom === null || enrolmentFrom <= addDays(date, -(closesDaysBefore ?? 0)),
      wrong('enrolmentFrom', 'training.opens_after_close'),
    )
    .refine(({ roomId, carePlaces }) => roomId !== null || !carePlaces, wrong('carePlaces', 'training.care_online'));
}

function shapeOf(form: RawShape): SessionShape {
  const { start, end, roomId, onlineLink, capacity, minimum, enrolmentFrom } = form;
  const trainerIds = [...new Set(form.trainerIds)];
  const closesDaysBefore = form.closesDaysBefore ?? 0;
  const { belowMinimum, minimumHours, careSlotId } = form;
  const least = { minimum, belowMinimum, minimumHours: minimumHours ?? MINIMUM_HOURS };
  const care = { carePlaces: form.carePlaces ?? 0, careSlotId, careHours: form.careHours ?? CARE_HOURS };
  return { start, end, roomId, onlineLink, capacity, ...least, enrolmentFrom, closesDaysBefore, trainerIds, ...care };
}

export function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s<>"]+$/.test(text) && URL.canParse(text);
}

export interface OpeningForm {
  shape: SessionShape;
  /** The days wished for. */
  dates: DateText[];
}

/** `POST /manage/courses/:id/sessions` */
export const openingForm = sound(
  z.object({
    ...shape,
    /** None: that one day. */
    until: optionalDate(),
    /** None: the weekday of the day. */
    weekdays: repeated(wholeNumber(1, 7)),
  }),
)
  .refine(({ date, until }) => !until || date <= until, wrong('until', 'training.until_before_date'))
  .refine(
    ({ date, until }) => !until || until < date || daysBetween(date, until) <= MOST_DAYS,
    wrong('until', 'training.until_too_far'),
  )
  .transform((form): OpeningForm => {
    const { date, until } = form;
    const weekdays = form.weekdays.length > 0 ? form.weekdays : [weekdayOf(date)];
    return { shape: shapeOf(form), dates: until ? weeklyDates(date, until, weekdays) : [date] };
  });

/** Days on these weekdays, both ends included. */
function weeklyDates(from: DateText, until: DateText, weekdays: readonly number[]): DateText[] {
  const days = Array.from({ length: daysBetween(from, until) + 1 }, (_, ahead) => addDays(from, ahead));
  return days.filter((date) => weekdays.includes(weekdayOf(date)));
}

export interface ChangeForm {
  shape: SessionShape;
  date: DateText;
  revision: number;
}

/** `POST /manage/courses/:id/sessions/:sessionId` */
export const changeForm = sound(z.object({ ...shape, revision: wholeNumber(0, 999_999_999) })).transform(
  (form): ChangeForm => ({ shape: shapeOf(form), date: form.date, revision: form.revision }),
);

/** `POST /manage/courses/:id/sessions/:sessionId/cancellation` */
export const cancellationForm = z.object({ reason: line(200) });
export type CancellationForm = z.infer<typeof cancellationForm>;

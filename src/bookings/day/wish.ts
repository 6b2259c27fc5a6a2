import { z } from 'zod';
import { addDays, type DateText, isDate, type Minute, minuteOf } from '../../platform/time.js';
import { isId } from '../../platform/web/form-fields.js';
import { ATTRIBUTES } from '../../venues/resource.entity.js';
import type { Stretch } from '../../venues/venue-rules.js';
import type { Filter } from './filter.view.js';

/** So far back and ahead a day can be looked at. */
const REACH_DAYS = 400;

const minute = z
  .string()
  .transform((text) => minuteOf(text))
  .catch(undefined);

/** Whatever stands in the address bar: what does not fit is left out, but for the date and the venue, which are told of. */
export const dayQuery = z.object({
  date: z.string().optional().catch(''),
  venue: z.string().optional().catch(''),
  attributes: z.preprocess(
    (value) => (value === undefined ? [] : [value].flat()),
    z.array(z.enum(ATTRIBUTES).catch('' as never)).transform((list) => ATTRIBUTES.filter((one) => list.includes(one))),
  ),
  start: minute,
  end: minute,
});

export type DayQuery = z.infer<typeof dayQuery>;

/** What somebody wants to see. */
export interface DayWish {
  date: DateText;
  /** What was asked for is no day, or too far off: this is today instead. */
  badDate: boolean;
  /** None: the first. 0: one that cannot be. */
  venueId?: number;
  filter: Filter;
}

export function wishOf({ date, venue, attributes, start, end }: DayQuery, today: DateText): DayWish {
  const badDate = date !== undefined && !isNear(date, today);
  return {
    date: badDate ? today : (date ?? today),
    badDate,
    venueId: venue === undefined ? undefined : isId(venue) ? Number(venue) : 0,
    filter: { attributes, stretch: stretchOf(start, end) },
  };
}

export function isNear(date: DateText, today: DateText): boolean {
  return isDate(date) && addDays(today, -REACH_DAYS) <= date && date <= addDays(today, REACH_DAYS);
}

function stretchOf(start?: Minute, end?: Minute): Stretch | undefined {
  return start !== undefined && end !== undefined && start < end ? { start, end } : undefined;
}

const AT = /^([1-9]\d{0,8})\.(\d{1,4})(?:\.(\d{1,4}))?$/;

/** A button of the grid: resource and start, or resource, start and end (print.view.ts). */
export const choiceQuery = z.object({
  date: z.string().refine(isDate).optional().catch(undefined),
  at: z
    .string()
    .regex(AT)
    .transform((text) => {
      const [resourceId, start, end] = text.split('.').map(Number);
      return { resourceId: resourceId!, start: start!, end };
    })
    .optional()
    .catch(undefined),
});

export type Choice = z.infer<typeof choiceQuery>;

import type { DateText, Minute } from '../platform/time.js';
import type { ResourceKind } from './resource.entity.js';

/** Half-open: a stretch that ends at 10:00 does not touch one that starts at 10:00. */
export interface Stretch {
  start: Minute;
  end: Minute;
}

export interface OpeningHours extends Stretch {
  /** 1 Monday to 7 Sunday. */
  weekday: number;
}

/** A day that the venue treats otherwise than the national calendar says. The name is shown to members. */
export type HolidayOverride = { date: DateText; isHoliday: false } | { date: DateText; isHoliday: true; name: string };

/** Null: no limit. */
export interface BookingLimit {
  kind: ResourceKind;
  /** Bookings not yet over. */
  maxOpen: number | null;
  maxMinutesDay: number | null;
  /** Monday to Sunday. */
  maxMinutesWeek: number | null;
}

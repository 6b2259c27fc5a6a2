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

/** What one thing of a kind costs, in yen, tax included. */
export interface KindPrice {
  kind: ResourceKind;
  /** For each hour that has begun. */
  hour: number;
  /** The most for a day; none: no such bound. */
  day: number | null;
}

/** What using a venue costs, and who writes the receipts. All amounts in yen, tax included. */
export interface VenueFees {
  /** For a programme: nobody pays. The prices wait until it ends. */
  free: boolean;
  /** Kinds that are left out cost nothing. */
  prices: KindPrice[];
  /** A month of desks and PCs; none: no such plan. */
  month: number | null;
  /** Who does not come pays all the same. */
  chargesNoShows: boolean;
  taxPercent: number;
  issuer: {
    name: string;
    address: string;
    /** T and 13 digits; none: not registered for qualified invoices. */
    registrationNumber: string | null;
  };
}

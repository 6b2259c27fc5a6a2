import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { notFound } from '../../platform/errors.js';
import { addDays, type DateText, type Moment, todayAt, weekdayOf } from '../../platform/time.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { isActive } from '../../venues/opening.policy.js';
import type { VenueDay } from '../../venues/venue-day.policy.js';
import { VenueDays } from '../../venues/venue-days.js';
import type { Venue } from '../../venues/venue.entity.js';
import { Calendar, type MarkedDay } from './calendar.js';
import { type Seen, SeenQuery } from './seen.query.js';
import type { DayWish } from './wish.js';

/** All that the day view is made of. */
export interface DayFacts {
  now: Moment;
  today: DateText;
  /** Those in use on the date, and the one that is shown. */
  venues: Venue[];
  day: VenueDay;
  seen: Seen;
  /** Two weeks, from the Monday before the date. */
  marks: MarkedDay[];
}

/** Reads a day of a venue: six statements, however many resources. */
@Injectable()
export class DayReading {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly venueDays: VenueDays,
    private readonly calendar: Calendar,
    private readonly seen: SeenQuery,
  ) {}

  /**
   * @returns nothing where no venue has been set up yet.
   * @throws Refused not found, for a venue that is not there.
   */
  async read({ date, venueId }: DayWish, viewer: Viewer): Promise<DayFacts | undefined> {
    const manager = this.database.reader;
    const now = this.clock.now();
    const all = await this.venueDays.venues(manager);
    const inUse = all.filter((one) => isActive(one, date));
    const venue = venueId === undefined ? (inUse[0] ?? all[0]) : all.find(({ id }) => id === venueId);
    if (!venue && venueId === undefined) return undefined;
    if (!venue) throw notFound();

    const monday = addDays(date, 1 - weekdayOf(date));
    const closures = await this.venueDays.closuresFrom(manager, venue.id, monday);
    const resources = await this.venueDays.resourcesOf(manager, venue.id);
    return {
      now,
      today: todayAt(now),
      venues: all.filter((one) => one === venue || inUse.includes(one)),
      day: await this.venueDays.day(manager, venue, date, { closures, resources }),
      seen: await this.seen.on(manager, venue.id, date, viewer),
      marks: await this.calendar.marks(manager, { venue, closures, resources }, monday, addDays(monday, 13), now),
    };
  }
}

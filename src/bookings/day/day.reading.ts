import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { notFound } from '../../platform/errors.js';
import { rememberWhile } from '../../platform/remember.js';
import { addDays, type DateText, minuteAt, type Moment, todayAt, weekdayOf } from '../../platform/time.js';
import type { Viewer } from '../../platform/web/viewer.js';
import type { Closure } from '../../venues/closure.entity.js';
import { type House, KeptHouses } from '../../venues/kept-houses.js';
import { isActive } from '../../venues/opening.policy.js';
import { type TimetableVersions, VersionQuery } from '../../venues/timetable-versions.js';
import type { VenueDay } from '../../venues/venue-day.policy.js';
import { VenueDays } from '../../venues/venue-days.js';
import type { Venue } from '../../venues/venue.entity.js';
import { Calendar, type MarkedDay, type VenueFacts } from './calendar.js';
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

/** So many days, of whatever venue, are kept. */
const KEPT = 60;

/** Reads a day of a venue: two statements where nothing has changed since, else up to six, however many resources. */
@Injectable()
export class DayReading {
  private readonly closures = rememberWhile<Closure[]>(KEPT);
  private readonly days = rememberWhile<VenueDay>(KEPT);
  private readonly weeks = rememberWhile<MarkedDay[]>(KEPT);

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly versions: VersionQuery,
    private readonly venueDays: VenueDays,
    private readonly houses: KeptHouses,
    private readonly calendar: Calendar,
    private readonly seen: SeenQuery,
  ) {}

  /**
   * What is the same for everybody is kept under the version of the timetable, which is read first (timetable-versions.ts);
   * what this viewer may know beyond it is read each time.
   * @returns nothing where no venue has been set up yet.
   * @throws Refused not found, for a venue that is not there.
   */
  async read({ date, venueId }: DayWish, viewer: Viewer): Promise<DayFacts | undefined> {
    const manager = this.database.reader;
    const now = this.clock.now();
    const monday = addDays(date, 1 - weekdayOf(date));
    const versions = await this.versions.read(manager, monday, addDays(monday, 13));

    const all = await this.houses.under(versions.rules);
    const inUse = all.filter((one) => isActive(one.venue, date));
    const found = venueId === undefined ? (inUse[0] ?? all[0]) : all.find(({ venue }) => venue.id === venueId);
    if (!found && venueId === undefined) return undefined;
    if (!found) throw notFound();

    const { venue } = found;
    const closures = await this.closuresOf(found, monday, versions);
    const house = { venue, resources: found.resources, closures };
    return {
      now,
      today: todayAt(now),
      venues: all.filter((one) => one === found || inUse.includes(one)).map((one) => one.venue),
      day: await this.day(house, date, versions),
      seen: await this.seen.on(manager, venue.id, date, viewer),
      marks: await this.marks(house, monday, versions, now),
    };
  }

  /** Those of past weeks are not at hand. */
  private async closuresOf(house: House, monday: DateText, { rules }: TimetableVersions): Promise<readonly Closure[]> {
    if (monday >= house.closuresFrom) return house.closures;
    const { id } = house.venue;
    return this.closures(`${id} ${monday}`, rules, () => this.venueDays.closuresFrom(this.database.reader, id, monday));
  }

  private day({ venue, ...house }: VenueFacts, date: DateText, versions: TimetableVersions): Promise<VenueDay> {
    const stamp = `${versions.rules};${versions.between(venue.id, date, date)}`;
    return this.days(`${venue.id} ${date}`, stamp, () => this.venueDays.day(this.database.reader, venue, date, house));
  }

  /** Of today only the minutes to come count: while it is one of the days, they are kept for a minute. */
  private marks(house: VenueFacts, monday: DateText, versions: TimetableVersions, now: Moment): Promise<MarkedDay[]> {
    const [today, last] = [todayAt(now), addDays(monday, 13)];
    const minute = monday <= today && today <= last ? minuteAt(now) : '';
    const stamp = `${versions.rules};${versions.between(house.venue.id, monday, last)};${today} ${minute}`;
    return this.weeks(`${house.venue.id} ${monday}`, stamp, () =>
      this.calendar.marks(this.database.reader, house, monday, last, now),
    );
  }
}

import { Inject, Injectable } from '@nestjs/common';
import { User } from '../../accounts/user.entity.js';
import { CalendarFeeds } from '../../platform/calendar/calendar-feeds.js';
import { printCalendar } from '../../platform/calendar/icalendar.js';
import { Clock } from '../../platform/clock.js';
import { fromSql } from '../../platform/database/columns.js';
import { Database } from '../../platform/database/database.js';
import { notFound } from '../../platform/errors.js';
import { groupBy } from '../../platform/group-by.js';
import { SETTINGS, type Settings } from '../../platform/settings.js';
import { addDays, type DateText, todayAt } from '../../platform/time.js';
import { say } from '../../platform/views/words.js';
import { Resource } from '../../venues/resource.entity.js';
import { Venue } from '../../venues/venue.entity.js';
import { BookingResource } from '../booking-resource.entity.js';
import { Booking, careCountSql } from '../booking.entity.js';
import { bookingEvent, type EventFacts } from './booking-event.js';

/** So far back do feeds go. */
export const FEED_DAYS = 90;

type Stored = Date | string;
interface Row extends Omit<
  EventFacts,
  'createdAt' | 'changedAt' | 'cancelledAt' | 'noShowAt' | 'decidedAt' | 'venue' | 'resources'
> {
  createdAt: Stored;
  changedAt: Stored | null;
  cancelledAt: Stored | null;
  noShowAt: Stored | null;
  decidedAt: Stored | null;
  venueName: string;
  venueAddress: string;
  resourceName: string;
}

/** A member's bookings as a calendar. */
@Injectable()
export class MemberFeed {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly feeds: CalendarFeeds,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Three statements. @throws Refused not_found for a token that opens nothing, or opens it for somebody who has left. */
  async read(token: string): Promise<string> {
    const feed = await this.feeds.find('member', token);
    const member = feed && (await this.database.reader.findOneBy(User, { id: feed.subjectId }));
    if (!member || member.deactivatedAt) throw notFound();
    const bookings = await this.bookingsOf(member.id, addDays(todayAt(this.clock.now()), -FEED_DAYS));
    const events = bookings.map((one) => bookingEvent(one, member.language, this.settings.publicUrl));
    return printCalendar('PUBLISH', events, say(member.language, 'bookings:calendar.name'));
  }

  private async bookingsOf(memberId: number, from: DateText): Promise<EventFacts[]> {
    const rows = await this.database.reader
      .createQueryBuilder(Booking, 'booking')
      .innerJoin(Venue, 'venue', 'venue.id = booking.venue_id')
      .innerJoin(BookingResource, 'held', 'held.booking_id = booking.id')
      .innerJoin(Resource, 'resource', 'resource.id = held.resource_id')
      .select('booking.id', 'id')
      .addSelect('booking.date', 'date')
      .addSelect('booking.start_minute', 'start')
      .addSelect('booking.end_minute', 'end')
      .addSelect('booking.purpose', 'purpose')
      .addSelect('booking.status', 'status')
      .addSelect('booking.revision', 'revision')
      .addSelect('booking.created_at', 'createdAt')
      .addSelect('booking.changed_at', 'changedAt')
      .addSelect('booking.cancelled_at', 'cancelledAt')
      .addSelect('booking.no_show_at', 'noShowAt')
      .addSelect('booking.decided_at', 'decidedAt')
      .addSelect(careCountSql('booking'), 'careCount')
      .addSelect('venue.name', 'venueName')
      .addSelect('venue.address', 'venueAddress')
      .addSelect('resource.name', 'resourceName')
      .where('booking.member_id = :memberId AND booking.date >= :from', { memberId, from })
      .orderBy('booking.date')
      .addOrderBy('booking.start_minute')
      .addOrderBy('booking.id')
      .addOrderBy('resource.position')
      .addOrderBy('resource.id')
      .getRawMany<Row>();
    return [...groupBy(rows, ({ id }) => id).values()].map(factsOf);
  }
}

function factsOf(rows: Row[]): EventFacts {
  const [first] = rows as [Row, ...Row[]];
  const at = (stored: Stored | null) => (stored === null ? null : fromSql(stored));
  return {
    ...first,
    createdAt: fromSql(first.createdAt),
    changedAt: at(first.changedAt),
    cancelledAt: at(first.cancelledAt),
    noShowAt: at(first.noShowAt),
    decidedAt: at(first.decidedAt),
    venue: { name: first.venueName, address: first.venueAddress },
    resources: rows.map(({ resourceName }) => resourceName),
  };
}

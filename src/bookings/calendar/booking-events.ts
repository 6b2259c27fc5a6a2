import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { User } from '../../accounts/user.entity.js';
import type { CalendarEvent } from '../../platform/calendar/icalendar.js';
import { OwnEvents, type OwnEventSource } from '../../platform/calendar/own-events.js';
import { fromSql, type Raw } from '../../platform/database/columns.js';
import { groupBy } from '../../platform/group-by.js';
import { SETTINGS, type Settings } from '../../platform/settings.js';
import type { DateText } from '../../platform/time.js';
import { Resource } from '../../venues/resource.entity.js';
import { Venue } from '../../venues/venue.entity.js';
import { BookingResource } from '../booking-resource.entity.js';
import { Booking, careCountSql } from '../booking.entity.js';
import { bookingEvent, type EventFacts } from './booking-event.js';

interface Row extends Raw<Omit<EventFacts, 'venue' | 'resources'>> {
  venueName: string;
  venueAddress: string;
  resourceName: string;
}

/** A member's bookings in her calendar. */
@Injectable()
export class BookingEvents implements OwnEventSource, OnModuleInit {
  constructor(
    private readonly events: OwnEvents,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  onModuleInit(): void {
    this.events.register(this);
  }

  /** One statement. */
  async eventsOf(
    manager: EntityManager,
    { id, language }: Pick<User, 'id' | 'language'>,
    from: DateText,
  ): Promise<CalendarEvent[]> {
    const bookings = await this.bookingsOf(manager, id, from);
    return bookings.map((one) => bookingEvent(one, language, this.settings.publicUrl));
  }

  private async bookingsOf(manager: EntityManager, memberId: number, from: DateText): Promise<EventFacts[]> {
    const rows = await manager
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
  return {
    ...first,
    createdAt: fromSql(first.createdAt),
    changedAt: fromSql(first.changedAt),
    cancelledAt: fromSql(first.cancelledAt),
    noShowAt: fromSql(first.noShowAt),
    decidedAt: fromSql(first.decidedAt),
    venue: { name: first.venueName, address: first.venueAddress },
    resources: rows.map(({ resourceName }) => resourceName),
  };
}

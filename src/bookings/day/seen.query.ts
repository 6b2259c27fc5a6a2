import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { User } from '../../accounts/user.entity.js';
import { groupBy } from '../../platform/group-by.js';
import type { DateText, Minute } from '../../platform/time.js';
import { isOne, STAFF, type Viewer } from '../../platform/web/viewer.js';
import { Occupancy } from '../../venues/occupancy.entity.js';
import { Resource } from '../../venues/resource.entity.js';
import { BookingResource } from '../booking-resource.entity.js';
import { Booking } from '../booking.entity.js';
import type { SeenStretch } from './overlay.view.js';

/** What the viewer may know of a day beyond what is free. */
export interface Seen {
  stretches: SeenStretch[];
  /** Her own bookings of the day, by start. */
  own: OwnBooking[];
}

export interface OwnBooking {
  id: number;
  start: Minute;
  end: Minute;
  /** Of what was chosen, not of what stands inside it. */
  names: string[];
}

interface Row {
  bookingId: number;
  memberId: number;
  memberName: string;
  resourceId: number;
  resourceName: string;
  /** None: not chosen itself, but inside something that was. */
  chosenId: number | null;
  start: Minute;
  end: Minute;
}

/** Reads whose the bookings of a day are: a member finds her own, the staff all of them. */
@Injectable()
export class SeenQuery {
  /** One statement. */
  async on(manager: EntityManager, venueId: number, date: DateText, viewer: Viewer): Promise<Seen> {
    const query = manager
      .createQueryBuilder(Occupancy, 'occupancy')
      .innerJoin(Booking, 'booking', "occupancy.source_kind = 'booking' AND booking.id = occupancy.source_id")
      .innerJoin(Resource, 'resource', 'resource.id = occupancy.resource_id')
      .innerJoin(User, 'member', 'member.id = booking.member_id')
      .leftJoin(
        BookingResource,
        'chosen',
        'chosen.booking_id = booking.id AND chosen.resource_id = occupancy.resource_id',
      )
      .select('booking.id', 'bookingId')
      .addSelect('booking.member_id', 'memberId')
      .addSelect('member.name', 'memberName')
      .addSelect('resource.id', 'resourceId')
      .addSelect('resource.name', 'resourceName')
      .addSelect('chosen.resource_id', 'chosenId')
      .addSelect('occupancy.start_minute', 'start')
      .addSelect('occupancy.end_minute', 'end')
      .where('occupancy.date = :date AND booking.venue_id = :venueId', { date, venueId })
      .orderBy('occupancy.start_minute')
      .addOrderBy('resource.position')
      .addOrderBy('resource.id');
    if (!isOne(viewer, STAFF)) query.andWhere('booking.member_id = :viewerId', { viewerId: viewer.id });
    const rows = await query.getRawMany<Row>();
    return {
      stretches: rows.map((row) => ({ ...row, own: row.memberId === viewer.id })),
      own: ownOf(rows.filter(({ memberId, chosenId }) => memberId === viewer.id && chosenId !== null)),
    };
  }
}

function ownOf(rows: readonly Row[]): OwnBooking[] {
  return [...groupBy(rows, ({ bookingId }) => bookingId)].map(([id, of]) => ({
    id,
    start: of[0]!.start,
    end: of[0]!.end,
    names: of.map(({ resourceName }) => resourceName),
  }));
}

import { Injectable } from '@nestjs/common';
import { User } from '../accounts/user.entity.js';
import { CarePlace } from '../childcare/places/care-place.entity.js';
import { Clock } from '../platform/clock.js';
import { fromSql, type Raw } from '../platform/database/columns.js';
import { Database } from '../platform/database/database.js';
import { forbidden, notFound } from '../platform/errors.js';
import type { Moment, Slot } from '../platform/time.js';
import type { Viewer } from '../platform/web/viewer.js';
import { Venue } from '../venues/venue.entity.js';
import { BookingChange } from './booking-change.entity.js';
import { BookingResource } from './booking-resource.entity.js';
import { BookingRows, type HeldBooking } from './booking-rows.js';
import { isManaging, mayLook } from './booking-who.policy.js';
import { Booking } from './booking.entity.js';
import { type ShownBooking, shownBooking } from './booking.view.js';

/** A time that a booking had before, and why it has it no more. */
export interface ShownChange extends Slot {
  reason: string;
  at: Moment;
  by: string;
}

/** What the form that changes a booking starts from. */
export interface Mendable {
  booking: Booking;
  venue: Venue;
  before: HeldBooking;
  /** Whose it is, where it is somebody else's. */
  member?: Pick<User, 'id' | 'name' | 'kana'>;
  /** The viewer does it for the place. */
  managing: boolean;
  /** Who is looked after meanwhile. */
  childIds: number[];
}

/** `lostCare`: the last place beside it that the staff had to take away. */
type FoundBooking = Booking & {
  venue: Venue;
  member: User;
  lostCare: CarePlace | null;
  held: BookingResource[];
  care: CarePlace[];
};

const LOST_CARE = `(SELECT MAX(care.id) FROM care_place care WHERE care.for_kind = 'booking' AND care.for_id = booking.id
  AND care.status = 'cancelled' AND care.release_reason IS NOT NULL)`;

const CARED = "care.for_kind = 'booking' AND care.for_id = booking.id AND care.status = 'reserved'";

/** Reads one booking for its pages. */
@Injectable()
export class BookingPages {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly rows: BookingRows,
  ) {}

  /** For the form that changes it. @throws Refused also for those who may only look. */
  async mendable(viewer: Viewer, id: number): Promise<Mendable> {
    const { venue, member, held, care, ...booking } = await this.find(viewer, id);
    const managing = isManaging(viewer, booking);
    const own = booking.memberId === viewer.id;
    if (!own && !managing) throw forbidden();
    const resourceIds = held.map(({ resourceId }) => resourceId);
    const childIds = care.map(({ childId }) => childId);
    const { date, startMinute: start, endMinute: end } = booking;
    const before = { id, date, start, end, resourceIds, kinds: [] };
    return { booking, venue, member: own ? undefined : member, before, managing, childIds };
  }

  /** As its page shows it. The name of a member is read only for the staff. */
  async show(viewer: Viewer, id: number): Promise<ShownBooking> {
    const { venue, member, lostCare, held, ...booking } = await this.find(viewer, id);
    const resources = await this.rows.resources(
      this.database.reader,
      held.map(({ resourceId }) => resourceId),
    );
    const own = booking.memberId === viewer.id;
    const managing = isManaging(viewer, booking);
    return shownBooking({
      booking,
      venue,
      resources,
      careLost: lostCare?.releaseReason ?? undefined,
      member: own ? undefined : member,
      managing,
      mayTouch: own || managing,
      now: this.clock.now(),
    });
  }

  /** Why the staff moved it, for the staff; the member had a mail. One statement. */
  async changes(id: number): Promise<ShownChange[]> {
    const rows = await this.database.reader
      .createQueryBuilder(BookingChange, 'change')
      .innerJoin(User, 'person', 'person.id = change.changed_by')
      .select(['change.date AS "date"', 'change.start_minute AS "start"', 'change.end_minute AS "end"'])
      .addSelect(['change.reason AS "reason"', 'change.changed_at AS "at"', 'person.name AS "by"'])
      .where('change.booking_id = :id', { id })
      .orderBy('change.id', 'DESC')
      .getRawMany<Raw<ShownChange>>();
    return rows.map((row) => ({ ...row, at: fromSql(row.at) }));
  }

  /** The booking with its venue, whose it is and what it holds, in one statement. @throws Refused: somebody else's is not there for a member. */
  async find(viewer: Viewer, id: number): Promise<FoundBooking> {
    const found = await this.database.reader
      .createQueryBuilder(Booking, 'booking')
      .innerJoinAndMapOne('booking.venue', Venue, 'venue', 'venue.id = booking.venue_id')
      .innerJoinAndMapOne('booking.member', User, 'member', 'member.id = booking.member_id')
      .leftJoinAndMapOne('booking.lostCare', CarePlace, 'lost', `lost.id = ${LOST_CARE}`)
      .leftJoinAndMapMany('booking.held', BookingResource, 'held', 'held.booking_id = booking.id')
      .leftJoinAndMapMany('booking.care', CarePlace, 'care', CARED)
      .where('booking.id = :id', { id })
      .orderBy('held.resource_id')
      .addOrderBy('care.id')
      .getOne();
    if (!found || !mayLook(viewer, found)) throw notFound();
    return found as FoundBooking;
  }
}

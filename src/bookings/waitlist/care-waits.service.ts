import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { conflict, invalid, notFound, Refused } from '../../platform/errors.js';
import { momentAt } from '../../platform/time.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { Venue } from '../../venues/venue.entity.js';
import { BookingCheck } from '../booking-check.js';
import { BookingPost } from '../booking-post.js';
import { BookingRows } from '../booking-rows.js';
import { Booking, isStanding } from '../booking.entity.js';
import { BookingCare } from '../care/booking-care.js';
import { WaitlistEntry } from './entry.entity.js';
import { WaitCare } from './wait-care.js';
import { isBefore, MOST_WAITING } from './waitlist.policy.js';
import { WaitlistRows } from './waitlist-rows.js';

/** Waiting for childcare alone, beside a booking that the member has. */
@Injectable()
export class CareWaits {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly check: BookingCheck,
    private readonly bookingRows: BookingRows,
    private readonly rows: WaitlistRows,
    private readonly care: WaitCare,
    private readonly bookingCare: BookingCare,
    private readonly post: BookingPost,
  ) {}

  /**
   * Done twice, it is done once. @returns the id of her place in the line
   * @throws Refused `bookings.care_free_now` where there is a place; what childcare says where waiting would not help
   */
  async join(viewer: Viewer, bookingId: number, childIds: readonly number[]): Promise<number> {
    return this.database.transaction(async (tx) => {
      const booking = await this.own(tx, viewer, bookingId);
      const { venueId, date, startMinute, endMinute } = booking;
      await this.check.lockDay(tx, venueId, date);
      const lines = await this.rows.ownOpen(tx, viewer.id);
      const twin = lines.find((entry) => entry.bookingId === bookingId);
      if (twin) return twin.id;
      if (lines.length >= MOST_WAITING) throw invalid('childIds', 'bookings.too_many_waits', { max: MOST_WAITING });

      const had = await this.bookingCare.childrenOf(tx, booking);
      const wanted = childIds.filter((id) => !had.includes(id));
      const wish = { venueId, date, start: startMinute, end: endMinute, guardianId: viewer.id, childIds: wanted };
      if (wanted.length === 0) throw invalid('childIds', 'childcare.no_child');
      const refused = await this.care.whyNot(tx, wish);
      if (!refused) throw conflict('childIds', 'bookings.care_free_now');
      if (refused.kind !== 'conflict') throw refused;
      const resourceIds = await this.bookingRows.resourceIdsOf(tx, bookingId);
      const [thing] = await this.bookingRows.resources(tx, resourceIds);
      const entry = await tx.save(
        tx.create(WaitlistEntry, {
          venueId,
          memberId: viewer.id,
          date,
          startMinute,
          endMinute,
          kind: thing!.kind,
          resourceId: thing!.id,
          childIds: wanted,
          bookingId,
          status: 'waiting',
          calledAt: null,
          createdAt: this.clock.now(),
        }),
      );
      await this.audit.record(tx, {
        actorId: viewer.id,
        action: 'bookings.wait_joined',
        subject: { kind: 'waitlist_entry', id: entry.id },
        detail: { bookingId, childIds: wanted },
      });
      return entry.id;
    });
  }

  /** Adds what was held to the booking, under its locks; the offer has let go of it in the same transaction. */
  async add(tx: EntityManager, viewer: Viewer, { bookingId, childIds }: WaitlistEntry): Promise<number> {
    const booking = await tx.findOneByOrFail(Booking, { id: bookingId! });
    const venue = await tx.findOneByOrFail(Venue, { id: booking.venueId });
    const had = await this.bookingCare.childrenOf(tx, booking);
    await this.bookingCare.reserve(tx, viewer, booking, [...new Set([...had, ...childIds])]);
    const changed = { revision: booking.revision + 1, changedAt: this.clock.now() };
    await tx.update(Booking, { id: booking.id }, changed);
    Object.assign(booking, changed);
    await this.audit.record(tx, {
      actorId: viewer.id,
      action: 'bookings.changed',
      subject: { kind: 'booking', id: booking.id },
      detail: { childIds },
    });
    const resources = await this.bookingRows.resourcesOf(tx, booking.id);
    await this.post.tell(tx, { what: 'changed', booking, venue, resources, byStaff: false });
    return booking.id;
  }

  /** Under the locks of the venue and the member. @throws Refused: somebody else's is not there, nor is it any use now */
  private async own(tx: EntityManager, viewer: Viewer, id: number): Promise<Booking> {
    const seen = await tx.findOneBy(Booking, { id, memberId: viewer.id });
    if (!seen) throw notFound();
    await this.check.lock(tx, seen.venueId, viewer.id);
    const booking = await tx.findOneByOrFail(Booking, { id });
    if (!isStanding(booking)) throw new Refused('conflict', 'bookings.not_booked');
    if (!isBefore(this.clock.now(), momentAt(booking.date, booking.startMinute))) {
      throw invalid('childIds', 'bookings.too_late_to_wait');
    }
    return booking;
  }
}

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { notFound } from '../../platform/errors.js';
import type { Moment } from '../../platform/time.js';
import { Venue } from '../../venues/venue.entity.js';
import { BookingCheck } from '../booking-check.js';
import { Booking, type CheckInKind } from '../booking.entity.js';
import { isIn, whyNotIn } from './check-in.policy.js';

export interface CheckInOrder {
  /** Who does it; none: a device of the house. */
  actorId: number | null;
  kind: CheckInKind;
  /** When she came; now unless told. */
  at?: Moment;
  /** Where she stands; none: where the booking is. */
  venueId?: number;
}

export interface CheckedIn {
  booking: Booking;
  /** She was in before: nothing has changed. */
  already: boolean;
}

/** Notes who came. The place stays taken until the end of the booking. */
@Injectable()
export class CheckInService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly check: BookingCheck,
  ) {}

  /**
   * Checks in. Sent again, or sent late, it changes nothing: the first time stays.
   * @throws Refused whatever check-in.policy.ts says, `not_found`
   */
  async checkIn(id: number, order: CheckInOrder): Promise<CheckedIn> {
    return this.database.transaction(async (tx) => {
      const booking = await this.locked(tx, id);
      const at = order.at ?? this.clock.now();
      const refused = whyNotIn(booking, {
        at,
        venueId: order.venueId,
        venueName: (await tx.findOneByOrFail(Venue, { id: booking.venueId })).name,
      });
      if (refused) throw refused;
      if (isIn(booking)) return { booking, already: true };
      Object.assign(booking, { checkedInAt: at, checkedInBy: order.actorId, checkInByKind: order.kind });
      await tx.save(booking);
      await this.audit.record(tx, {
        actorId: order.actorId,
        action: 'bookings.checked_in',
        subject: { kind: 'booking', id },
        detail: { at: at.toString(), kind: order.kind },
      });
      return { booking, already: false };
    });
  }

  /** Takes a check-in back. Where there is none, nothing. */
  async undo(id: number, actorId: number): Promise<Booking> {
    return this.database.transaction(async (tx) => {
      const booking = await this.locked(tx, id);
      if (!isIn(booking)) return booking;
      const detail = { at: booking.checkedInAt!.toString(), kind: booking.checkInByKind };
      Object.assign(booking, { checkedInAt: null, checkedInBy: null, checkInByKind: null });
      await tx.save(booking);
      await this.audit.record(tx, {
        actorId,
        action: 'bookings.check_in_undone',
        subject: { kind: 'booking', id },
        detail,
      });
      return booking;
    });
  }

  /** The booking as it is under the locks of all who change bookings: of a check-in and a no-show only one comes first. */
  private async locked(tx: EntityManager, id: number): Promise<Booking> {
    const seen = await tx.findOneBy(Booking, { id });
    if (!seen) throw notFound();
    await this.check.lock(tx, seen.venueId, seen.memberId);
    return tx.findOneByOrFail(Booking, { id });
  }
}

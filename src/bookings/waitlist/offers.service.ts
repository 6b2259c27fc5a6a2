import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { Refused } from '../../platform/errors.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { BookingCheck } from '../booking-check.js';
import { BookingService } from '../booking.service.js';
import { CareWaits } from './care-waits.service.js';
import { isBefore } from './waitlist.policy.js';
import { type Offered, slotOf, WaitlistRows } from './waitlist-rows.js';
import { WaitlistServing } from './waitlist-serving.js';

/** Answers to a place that is held. */
@Injectable()
export class OffersService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly check: BookingCheck,
    private readonly bookings: BookingService,
    private readonly careWaits: CareWaits,
    private readonly rows: WaitlistRows,
    private readonly serving: WaitlistServing,
  ) {}

  /**
   * Books what was held, or asks for it where it needs approval, by the rules that hold now; where they refuse it, it stays held until its time.
   * @returns the id of the booking.
   * @throws Refused `bookings.offer_gone`, and whatever the rules of booking say.
   */
  async accept(viewer: Viewer, id: number): Promise<number> {
    return this.database.transaction(async (tx) => {
      const offered = await this.open(tx, viewer, id);
      const { entry } = offered;
      await this.serving.end(tx, offered, { offer: 'accepted', entry: 'booked' });
      const booked = await this.serving.quietly(tx, () => this.book(tx, viewer, offered));
      await this.serving.serve(tx, entry.venueId, entry.date);
      return booked;
    });
  }

  private async book(tx: EntityManager, viewer: Viewer, { offer, entry }: Offered): Promise<number> {
    if (entry.bookingId !== null) return this.careWaits.add(tx, viewer, entry);
    const { childIds } = entry;
    const order = { ...slotOf(entry), resourceIds: [offer.resourceId], childIds, purpose: null };
    return this.bookings.book(viewer, { ...order, memberId: null, overLimits: false });
  }

  /** The next in the line has it at once. @throws Refused `bookings.offer_gone` */
  async decline(viewer: Viewer, id: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      const offered = await this.open(tx, viewer, id);
      await this.serving.end(tx, offered, { offer: 'declined', entry: 'declined' });
      await this.audit.record(tx, {
        actorId: viewer.id,
        action: 'bookings.offer_declined',
        subject: { kind: 'waitlist_offer', id },
      });
      await this.serving.serve(tx, offered.entry.venueId, offered.entry.date);
    });
  }

  /** The offer, read again under the locks, if it still stands. */
  private async open(tx: EntityManager, viewer: Viewer, id: number): Promise<Offered> {
    const { entry } = await this.rows.ownOffer(tx, viewer.id, id);
    await this.check.lock(tx, entry.venueId, viewer.id);
    await this.check.lockDay(tx, entry.venueId, entry.date);
    const offered = await this.rows.ownOffer(tx, viewer.id, id);
    const isOpen = offered.offer.status === 'open' && isBefore(this.clock.now(), offered.offer.expiresAt);
    if (!isOpen) throw new Refused('conflict', 'bookings.offer_gone');
    return offered;
  }
}

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { mustBeMember } from '../booking.service.js';
import { needsConsent } from '../../accounts/consent/needs-consent.js';
import { needsConfirmedEmail } from '../../accounts/needs-confirmed-email.js';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { invalid } from '../../platform/errors.js';
import type { Slot } from '../../platform/time.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { type ResourceKind, Resource } from '../../venues/resource.entity.js';
import { VenueDays } from '../../venues/venue-days.js';
import { Venue } from '../../venues/venue.entity.js';
import { BookingCheck } from '../booking-check.js';
import { isSameChildren } from '../care/booking-care.js';
import { WaitlistEntry } from './entry.entity.js';
import { WaitCare } from './wait-care.js';
import { type Waited, whyNotWait } from './waitlist.policy.js';
import { IN_LINE, waitingOf, WaitlistRows } from './waitlist-rows.js';
import { WaitlistServing } from './waitlist-serving.js';

/** What a member asks to be told of. */
export interface WaitWish extends Slot {
  venueId: number;
  /** A kind, of which any will do, or one thing. */
  what: { kind: ResourceKind } | { resourceId: number };
  /** She wants both or neither; none: the thing alone. */
  childIds?: readonly number[];
}

/** Joins and leaves the waiting line. */
@Injectable()
export class WaitlistService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly venueDays: VenueDays,
    private readonly check: BookingCheck,
    private readonly rows: WaitlistRows,
    private readonly care: WaitCare,
    private readonly serving: WaitlistServing,
  ) {}

  /**
   * A wish for which she waits already is not taken twice. @returns the id of her place in the line.
   * @throws Refused `bookings.free_now` where there is something: it can be booked; and whatever whyNotWait says.
   */
  async join(viewer: Viewer, wish: WaitWish): Promise<number> {
    needsConfirmedEmail(viewer);
    needsConsent(viewer);
    return this.database.transaction(async (tx) => {
      const { venueId, date, start, end } = wish;
      const venue = await tx.findOneBy(Venue, { id: venueId });
      if (!venue) throw invalid('what', 'bookings.nothing_to_wait_for');
      await this.check.lock(tx, venueId, viewer.id);
      await mustBeMember(tx, viewer.id);
      await this.check.lockDay(tx, venueId, date);
      const wanted = { date, start, end, ...(await this.thingOf(tx, wish)) };
      const own = await this.rows.ownOpen(tx, viewer.id);
      const { childIds = [] } = wish;
      const isTwin = (entry: WaitlistEntry): boolean =>
        entry.bookingId === null &&
        entry.venueId === venueId &&
        isSame(waitingOf(entry), wanted) &&
        isSameChildren(entry.childIds, childIds);
      const twin = own.find(isTwin);
      if (twin) return twin.id;
      const now = this.clock.now();
      const day = await this.venueDays.day(tx, venue, date);
      const lack = await this.care.whyNot(tx, { ...wish, childIds, guardianId: viewer.id });
      if (lack && lack.kind !== 'conflict') throw lack;
      const refused = whyNotWait(wanted, { now, day, waiting: own.length, careLacks: lack !== undefined });
      if (refused) throw refused;

      const { kind, resourceId } = wanted;
      const stretch = { date, startMinute: start, endMinute: end };
      const entry = await tx.save(
        tx.create(WaitlistEntry, {
          ...stretch,
          venueId,
          memberId: viewer.id,
          kind,
          resourceId,
          childIds: [...childIds],
          bookingId: null,
          status: 'waiting',
          calledAt: null,
          createdAt: now,
        }),
      );
      await this.audit.record(tx, {
        actorId: viewer.id,
        action: 'bookings.wait_joined',
        subject: { kind: 'waitlist_entry', id: entry.id },
        detail: { venueId, ...wanted },
      });
      return entry.id;
    });
  }

  /**
   * What was held for her goes to the next. Done twice, it is done once.
   * @param memberId who waits, where it is not the viewer herself
   * @throws Refused not_found
   */
  async leave(viewer: Viewer, id: number, memberId = viewer.id): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { venueId, date } = await this.rows.ownEntry(tx, memberId, id);
      await this.check.lock(tx, venueId, memberId);
      await this.check.lockDay(tx, venueId, date);
      const entry = await this.rows.ownEntry(tx, memberId, id);
      if (!IN_LINE.some((status) => status === entry.status)) return;
      const [offered] = await this.rows.openOffers(tx, [entry]);
      if (offered) await this.serving.end(tx, offered, { offer: 'cancelled', entry: 'left' });
      else await tx.update(WaitlistEntry, id, { status: 'left' });
      await this.audit.record(tx, {
        actorId: viewer.id,
        action: 'bookings.wait_left',
        subject: { kind: 'waitlist_entry', id },
      });
      await this.serving.serve(tx, venueId, date);
    });
  }

  private async thingOf(tx: EntityManager, { venueId, what }: WaitWish): Promise<Omit<Waited, 'start' | 'end'>> {
    if ('kind' in what) return { kind: what.kind, resourceId: null };
    const thing = await tx.findOneBy(Resource, { id: what.resourceId, venueId });
    if (!thing) throw invalid('what', 'bookings.nothing_to_wait_for');
    return { kind: thing.kind, resourceId: thing.id };
  }
}

function isSame(a: Waited & Slot, b: Waited & Slot): boolean {
  const told = ({ date, start, end, kind, resourceId }: Waited & Slot): string =>
    [date, start, end, kind, resourceId].join();
  return told(a) === told(b);
}

import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { Audit } from '../platform/audit/audit.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { notFound, Refused } from '../platform/errors.js';
import { isOne, STAFF, type Viewer } from '../platform/web/viewer.js';
import { Freed } from '../venues/freed.js';
import { Timetable } from '../venues/timetable.js';
import { Venue } from '../venues/venue.entity.js';
import { standingOf } from './approval/approval.policy.js';
import { BookingChange } from './booking-change.entity.js';
import { BookingCheck } from './booking-check.js';
import { BookingHolds } from './booking-holds.js';
import { BookingPost } from './booking-post.js';
import { BookingResource } from './booking-resource.entity.js';
import { BookingRows, type ChosenResource, type HeldBooking } from './booking-rows.js';
import { isManaging, whyNotTouched } from './booking-who.policy.js';
import { Booking, STANDING } from './booking.entity.js';
import type { Wanted } from './booking.policy.js';
import { BookingCare, isSameChildren } from './care/booking-care.js';
import { Fees } from './fees/fees.service.js';
import { type BookingOrder, holdings, sourceOf } from './booking.service.js';
import { whyNotMended } from './mending.policy.js';
import { isSame } from './same-wish.policy.js';

export interface ChangeOrder extends Omit<BookingOrder, 'memberId'> {
  /** The revision that the person saw when she began. */
  revision: number;
  /** Why; needed from the staff. */
  reason: string | null;
}

/** A booking under its locks, with its venue and the resources that it holds. */
interface Held {
  booking: Booking;
  venue: Venue;
  resources: ChosenResource[];
  before: HeldBooking;
}

/** Changes and cancels bookings. */
@Injectable()
export class MendingService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly timetable: Timetable,
    private readonly freed: Freed,
    private readonly holds: BookingHolds,
    private readonly rows: BookingRows,
    private readonly check: BookingCheck,
    private readonly fees: Fees,
    private readonly care: BookingCare,
    private readonly post: BookingPost,
  ) {}

  /**
   * Changes time, resources, children or purpose. What needs approval asks for it anew, and holds the new place meanwhile.
   * Where the change is refused, the booking keeps its place. Sent twice, it is done
   * once.
   * @returns whether it waits for approval now.
   * @throws Refused `bookings.stale` where the booking was changed meanwhile, and whatever the rules say.
   */
  async change(viewer: Viewer, id: number, order: ChangeOrder): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const { booking, before } = await this.mendable(tx, viewer, id, order.reason);
      const had = await this.care.childrenOf(tx, booking);
      const childIds = order.childIds ?? had;
      const isUnmoved = isSame(before, order) && isSameChildren(had, childIds);
      if (isUnmoved && booking.purpose === order.purpose) return booking.status === 'requested';
      if (booking.revision !== order.revision) throw new Refused('conflict', 'bookings.stale');
      await this.care.mustNotLeaveInside(tx, booking, { childIds, date: order.date });

      // Both days at once, before anything of them is decided: whoever moves the other way waits.
      if (had.length > 0) await this.check.lockDays(tx, booking.venueId, [before.date, order.date]);
      await this.timetable.release(tx, sourceOf(id));
      const managing = isManaging(viewer, booking);
      const wish = {
        ...order,
        memberId: booking.memberId,
        byStaff: isOne(viewer, STAFF),
        overLimits: order.overLimits && managing,
        approverId: managing ? viewer.id : undefined,
      };
      const { venue, chosen } = await this.check.check(tx, booking.venueId, wish, before);
      const use = { ...order, kinds: chosen.map(({ kind }) => kind), before: booking };
      // What stays as it is stays at its price, whatever the settings say by now.
      const [fee] = isSame(before, order) ? [booking.fee] : await this.fees.quote(tx, venue, booking.memberId, [use]);
      const now = this.clock.now();
      const needed = chosen.some(({ needsApproval }) => needsApproval);
      // The same place at the same time needs no other answer than it had.
      const asksAnew = !isSame(before, order);
      const { approverId } = wish;
      const standing = asksAnew ? standingOf(order, { needed, approverId, rules: venue, now }) : {};
      Object.assign(booking, {
        ...standing,
        fee,
        date: order.date,
        startMinute: order.start,
        endMinute: order.end,
        purpose: order.purpose,
        revision: booking.revision + 1,
        changedAt: now,
        // Who was in on the day before is not in on the new one.
        ...(order.date === before.date ? {} : { checkedInAt: null, checkedInBy: null, checkInByKind: null }),
      });
      await tx.save(booking);
      await tx.delete(BookingResource, { bookingId: id });
      await tx.insert(BookingResource, holdings(id, order.resourceIds));
      await this.timetable.occupy(tx, sourceOf(id), order.resourceIds, order);
      await this.care.reserve(tx, viewer, booking, childIds);
      if (booking.fee) await this.fees.settle(tx, booking, [before.date, order.date]);
      await this.freed.tell(tx, { venueId: booking.venueId, ...told(before) });
      await this.audit.record(tx, {
        actorId: viewer.id,
        action: 'bookings.changed',
        subject: { kind: 'booking', id },
        detail: { before: told(before), after: told(order), reason: order.reason, overLimits: wish.overLimits },
      });
      if (order.reason) {
        const was = { date: before.date, startMinute: before.start, endMinute: before.end };
        const row = { ...was, bookingId: id, reason: order.reason, changedAt: now, changedBy: viewer.id };
        await tx.insert(BookingChange, row);
      }
      const what = asksAnew && booking.status === 'requested' ? 'requested' : 'changed';
      const news = { what, booking, venue, resources: chosen } as const;
      await this.post.tell(tx, { ...news, byStaff: managing, reason: order.reason });
      return booking.status === 'requested';
    });
  }

  /** Gives everything free again. @throws Refused past the deadline, or where there is nothing to cancel any more. */
  async cancel(viewer: Viewer, id: number, reason: string | null): Promise<void> {
    await this.database.transaction(async (tx) => {
      const held = await this.mendable(tx, viewer, id, reason);
      await this.care.mustNotLeaveInside(tx, held.booking, undefined);
      await this.end(tx, held, {
        what: 'cancelled',
        actorId: viewer.id,
        byStaff: isManaging(viewer, held.booking),
        reason,
      });
    });
  }

  /** Ends a booking because the place shuts, in the transaction of the closing, under the exclusive lock of the venue. */
  async evict(tx: EntityManager, id: number, reason: string, actorId: number): Promise<void> {
    const booking = await tx.findOneBy(Booking, { id, status: In([...STANDING]) });
    if (!booking) return;
    await this.end(tx, await this.held(tx, booking), { what: 'closed', actorId, byStaff: true, reason });
  }

  /** The booking, locked and read again under the locks, if the viewer may touch it now. */
  private async mendable(tx: EntityManager, viewer: Viewer, id: number, reason: string | null): Promise<Held> {
    const seen = await tx.findOneBy(Booking, { id });
    if (!seen) throw notFound();
    const barred = whyNotTouched(viewer, seen, reason);
    if (barred) throw barred;
    await this.check.lock(tx, seen.venueId, seen.memberId);
    const held = await this.held(tx, this.database.isSerial ? seen : await tx.findOneByOrFail(Booking, { id }));
    const facts = { now: this.clock.now(), rules: held.venue, byStaff: isManaging(viewer, held.booking) };
    const refused = whyNotMended(held.booking, facts);
    if (refused) throw refused;
    return held;
  }

  private async held(tx: EntityManager, booking: Booking): Promise<Held> {
    const { id, date, startMinute: start, endMinute: end } = booking;
    const venue = await tx.findOneByOrFail(Venue, { id: booking.venueId });
    const resources = await this.rows.resourcesOf(tx, id);
    const resourceIds = resources.map((one) => one.id).toSorted((a, b) => a - b);
    const kinds = resources.map(({ kind }) => kind);
    return { booking, venue, resources, before: { id, date, start, end, resourceIds, kinds } };
  }

  private async end(
    tx: EntityManager,
    { booking, venue, resources, before }: Held,
    by: { what: 'cancelled' | 'closed'; actorId: number; byStaff: boolean; reason: string | null },
  ): Promise<void> {
    const ended = {
      status: 'cancelled',
      revision: booking.revision + 1,
      cancelledAt: this.clock.now(),
      cancelledBy: by.actorId,
      cancelReason: by.reason,
    } as const;
    await tx.update(Booking, { id: booking.id }, ended);
    Object.assign(booking, ended);
    const { careCount } = booking;
    await this.holds.letGo(tx, booking.venueId, [{ ...before, careCount }], { actorId: by.actorId, reason: by.reason });
    if (booking.fee) await this.fees.settle(tx, booking, [booking.date]);
    await this.audit.record(tx, {
      actorId: by.actorId,
      action: `bookings.${by.what}`,
      subject: { kind: 'booking', id: booking.id },
      detail: { ...told(before), reason: by.reason },
    });
    await this.post.tell(tx, { booking, venue, resources, ...by });
  }
}

function told({ date, start, end, resourceIds }: Wanted): Wanted {
  return { date, start, end, resourceIds };
}

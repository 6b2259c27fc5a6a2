import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { needsConsent } from '../accounts/consent/needs-consent.js';
import { needsConfirmedEmail } from '../accounts/needs-confirmed-email.js';
import { Audit } from '../platform/audit/audit.js';
import { Clock } from '../platform/clock.js';
import { ask } from '../platform/database/ask.js';
import { Database } from '../platform/database/database.js';
import { invalid } from '../platform/errors.js';
import { isOne, STAFF, type Viewer } from '../platform/web/viewer.js';
import { Timetable, type Source } from '../venues/timetable.js';
import { standingOf } from './approval/approval.policy.js';
import { BookingCheck } from './booking-check.js';
import { type Addressee, BookingPost } from './booking-post.js';
import { BookingResource } from './booking-resource.entity.js';
import { BOOKING_MANAGERS, whyNotFor } from './booking-who.policy.js';
import { Booking } from './booking.entity.js';
import type { Wanted } from './booking.policy.js';
import { BookingCare } from './care/booking-care.js';
import { Fees } from './fees/fees.service.js';

/** What a form asks for. */
export interface BookingOrder extends Wanted {
  purpose: string | null;
  /** For whom; none: for oneself. */
  memberId: number | null;
  overLimits: boolean;
  /** The staff has her before them and grants what needs approval. Never taken from a form. */
  onTheSpot?: boolean;
  /** Who is looked after meanwhile; none: nobody. */
  childIds?: readonly number[];
}

/** Takes resources for a member. */
@Injectable()
export class BookingService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly timetable: Timetable,
    private readonly check: BookingCheck,
    private readonly fees: Fees,
    private readonly care: BookingCare,
    private readonly post: BookingPost,
  ) {}

  /**
   * Books all of the resources, with places in childcare for the children, or nothing. An order that the member holds
   * already, to the letter, is not booked again: the form was sent twice. What needs approval becomes a request, which holds its place all the same.
   * @returns the id of the booking.
   * @throws Refused whatever booking.policy.ts, limits.policy.ts and childcare say; `venues.taken` where somebody was faster.
   */
  async book(viewer: Viewer, order: BookingOrder): Promise<number> {
    return (await this.place(viewer, order)).id;
  }

  /** As `book`. @returns also whether it is a request now. */
  async place(viewer: Viewer, order: BookingOrder): Promise<{ id: number; requested: boolean }> {
    const who = bookerOf(viewer, order);
    const { memberId, overLimits, approverId } = who;
    return this.database.transaction(async (tx) => {
      const venueId = await this.check.venueOf(tx, order);
      await this.check.lock(tx, venueId, memberId);
      const member = await mustBeMember(tx, memberId);
      const { venue, chosen, twin } = await this.check.check(tx, venueId, { ...order, ...who });
      const { childIds = [] } = order;
      if (twin) {
        await this.care.mustBeSame(tx, twin.id, childIds);
        return { id: twin.id, requested: twin.requested === true };
      }
      const [fee] = await this.fees.quote(tx, venue, memberId, [{ ...order, kinds: chosen.map(({ kind }) => kind) }]);

      const now = this.clock.now();
      const needed = chosen.some(({ needsApproval }) => needsApproval);
      const standing = standingOf(order, { needed, approverId, rules: venue, now });
      const what = standing.status === 'requested' ? 'requested' : 'booked';
      const booking = tx.create(Booking, {
        venueId,
        memberId,
        date: order.date,
        startMinute: order.start,
        endMinute: order.end,
        purpose: order.purpose,
        ...standing,
        revision: 0,
        createdAt: now,
        createdBy: viewer.id,
        fee,
      });
      await tx.insert(Booking, booking);
      await tx.insert(BookingResource, holdings(booking.id, order.resourceIds));
      await this.timetable.occupy(tx, sourceOf(booking.id), order.resourceIds, order);
      await this.care.reserve(tx, viewer, booking, childIds);
      const { date, start, end, resourceIds } = order;
      await this.audit.record(tx, {
        actorId: viewer.id,
        action: `bookings.${what}`,
        subject: { kind: 'booking', id: booking.id },
        detail: { memberId, date, start, end, resourceIds, overLimits, ...(childIds.length > 0 ? { childIds } : {}) },
      });
      await this.post.tell(tx, {
        what,
        booking,
        venue,
        resources: chosen,
        byStaff: memberId !== viewer.id,
        member,
      });
      return { id: booking.id, requested: what === 'requested' };
    });
  }
}

/** For whom somebody books, and with which powers. */
export interface Booker {
  memberId: number;
  byStaff: boolean;
  overLimits: boolean;
  /** Who grants at once what needs approval; none: it becomes a request. */
  approverId?: number;
}

/** @throws Refused where the viewer may not book for this member, or has not confirmed her own address or agreed to the privacy notice */
export function bookerOf(viewer: Viewer, order: Pick<BookingOrder, 'memberId' | 'overLimits' | 'onTheSpot'>): Booker {
  const refused = whyNotFor(viewer, order.memberId);
  if (refused) throw refused;
  const memberId = order.memberId ?? viewer.id;
  if (memberId === viewer.id) {
    needsConfirmedEmail(viewer);
    needsConsent(viewer);
  }
  const managing = memberId !== viewer.id && isOne(viewer, BOOKING_MANAGERS);
  const approverId = managing || order.onTheSpot ? viewer.id : undefined;
  return { memberId, byStaff: isOne(viewer, STAFF), overLimits: order.overLimits && managing, approverId };
}

/** Behind her lock: whoever shuts her out has it too. One statement. @throws Refused for somebody who is not there, has left, or is no member. */
export async function mustBeMember(tx: EntityManager, memberId: number): Promise<Addressee> {
  const [member] = await ask<Addressee>(
    tx,
    `SELECT app_user.id, app_user.email, app_user.name, app_user.language, app_user.email_confirmed_at AS "emailConfirmedAt",
       app_user.deactivated_at AS "deactivatedAt"
     FROM app_user JOIN user_role ON user_role.user_id = app_user.id AND user_role.role = 'member'
     WHERE app_user.id = $1 AND app_user.deactivated_at IS NULL`,
    [memberId],
  );
  if (!member) throw invalid('memberId', 'bookings.unknown_member');
  return member;
}

/** How a booking is written in the timetable. */
export function sourceOf(id: number): Source {
  return { kind: 'booking', id };
}

export function holdings(bookingId: number, resourceIds: readonly number[]): BookingResource[] {
  return resourceIds.map((resourceId) => ({ bookingId, resourceId }));
}

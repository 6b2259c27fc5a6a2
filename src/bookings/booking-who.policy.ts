import { forbidden, invalid, notFound, type Refused } from '../platform/errors.js';
import type { Role } from '../platform/web/roles.js';
import { isOne, STAFF, type Viewer } from '../platform/web/viewer.js';

/** Those who may change, cancel and book past the limits for others. The rest of the staff books for members and looks. */
export const BOOKING_MANAGERS: readonly Role[] = ['manager', 'admin'];

/** Those who receive people: check in, walk-ins, the day sheet. */
export const DESK: readonly [Role, ...Role[]] = ['supporter', 'manager', 'admin'];

type Who = Pick<Viewer, 'id' | 'roles'>;

/** Why somebody may not book for this member; no member: for herself. */
export function whyNotFor(viewer: Who, memberId: number | null): Refused | undefined {
  if (memberId !== null && memberId !== viewer.id) return isOne(viewer as Viewer, STAFF) ? undefined : forbidden();
  if (!isOne(viewer as Viewer, ['member'])) return invalid('memberId', 'bookings.choose_member');
  return undefined;
}

/** Somebody else's booking is not there for a member; the staff may look. */
export function mayLook(viewer: Who, booking: { memberId: number }): boolean {
  return booking.memberId === viewer.id || isOne(viewer as Viewer, STAFF);
}

/** With the powers of the place: past the deadline, with a reason. In her own bookings a manager is a member like others. */
export function isManaging(viewer: Who, booking: { memberId: number }): boolean {
  return booking.memberId !== viewer.id && isOne(viewer as Viewer, BOOKING_MANAGERS);
}

/** Why somebody may not change or cancel this booking. */
export function whyNotTouched(viewer: Who, booking: { memberId: number }, reason: string | null): Refused | undefined {
  if (booking.memberId === viewer.id) return undefined;
  if (!mayLook(viewer, booking)) return notFound();
  if (!isManaging(viewer, booking)) return forbidden();
  return reason ? undefined : invalid('reason', 'bookings.reason_needed');
}

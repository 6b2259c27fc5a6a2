import { forbidden, invalid, notFound, type Refused } from '../../platform/errors.js';
import type { Role } from '../../platform/web/roles.js';
import { isOne, type Viewer } from '../../platform/web/viewer.js';

/** Those who enrol members who call, and cancel for them: the desk, the trainers, the managers. */
export const ENROLLING: readonly [Role, ...Role[]] = ['trainer', 'supporter', 'manager', 'admin'];

/** Why somebody may not enrol this member; no member: herself. */
export function whyNotFor(viewer: Viewer, memberId: number | null): Refused | undefined {
  if (memberId !== null && memberId !== viewer.id) return isOne(viewer, ENROLLING) ? undefined : forbidden();
  return isOne(viewer, ['member']) ? undefined : invalid('memberId', 'enrolment.choose_member');
}

/** Somebody else's enrolment is not there for a member; the staff may look. */
export function mayLook(viewer: Viewer, { userId }: { userId: number }): boolean {
  return userId === viewer.id || isOne(viewer, ENROLLING);
}

/** Why somebody may not cancel it. */
export function whyNotTouched(viewer: Viewer, one: { userId: number }, reason: string | null): Refused | undefined {
  if (one.userId === viewer.id) return undefined;
  if (!mayLook(viewer, one)) return notFound();
  return reason ? undefined : invalid('reason', 'enrolment.reason_needed');
}

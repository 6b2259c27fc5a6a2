import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { needsConsent } from '../../accounts/consent/needs-consent.js';
import { needsConfirmedEmail } from '../../accounts/needs-confirmed-email.js';
import { seesNames, withoutName } from '../../childcare/places/care-names.policy.js';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { notFound, Refused } from '../../platform/errors.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { isAhead } from './door.policy.js';
import { EnrolmentLocks } from './enrolment-locks.js';
import { EnrolmentPost } from './enrolment-post.js';
import { mayLook } from './enrolment-who.policy.js';
import { Enrolment, isOpen } from './enrolment.entity.js';
import { LineServing } from './line-serving.js';
import { SeatCare } from './seat-care.js';
import { SeatRows } from './seat-rows.js';
import { Seats } from './seats.js';

/** Changes who is looked after beside what somebody has enrolled in. */
@Injectable()
export class EnrolmentChildren {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly locks: EnrolmentLocks,
    private readonly seats: Seats,
    private readonly care: SeatCare,
    private readonly seatRows: SeatRows,
    private readonly serving: LineServing,
    private readonly post: EnrolmentPost,
  ) {}

  /**
   * From now on these, beside each seat that lies ahead: all of them or none. Who waits, waits for these too; what was not had
   * for want of a place can be asked for so once more.
   * @throws Refused not_found; enrolment.over; enrolment.child_inside; whatever childcare says, at `childIds`
   */
  async change(viewer: Viewer, id: number, childIds: readonly number[]): Promise<void> {
    await this.database.transaction(async (tx) => {
      const seen = await tx.findOneBy(Enrolment, { id });
      if (!seen || !mayLook(viewer, seen)) throw notFound();
      const own = seen.userId === viewer.id;
      if (own) {
        needsConfirmedEmail(viewer);
        needsConsent(viewer);
      }
      await this.locks.take(tx, seen.courseId, [seen.userId]);
      const enrolment = await tx.findOneByOrFail(Enrolment, { id });
      if (!isOpen(enrolment)) throw new Refused('conflict', 'enrolment.over');
      if (enrolment.status !== 'waiting') await this.reserve(tx, viewer, enrolment, childIds);
      await tx.update(Enrolment, id, { childIds: [...childIds], revision: enrolment.revision + 1 });
      const subject = { kind: 'enrolment', id };
      const detail = { before: enrolment.childIds, after: childIds };
      await this.audit.record(tx, { actorId: viewer.id, action: 'training.children_changed', subject, detail });
      if (!own && enrolment.status === 'enrolled') await this.tell(tx, enrolment);
      await this.serving.serve(tx, enrolment.courseId);
    });
  }

  private async reserve(
    tx: EntityManager,
    viewer: Viewer,
    { id, userId }: Enrolment,
    childIds: readonly number[],
  ): Promise<void> {
    const now = this.clock.now();
    const ahead = (await this.seats.heldBy(tx, [id])).filter((seat) => isAhead(seat, now));
    if (ahead.length === 0) throw new Refused('conflict', 'enrolment.over');
    await this.care.mustNotLeaveInside(tx, ahead, childIds);
    if (childIds.length === 0) return this.care.release(tx, ahead, { actorId: viewer.id, reason: null });
    try {
      await this.care.reserve(tx, viewer.id, ahead, childIds);
    } catch (error) {
      throw seesNames(viewer, userId) ? error : withoutName(error);
    }
  }

  private async tell(tx: EntityManager, { id, userId, courseId }: Enrolment): Promise<void> {
    const seats = (await this.seatRows.ofEnrolments(tx, [id])).filter(({ released }) => !released);
    const { title } = seats[0]!;
    await this.post.tell(tx, [{ what: 'care_changed', userId, enrolmentId: id, courseId, title, seats }]);
  }
}

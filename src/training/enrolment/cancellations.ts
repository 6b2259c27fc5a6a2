import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Audit } from '../../platform/audit/audit.js';
import { Database } from '../../platform/database/database.js';
import { notFound, Refused } from '../../platform/errors.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { Endings } from './endings.js';
import { EnrolmentLocks } from './enrolment-locks.js';
import { EnrolmentPost } from './enrolment-post.js';
import { whyNotTouched } from './enrolment-who.policy.js';
import { Enrolment, isOpen } from './enrolment.entity.js';
import { LineServing } from './line-serving.js';
import { SeatRows } from './seat-rows.js';
import type { HeldSeat } from './seats.js';

/** Ends enrolments because somebody wants it so. */
@Injectable()
export class Cancellations {
  constructor(
    private readonly database: Database,
    private readonly audit: Audit,
    private readonly locks: EnrolmentLocks,
    private readonly endings: Endings,
    private readonly serving: LineServing,
    private readonly seatRows: SeatRows,
    private readonly post: EnrolmentPost,
  ) {}

  /**
   * Leaves the course, the session or the line; by the staff with a reason, which she is told.
   * @throws Refused not_found; enrolment.over where there is nothing left to give up
   */
  async cancel(viewer: Viewer, id: number, reason: string | null): Promise<void> {
    await this.database.transaction(async (tx) => {
      const seen = await tx.findOneBy(Enrolment, { id });
      if (!seen) throw notFound();
      const barred = whyNotTouched(viewer, seen, reason);
      if (barred) throw barred;
      await this.locks.take(tx, seen.courseId, [seen.userId]);
      const enrolment = await tx.findOneByOrFail(Enrolment, { id });
      if (!isOpen(enrolment)) throw new Refused('conflict', 'enrolment.over');
      const had = enrolment.status;
      const given = await this.endings.end(tx, enrolment, { status: 'cancelled', actorId: viewer.id, reason });
      if (had !== 'waiting' && given.length === 0) throw new Refused('conflict', 'enrolment.over');
      const { userId, courseId } = enrolment;
      await this.audit.record(tx, {
        actorId: viewer.id,
        action: `training.${had === 'waiting' ? 'wait_left' : 'enrolment_cancelled'}`,
        subject: { kind: 'enrolment', id },
        detail: { courseId, sessionId: enrolment.sessionId, userId, had, reason },
      });
      if (had === 'enrolled') await this.tell(tx, viewer, enrolment, given);
      await this.serving.serve(tx, courseId);
    });
  }

  private async tell(
    tx: EntityManager,
    viewer: Viewer,
    { id, userId, courseId, endReason: reason }: Enrolment,
    given: readonly HeldSeat[],
  ): Promise<void> {
    const seats = await this.seatRows.ofSeats(
      tx,
      given.map(({ seatId }) => seatId),
    );
    const what = userId === viewer.id ? 'cancelled' : 'cancelled_by_staff';
    await this.post.tell(tx, [{ what, userId, enrolmentId: id, courseId, title: seats[0]!.title, seats, reason }]);
  }
}

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { needsConsent } from '../../accounts/consent/needs-consent.js';
import { needsConfirmedEmail } from '../../accounts/needs-confirmed-email.js';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { notFound, Refused } from '../../platform/errors.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { Endings } from './endings.js';
import { EnrolmentLocks } from './enrolment-locks.js';
import { EnrolmentPost } from './enrolment-post.js';
import { Enrolment } from './enrolment.entity.js';
import { LineServing } from './line-serving.js';
import { SeatRows } from './seat-rows.js';

/** Answers to what is held for somebody who waited. */
@Injectable()
export class OfferAnswers {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly locks: EnrolmentLocks,
    private readonly serving: LineServing,
    private readonly endings: Endings,
    private readonly seatRows: SeatRows,
    private readonly post: EnrolmentPost,
  ) {}

  /** What was held is hers. Sent twice, it is done once. @throws Refused not_found, enrolment.offer_gone */
  async accept(viewer: Viewer, id: number): Promise<void> {
    needsConfirmedEmail(viewer);
    needsConsent(viewer);
    await this.database.transaction(async (tx) => {
      const one = await this.locked(tx, viewer, id);
      if (one.status === 'enrolled') return;
      mustBeOffered(one);
      const { userId, courseId, revision } = one;
      await tx.update(Enrolment, id, { status: 'enrolled', enrolledAt: this.clock.now(), revision: revision + 1 });
      const subject = { kind: 'enrolment', id };
      await this.audit.record(tx, { actorId: viewer.id, action: 'training.offer_accepted', subject });
      const seats = (await this.seatRows.ofEnrolments(tx, [id])).filter(({ released }) => !released);
      const { title } = seats[0]!;
      await this.post.tell(tx, [{ what: 'enrolled', userId, enrolmentId: id, courseId, title, seats }]);
    });
  }

  /** The next in the line has it at once. @throws Refused not_found, enrolment.offer_gone */
  async decline(viewer: Viewer, id: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      const one = await this.locked(tx, viewer, id);
      mustBeOffered(one);
      await this.endings.end(tx, one, { status: 'cancelled', actorId: viewer.id, reason: null });
      const subject = { kind: 'enrolment', id };
      await this.audit.record(tx, { actorId: viewer.id, action: 'training.offer_declined', subject });
      await this.serving.serve(tx, one.courseId);
    });
  }

  /** Hers, as it stands now: what has run out or was lost meanwhile is no offer any more. */
  private async locked(tx: EntityManager, viewer: Viewer, id: number): Promise<Enrolment> {
    const seen = await tx.findOneBy(Enrolment, { id, userId: viewer.id });
    if (!seen) throw notFound();
    await this.locks.take(tx, seen.courseId, [viewer.id]);
    await this.serving.serve(tx, seen.courseId);
    return tx.findOneByOrFail(Enrolment, { id });
  }
}

function mustBeOffered({ status }: Enrolment): void {
  if (status !== 'offered') throw new Refused('conflict', 'enrolment.offer_gone');
}

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { isAhead } from './door.policy.js';
import { Enrolment, type EnrolmentStatus } from './enrolment.entity.js';
import { SeatCare } from './seat-care.js';
import { type HeldSeat, Seats } from './seats.js';

/** How an enrolment ends. */
export interface Ending {
  status: Extract<EnrolmentStatus, 'cancelled' | 'lapsed'>;
  /** None: the clock. */
  actorId: number | null;
  /** Told to her. */
  reason: string | null;
}

/** Ends enrolments, and gives free what they hold of what lies ahead: she keeps what she has attended. */
@Injectable()
export class Endings {
  constructor(
    private readonly clock: Clock,
    private readonly seats: Seats,
    private readonly care: SeatCare,
  ) {}

  /** Under the locks of the course. @returns the seats that it gave up */
  async end(tx: EntityManager, enrolment: Enrolment, { status, actorId, reason }: Ending): Promise<HeldSeat[]> {
    const now = this.clock.now();
    const ended = { status, endedAt: now, endedBy: actorId, endReason: reason, revision: enrolment.revision + 1 };
    Object.assign(enrolment, ended);
    await tx.update(Enrolment, enrolment.id, ended);
    return this.letGo(tx, [enrolment], { actorId, reason });
  }

  /**
   * Seats in what lies ahead, with the childcare beside them. @returns them
   * @throws Refused `enrolment.child_inside`, unless the clock ends it
   */
  async letGo(
    tx: EntityManager,
    enrolments: readonly Enrolment[],
    by: Pick<Ending, 'actorId' | 'reason'>,
  ): Promise<HeldSeat[]> {
    const now = this.clock.now();
    const held = await this.seats.heldBy(
      tx,
      enrolments.map(({ id }) => id),
    );
    const ahead = held.filter((seat) => isAhead(seat, now));
    if (by.actorId !== null) await this.care.mustNotLeaveInside(tx, ahead);
    await this.seats.release(
      tx,
      ahead.map(({ seatId }) => seatId),
      now,
    );
    await this.care.release(tx, ahead, by);
    return ahead;
  }
}

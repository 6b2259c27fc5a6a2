import { Injectable, type OnModuleInit } from '@nestjs/common';
import { In, IsNull, type EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { invalid } from '../../platform/errors.js';
import { groupBy } from '../../platform/group-by.js';
import { type SessionRow, SessionRows } from '../sessions/session-rows.js';
import { type SessionListener, SessionNews } from '../sessions/session-news.js';
import { TrainingSession } from '../sessions/training-session.entity.js';
import { EnrolmentLocks } from './enrolment-locks.js';
import type { EnrolmentNews } from './enrolment.letters.js';
import { EnrolmentPost } from './enrolment-post.js';
import { Enrolment } from './enrolment.entity.js';
import { LineServing } from './line-serving.js';
import { SeatCare } from './seat-care.js';
import { SeatRows } from './seat-rows.js';
import { type HeldSeat, Seats } from './seats.js';

/** What becomes of those who are enrolled, when the sessions of a course come, move or go. */
@Injectable()
export class Following implements SessionListener, OnModuleInit {
  constructor(
    private readonly clock: Clock,
    private readonly news: SessionNews,
    private readonly locks: EnrolmentLocks,
    private readonly rows: SessionRows,
    private readonly seats: Seats,
    private readonly care: SeatCare,
    private readonly seatRows: SeatRows,
    private readonly post: EnrolmentPost,
    private readonly serving: LineServing,
  ) {}

  onModuleInit(): void {
    this.news.register(this);
  }

  /** Who is enrolled in the course has a seat in the new sessions too. @throws Refused at `capacity`: there are too few */
  async opened(tx: EntityManager, actorId: number, courseId: number, sessionIds: readonly number[]): Promise<void> {
    const where = { courseId, sessionId: IsNull(), status: In(['enrolled', 'offered']) };
    const enrolments = await tx.find(Enrolment, { where, order: { id: 'ASC' } });
    if (enrolments.length === 0) return;
    await this.locks.take(tx, courseId);
    const sessions = (await this.rows.ofCourse(tx, courseId)).filter(({ id }) => sessionIds.includes(id));
    mustSuffice(sessions, enrolments.length);
    const now = this.clock.now();
    const lost = new Set<number>();
    const added: HeldSeat[] = [];
    for (const enrolment of enrolments) {
      const held = await this.seats.take(tx, enrolment, sessions, now);
      added.push(...held);
      const without = await this.care.reserveWhereItCan(tx, actorId, held, enrolment.childIds);
      for (const seat of without) lost.add(seat.seatId);
    }
    await this.tell(tx, 'session_added', added, { lost });
    await this.serving.serve(tx, courseId);
  }

  /**
   * Childcare moves with the session where that can be; everybody is told where and when it is now. Who waits is served: there
   * may be more seats.
   * @throws Refused `enrolment.child_inside` where it goes to another day while a child is here for it
   */
  async changed(tx: EntityManager, actorId: number, before: TrainingSession): Promise<void> {
    await this.locks.take(tx, before.courseId);
    const now = await tx.findOneByOrFail(TrainingSession, { id: before.id });
    const seats = await this.seats.heldIn(tx, [before.id]);
    if (seats.length > now.capacity)
      throw invalid('capacity', 'training.capacity_below_seats', { count: seats.length });
    if (seats.length > 0 && !isSame(before, now)) {
      if (before.date !== now.date)
        await this.care.mustNotLeaveInside(
          tx,
          seats.map((seat) => ({ ...seat, date: before.date })),
        );
      const lost = await this.care.move(tx, actorId, seats);
      await this.tell(tx, 'session_moved', seats, { lost });
    }
    await this.serving.serve(tx, before.courseId);
  }

  /** Seats and childcare go with the session; who was enrolled in it alone is so no more. */
  async cancelled(
    tx: EntityManager,
    actorId: number | null,
    sessions: readonly TrainingSession[],
    reason: string,
  ): Promise<void> {
    const ids = sessions.map(({ id }) => id);
    const held = await this.seats.heldIn(tx, ids);
    const now = this.clock.now();
    const ended = { status: 'cancelled', endedAt: now, endedBy: actorId, endReason: reason } as const;
    const open = { sessionId: In(ids), status: In(['waiting', 'offered', 'enrolled']) };
    await tx.update(Enrolment, open, { ...ended, revision: () => 'revision + 1' });
    await this.seats.release(
      tx,
      held.map(({ seatId }) => seatId),
      now,
    );
    await this.care.release(tx, held, { actorId, reason });
    await this.tell(tx, 'session_cancelled', held, { reason });
  }

  private async tell(
    tx: EntityManager,
    what: EnrolmentNews,
    held: readonly HeldSeat[],
    { lost, reason }: { lost?: ReadonlySet<number>; reason?: string },
  ): Promise<void> {
    const seats = await this.seatRows.ofSeats(
      tx,
      held.map(({ seatId }) => seatId),
    );
    const byEnrolment = groupBy(seats, ({ enrolmentId }) => enrolmentId);
    const news = [...byEnrolment.values()].map((of) => {
      const { enrolmentId, userId, courseId, title } = of[0]!;
      const careLost = of.some(({ seatId }) => lost?.has(seatId));
      return { what, userId, enrolmentId, courseId, title, seats: of, reason, careLost };
    });
    await this.post.tell(tx, news);
  }
}

function mustSuffice(sessions: readonly SessionRow[], count: number): void {
  if (sessions.some(({ capacity }) => capacity < count)) {
    throw invalid('capacity', 'training.capacity_below_enrolled', { count });
  }
}

/** Nothing that those who come would have to know. */
function isSame(a: TrainingSession, b: TrainingSession): boolean {
  const told = ({ date, startMinute, endMinute, roomId, onlineLink }: TrainingSession): string =>
    [date, startMinute, endMinute, roomId, onlineLink].join();
  return told(a) === told(b);
}

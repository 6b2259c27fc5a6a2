import { Injectable } from '@nestjs/common';
import { In, IsNull, type EntityManager } from 'typeorm';
import { User } from '../../accounts/user.entity.js';
import { Clock } from '../../platform/clock.js';
import { groupBy } from '../../platform/group-by.js';
import { type Moment, todayAt } from '../../platform/time.js';
import { isWorthReminding } from '../../venues/holding.policy.js';
import { Venue } from '../../venues/venue.entity.js';
import { courseOf } from '../courses/courses.js';
import { type SessionRow, SessionRows } from '../sessions/session-rows.js';
import { Endings } from './endings.js';
import type { EnrolmentNews } from './enrolment.letters.js';
import { EnrolmentPost } from './enrolment-post.js';
import { Enrolment } from './enrolment.entity.js';
import { awaited, type Promised, promises } from './line.policy.js';
import { SeatCare } from './seat-care.js';
import { type SeatDetail, SeatRows } from './seat-rows.js';
import { Seats } from './seats.js';

/** Where a session is online, and so has no house with a rule for it. */
const OFFER_HOURS = 12;

/** An offer with what it holds. */
interface Offered {
  one: Enrolment;
  seats: SeatDetail[];
}

/**
 * Serves those who wait for a course or its sessions: ends what has run out and promises what is free, in the order of the
 * line. It goes by how things stand, not by what happened: served once more, nothing changes.
 */
@Injectable()
export class LineServing {
  constructor(
    private readonly clock: Clock,
    private readonly rows: SessionRows,
    private readonly seats: Seats,
    private readonly seatRows: SeatRows,
    private readonly care: SeatCare,
    private readonly endings: Endings,
    private readonly post: EnrolmentPost,
  ) {}

  /** In the transaction that changed something, under the locks of the course. One statement where nobody waits. */
  async serve(tx: EntityManager, courseId: number): Promise<void> {
    const where = { courseId, status: In(['waiting', 'offered']) };
    const line = await tx.find(Enrolment, { where, order: { id: 'ASC' } });
    if (line.length === 0) return;
    await this.lookAfterOffers(tx, line);
    const course = await courseOf(tx, courseId);
    const sessions = await this.rows.ofCourse(tx, courseId);
    const waiting = await this.endTheOver(tx, line, sessions);
    if (course.status === 'published' && waiting.length > 0) await this.promise(tx, waiting, sessions);
  }

  /** Ends what has run out, withdraws what can no longer be had, reminds of what runs out soon. */
  private async lookAfterOffers(tx: EntityManager, line: readonly Enrolment[]): Promise<void> {
    const now = this.clock.now();
    const offered = line.filter(({ status }) => status === 'offered');
    const held = await this.seatRows.ofEnrolments(
      tx,
      offered.map(({ id }) => id),
    );
    const byEnrolment = groupBy(
      held.filter(({ released }) => !released),
      ({ enrolmentId }) => enrolmentId,
    );
    for (const one of offered) {
      const offer = { one, seats: byEnrolment.get(one.id) ?? [] };
      if (now.epochMilliseconds >= one.offerExpiresAt!.epochMilliseconds) await this.expire(tx, offer);
      else if (isLost(offer)) await this.withdraw(tx, offer);
      else await this.remind(tx, offer, now);
    }
  }

  private async expire(tx: EntityManager, offer: Offered): Promise<void> {
    await this.endings.end(tx, offer.one, { status: 'lapsed', actorId: null, reason: null });
    await this.tell(tx, 'passed', offer);
  }

  /** She waits on, at the place in the line that she had. */
  private async withdraw(tx: EntityManager, offer: Offered): Promise<void> {
    const { one } = offer;
    await this.endings.letGo(tx, [one], { actorId: null, reason: null });
    await this.change(tx, one, { status: 'waiting', offeredAt: null, offerExpiresAt: null, remindedAt: null });
    await this.tell(tx, 'withdrawn', offer);
  }

  private async remind(tx: EntityManager, offer: Offered, now: Moment): Promise<void> {
    const { one } = offer;
    const times = { createdAt: one.offeredAt!, expiresAt: one.offerExpiresAt! };
    if (one.remindedAt || !isWorthReminding(times, now)) return;
    await this.change(tx, one, { remindedAt: now });
    await this.tell(tx, 'reminded', offer);
  }

  /** Nothing of what she waited for lies ahead, or she has left the house. @returns those who wait on */
  private async endTheOver(
    tx: EntityManager,
    line: readonly Enrolment[],
    sessions: readonly SessionRow[],
  ): Promise<Enrolment[]> {
    const now = this.clock.now();
    const waiting = line.filter(({ status }) => status === 'waiting');
    const here = await tx.findBy(User, { id: In(waiting.map(({ userId }) => userId)), deactivatedAt: IsNull() });
    const isOver = (one: Enrolment): boolean =>
      awaited(one, sessions, now).length === 0 || here.every(({ id }) => id !== one.userId);
    for (const one of waiting.filter(isOver))
      await this.endings.end(tx, one, { status: 'lapsed', actorId: null, reason: null });
    return waiting.filter(({ status }) => status === 'waiting');
  }

  private async promise(
    tx: EntityManager,
    waiting: readonly Enrolment[],
    sessions: readonly SessionRow[],
  ): Promise<void> {
    const now = this.clock.now();
    const venueIds = [...new Set(sessions.flatMap(({ venueId }) => venueId ?? []))];
    const venues = await tx.findBy(Venue, { id: In(venueIds) });
    const userIds = waiting.map(({ userId }) => userId);
    const seats = groupBy(await this.seats.ofPeople(tx, userIds, todayAt(now)), ({ userId }) => userId);
    const care = await this.care.lineCare(
      tx,
      waiting.map((one) => ({ one, sessions: awaited(one, sessions, now) })),
    );
    const offerHours = (venueId: number | null): number =>
      venues.find(({ id }) => id === venueId)?.offerHours ?? OFFER_HOURS;
    for (const made of promises(waiting, { now, sessions, offerHours, seats, care })) await this.offer(tx, made, now);
  }

  private async offer(
    tx: EntityManager,
    { one, sessions, until }: Promised<Enrolment, SessionRow>,
    now: Moment,
  ): Promise<void> {
    const held = await this.seats.take(tx, one, sessions, now);
    const lacking = await this.care.reserveWhereItCan(tx, one.userId, held, one.childIds);
    if (lacking.length > 0) {
      // Two sessions of one day stood in each other's way: both or neither.
      await this.endings.letGo(tx, [one], { actorId: null, reason: null });
      return;
    }
    await this.change(tx, one, { status: 'offered', offeredAt: now, offerExpiresAt: until, remindedAt: null });
    await this.tell(tx, 'offered', { one, seats: await this.seatRows.ofEnrolments(tx, [one.id]) });
  }

  private async change(tx: EntityManager, one: Enrolment, to: Partial<Enrolment>): Promise<void> {
    const changed = { ...to, revision: one.revision + 1 };
    Object.assign(one, changed);
    await tx.update(Enrolment, one.id, changed);
  }

  private async tell(tx: EntityManager, what: EnrolmentNews, { one, seats }: Offered): Promise<void> {
    const { id: enrolmentId, userId, courseId, offerExpiresAt: expiresAt } = one;
    const own = seats.filter(({ released }) => !released);
    const title = own[0]?.title ?? (await courseOf(tx, courseId)).title;
    await this.post.tell(tx, [{ what, userId, enrolmentId, courseId, title, seats: own, expiresAt }]);
  }
}

/** The staff of childcare has taken a place away: both or neither. */
function isLost({ one, seats }: Offered): boolean {
  const inHouse = seats.filter(({ venue }) => venue !== null);
  return seats.length === 0 || inHouse.some(({ careCount }) => careCount < one.childIds.length);
}

import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { notFound } from '../../platform/errors.js';
import type { Viewer } from '../../platform/web/viewer.js';
import { Venue } from '../../venues/venue.entity.js';
import { BookingCheck } from '../booking-check.js';
import { BookingHolds } from '../booking-holds.js';
import { type Booking, Booking as BookingEntity } from '../booking.entity.js';
import { Fees } from '../fees/fees.service.js';
import { SeriesRows } from '../series/series-rows.js';
import { AnswerPost, type Answered } from './answer-post.js';
import { hasLapsed, whyNotAnswered } from './approval.policy.js';

/** This request alone, or all of its series that wait for an answer. */
export const ANSWER_SCOPES = ['one', 'series'] as const;
export type AnswerScope = (typeof ANSWER_SCOPES)[number];

interface Answer {
  decision: 'approved' | 'refused' | 'lapsed';
  /** Nobody: it lapsed. */
  actorId: number | null;
  reason: string | null;
}

/** Answers requests. Each is answered once: whoever comes second is told what became of it. */
@Injectable()
export class ApprovalService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly holds: BookingHolds,
    private readonly check: BookingCheck,
    private readonly fees: Fees,
    private readonly rows: SeriesRows,
    private readonly post: AnswerPost,
  ) {}

  /** @returns how many. @throws Refused whatever whyNotAnswered says */
  async approve(viewer: Viewer, id: number, scope: AnswerScope): Promise<number> {
    return this.database.transaction(async (tx) => {
      const answered = await this.asked(tx, id, scope);
      await this.write(tx, answered, { decision: 'approved', actorId: viewer.id, reason: null });
      return answered.bookings.length;
    });
  }

  /** The places come free, and whoever waits for them is served. @returns how many. @throws as `approve` */
  async refuse(viewer: Viewer, id: number, scope: AnswerScope, reason: string): Promise<number> {
    return this.database.transaction(async (tx) => {
      const answered = await this.asked(tx, id, scope);
      await this.end(tx, answered, { decision: 'refused', actorId: viewer.id, reason });
      return answered.bookings.length;
    });
  }

  /** Ends those of these requests, of one member and venue, that are still unanswered past their time. @returns how many. */
  async lapse({ venueId, memberId }: Pick<Booking, 'venueId' | 'memberId'>, ids: readonly number[]): Promise<number> {
    return this.database.transaction(async (tx) => {
      await this.check.lock(tx, venueId, memberId);
      const now = this.clock.now();
      const found = await tx.find(BookingEntity, {
        where: { id: In([...ids]), status: 'requested' },
        order: { id: 'ASC' },
      });
      const due = found.filter((one) => hasLapsed(one.lapsesAt, now));
      if (due.length > 0) {
        const answer = { decision: 'lapsed', actorId: null, reason: null } as const;
        await this.end(tx, await this.withHeld(tx, due), answer);
      }
      return due.length;
    });
  }

  /** Under the locks of all who change bookings of the member: an answer, a cancellation and the clock come one by one. */
  private async asked(tx: EntityManager, id: number, scope: AnswerScope): Promise<Answered> {
    const seen = await tx.findOneBy(BookingEntity, { id });
    if (!seen) throw notFound();
    await this.check.lock(tx, seen.venueId, seen.memberId);
    const now = this.clock.now();
    const booking = await tx.findOneByOrFail(BookingEntity, { id });
    const refused = whyNotAnswered(booking, now);
    if (refused) throw refused;
    const { seriesId } = booking;
    const all = scope === 'one' || seriesId === null ? [booking] : await this.rows.bookings(tx, seriesId);
    return this.withHeld(
      tx,
      all.filter((one) => !whyNotAnswered(one, now)),
    );
  }

  private async withHeld(tx: EntityManager, bookings: readonly Booking[]): Promise<Answered> {
    const venue = await tx.findOneByOrFail(Venue, { id: bookings[0]!.venueId });
    const held = await this.rows.resourceIds(
      tx,
      bookings.map(({ id }) => id),
    );
    return { venue, bookings: bookings.map((booking) => ({ booking, resourceIds: held.get(booking.id) ?? [] })) };
  }

  private async end(tx: EntityManager, answered: Answered, answer: Answer): Promise<void> {
    const { bookings, venue } = answered;
    await this.write(tx, answered, answer);
    const held = bookings.map(({ booking, resourceIds }) => {
      const { id, date, startMinute: start, endMinute: end, careCount } = booking;
      return { id, date, start, end, resourceIds, careCount };
    });
    await this.holds.letGo(tx, venue.id, held, answer);
  }

  private async write(tx: EntityManager, answered: Answered, { decision, actorId, reason }: Answer): Promise<void> {
    const now = this.clock.now();
    const ended = { status: 'cancelled', cancelledAt: now, cancelledBy: actorId, cancelReason: reason } as const;
    const stands = decision === 'approved' ? ({ status: 'booked' } as const) : ended;
    const answer = { ...stands, decision, decidedAt: now, decidedBy: actorId };
    const ids = answered.bookings.map(({ booking }) => booking.id);
    await tx.update(BookingEntity, { id: In(ids) }, { ...answer, revision: () => 'revision + 1' } as never);
    for (const { booking } of answered.bookings) Object.assign(booking, answer, { revision: booking.revision + 1 });
    const priced = answered.bookings.filter(({ booking }) => booking.fee !== null);
    await this.fees.settle(
      tx,
      answered.bookings[0]!.booking,
      priced.map(({ booking }) => booking.date),
    );
    const { seriesId } = answered.bookings[0]!.booking;
    const isOne = ids.length === 1 || seriesId === null;
    await this.audit.record(tx, {
      actorId,
      action: `bookings.${decision}`,
      subject: isOne ? { kind: 'booking', id: ids[0]! } : { kind: 'booking_series', id: seriesId },
      detail: { reason, bookings: ids },
    });
    await this.post.tell(tx, decision, answered, reason);
  }
}

import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { groupBy } from '../../platform/group-by.js';
import { Audit, type Deed } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { Refused } from '../../platform/errors.js';
import type { DateText } from '../../platform/time.js';
import { isOne, STAFF, type Viewer } from '../../platform/web/viewer.js';
import { Freed } from '../../venues/freed.js';
import { BookingCheck } from '../booking-check.js';
import { BookingHolds } from '../booking-holds.js';
import { isManaging } from '../booking-who.policy.js';
import { Booking } from '../booking.entity.js';
import type { Wanted } from '../booking.policy.js';
import { isSameChildren } from '../care/booking-care.js';
import { isSame } from '../same-wish.policy.js';
import type { Fee } from '../fees/fee.policy.js';
import type { Occurrence } from './occurrence.policy.js';
import type { Scope } from './scope.policy.js';
import { Fees } from '../fees/fees.service.js';
import { childrenBefore, SeriesCare } from './series-care.js';
import { SeriesFees } from './series-fees.js';
import { SeriesHolds, type SeriesHeld } from './series-holds.js';
import { changeWishes, type SeriesPlan, SeriesPlans, whyNotAll } from './series-plans.js';
import { SeriesPost } from './series-post.js';
import { SeriesRows, type Stood } from './series-rows.js';
import { UNASKED, withStanding } from './series-standing.js';
import { BookingSeries } from './series.entity.js';

export interface SeriesChangeOrder {
  scope: Scope;
  start: number;
  end: number;
  resourceIds: readonly number[];
  /** Who is looked after on each of the dates; none: as it is on each. */
  childIds?: readonly number[];
  /** The dates of the rule that it is wanted for; the others stay as they are. */
  dates: readonly DateText[];
  reason: string | null;
  overLimits: boolean;
  /** How the series stood when the person began. */
  stamp: string;
}

/** Changes and cancels many bookings of a series at once. What is past its deadline stays as it is. */
@Injectable()
export class SeriesMendingService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly freed: Freed,
    private readonly check: BookingCheck,
    private readonly holds: SeriesHolds,
    private readonly bookingHolds: BookingHolds,
    private readonly plans: SeriesPlans,
    private readonly rows: SeriesRows,
    private readonly fees: Fees,
    private readonly care: SeriesCare,
    private readonly seriesFees: SeriesFees,
    private readonly post: SeriesPost,
  ) {}

  /**
   * Cancels what is meant and can still be cancelled.
   * @returns how many.
   * @throws Refused `bookings.series_nothing` where there is nothing of it.
   */
  async cancel(viewer: Viewer, id: number, scope: Scope, reason: string | null): Promise<number> {
    return this.database.transaction(async (tx) => {
      const { series, venue, mendable } = await this.holds.locked(tx, viewer, id, scope, reason);
      if (mendable.length === 0) throw new Refused('conflict', 'bookings.series_nothing');
      const ids = mendable.map((one) => one.id);
      await tx.update(Booking, { id: In(ids) }, {
        status: 'cancelled',
        revision: () => 'revision + 1',
        cancelledAt: this.clock.now(),
        cancelledBy: viewer.id,
        cancelReason: reason,
      } as never);
      await this.bookingHolds.letGo(tx, series.venueId, mendable, { actorId: viewer.id, reason });
      await this.settle(tx, series, mendable);
      const detail = { slots: mendable.map(told), reason };
      await this.record(tx, viewer, series, { action: 'bookings.series_cancelled', detail });
      const byStaff = isManaging(viewer, series);
      await this.post.tell(tx, { what: 'cancelled', series, venue, slots: mendable, byStaff, reason });
      return mendable.length;
    });
  }

  /**
   * Gives the bookings another time or other things, all that were chosen or none; where it is refused, all stay as they
   * were. A change of all, or of all that follow, is also what is booked when a date is added back.
   * @returns how many were changed.
   */
  async change(viewer: Viewer, id: number, order: SeriesChangeOrder): Promise<number> {
    return this.database.transaction(async (tx) => {
      const { scope, reason, stamp } = order;
      const held = await this.holds.locked(tx, viewer, id, scope, reason);
      const { series, mendable } = held;
      if (held.stamp !== stamp) throw new Refused('conflict', 'bookings.series_stale');
      if (mendable.length === 0) throw new Refused('conflict', 'bookings.series_nothing');
      await this.check.lockDays(
        tx,
        series.venueId,
        mendable.map(({ date }) => date),
      );
      const byStaff = isManaging(viewer, series);
      const who = {
        memberId: series.memberId,
        byStaff: isOne(viewer, STAFF),
        overLimits: order.overLimits && byStaff,
        approverId: byStaff ? viewer.id : undefined,
      };
      const wishes = changeWishes(mendable, order);
      const things = await this.plans.read(tx, series.venueId, who, wishes);
      const childrenOn = (one: Occurrence): readonly number[] => order.childIds ?? childrenBefore(one);
      const plan = await this.care.planned(tx, viewer, things, series.memberId, childrenOn);
      const refused = whyNotAll(plan.occurrences);
      if (refused) throw refused;

      const accepted = plan.occurrences.filter((one) => one.accepted);
      const moved = accepted.filter((one) => !isSame(one.before!, one));
      const kept = accepted.filter(
        (one) => !moved.includes(one) && !isSameChildren(childrenBefore(one), childrenOn(one)),
      );
      if (moved.length + kept.length === 0) return 0;
      const changed = withStanding(moved, plan, { approverId: who.approverId, now: this.clock.now() });
      if (changed.length > 0) await this.move(tx, changed, order);
      await this.touch(tx, kept);
      await this.follow(tx, series, order);
      const all = [...changed, ...kept.map((one) => ({ ...one, standing: UNASKED }))];
      const cared = all.map((one) => ({ ...one, childIds: childrenOn(one), bookingId: one.before!.id }));
      await this.care.reserve(tx, viewer, series, cared);
      const priced = await this.reprice(tx, series, plan, changed, mendable);
      const before = all.map((one) => one.before!);
      await this.tellFreed(
        tx,
        series,
        changed.map((one) => one.before!),
      );
      const { childIds } = order;
      const detail = { before: before.map(told), after: all.map(told), childIds, reason, overLimits: who.overLimits };
      await this.record(tx, viewer, series, { action: 'bookings.series_changed', detail });
      const news = { series, venue: plan.venue, slots: [...priced, ...all.slice(priced.length)], byStaff, reason };
      await this.post.tellStanding(tx, 'changed', { ...news, ids: before.map((one) => one.id) });
      return all.length;
    });
  }

  private async move(
    tx: EntityManager,
    changed: readonly (Stood & { before?: { id: number } })[],
    { start, end }: SeriesChangeOrder,
  ): Promise<void> {
    const placed = changed.map((one) => ({ ...one, sourceId: one.before!.id }));
    const ids = placed.map(({ sourceId }) => sourceId);
    // Requests differ in when they lapse, and only where the start is near: these are few.
    for (const of of groupBy(
      placed,
      ({ standing }) => `${standing.status} ${standing.lapsesAt?.toString()}`,
    ).values()) {
      await tx.update(Booking, { id: In(of.map(({ sourceId }) => sourceId)) }, {
        ...of[0]!.standing,
        startMinute: start,
        endMinute: end,
        revision: () => 'revision + 1',
        changedAt: this.clock.now(),
      } as never);
    }
    await this.rows.letGo(tx, ids);
    await this.rows.move(tx, placed);
  }

  /** Whose children alone are others: the place and the time, and how they stand, stay. */
  private async touch(tx: EntityManager, kept: readonly Occurrence[]): Promise<void> {
    if (kept.length === 0) return;
    const changed = { revision: () => 'revision + 1', changedAt: this.clock.now() };
    await tx.update(Booking, { id: In(kept.map(({ before }) => before!.id)) }, changed as never);
  }

  /** What is booked when a date is added back. */
  private async follow(tx: EntityManager, { id }: BookingSeries, order: SeriesChangeOrder): Promise<void> {
    const { scope, start, end, resourceIds, childIds } = order;
    if (scope.scope === 'one' || scope.scope === 'range') return;
    const plan = { startMinute: start, endMinute: end, resourceIds: [...resourceIds] };
    await tx.update(BookingSeries, { id }, { ...plan, ...(childIds ? { childIds: [...childIds] } : {}) });
  }

  /** A change is priced as it is now. One statement more for the prices, and one for others on these days. */
  private async reprice<T extends Occurrence>(
    tx: EntityManager,
    series: BookingSeries,
    plan: SeriesPlan,
    changed: readonly T[],
    mendable: readonly SeriesHeld[],
  ): Promise<(T & { fee: Fee | null })[]> {
    const stood = new Map(mendable.map(({ id, fee }) => [id, fee]));
    const priced = await this.seriesFees.priced(tx, plan, series.memberId, changed, stood);
    const fees = new Map(priced.flatMap(({ before, fee }) => (fee ? [[before!.id, fee] as const] : [])));
    await this.fees.write(tx, fees);
    await this.settle(tx, series, priced);
    return priced;
  }

  private async settle(
    tx: EntityManager,
    series: BookingSeries,
    bookings: readonly { date: DateText; fee: Fee | null }[],
  ): Promise<void> {
    const dates = bookings.filter(({ fee }) => fee !== null).map(({ date }) => date);
    await this.fees.settle(tx, series, dates);
  }

  private async tellFreed(tx: EntityManager, { venueId }: BookingSeries, slots: readonly Wanted[]): Promise<void> {
    await this.freed.tell(tx, ...slots.map((slot) => ({ venueId, ...told(slot) })));
  }

  private record(
    tx: EntityManager,
    viewer: Viewer,
    series: BookingSeries,
    deed: Pick<Deed, 'action' | 'detail'>,
  ): Promise<void> {
    return this.audit.record(tx, { actorId: viewer.id, subject: { kind: 'booking_series', id: series.id }, ...deed });
  }
}

function told({ date, start, end, resourceIds }: Wanted): Wanted {
  return { date, start, end, resourceIds };
}

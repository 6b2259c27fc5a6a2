import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CareArrivals } from '../../childcare/day/arrivals.js';
import { Audit } from '../../platform/audit/audit.js';
import { Clock } from '../../platform/clock.js';
import { forSql } from '../../platform/database/columns.js';
import { Database } from '../../platform/database/database.js';
import { notFound, Refused } from '../../platform/errors.js';
import { minuteAt, momentAt, todayAt } from '../../platform/time.js';
import { within } from '../../venues/stretches.policy.js';
import { Timetable } from '../../venues/timetable.js';
import { VenueDays } from '../../venues/venue-days.js';
import { Venue } from '../../venues/venue.entity.js';
import { BookingCheck } from '../booking-check.js';
import { BookingHolds } from '../booking-holds.js';
import { BookingPost } from '../booking-post.js';
import { BookingRows } from '../booking-rows.js';
import { Booking } from '../booking.entity.js';
import { sourceOf } from '../booking.service.js';
import { BookingCare, type CareWon } from '../care/booking-care.js';
import { Fees } from '../fees/fees.service.js';
import { isNoShow } from './check-in.policy.js';

/** A venue where nobody was checked in for so long does not check people in. */
const IN_USE_DAYS = 28;

/** Gives places free to which nobody came. */
@Injectable()
export class NoShows {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: Audit,
    private readonly timetable: Timetable,
    private readonly holds: BookingHolds,
    private readonly arrivals: CareArrivals,
    private readonly care: BookingCare,
    private readonly venueDays: VenueDays,
    private readonly rows: BookingRows,
    private readonly check: BookingCheck,
    private readonly fees: Fees,
    private readonly post: BookingPost,
  ) {}

  /** Looks at all that runs now. One transaction each: one that fails does not keep the others. @returns how many were given free. */
  async sweep(): Promise<number> {
    let count = 0;
    for (const id of await this.candidates()) if (await this.release(id)) count += 1;
    return count;
  }

  /** Running, nobody in, of venues that check people in; the rest is for the rule. Two statements. */
  private async candidates(): Promise<number[]> {
    const { reader } = this.database;
    const now = this.clock.now();
    const inUse = await reader
      .createQueryBuilder(Venue, 'venue')
      .select('venue.id', 'venueId')
      .where('EXISTS (SELECT 1 FROM booking came WHERE came.venue_id = venue.id AND came.checked_in_at >= :since)', {
        since: forSql(now.subtract({ hours: 24 * IN_USE_DAYS })),
      })
      .getRawMany<{ venueId: number }>();
    if (inUse.length === 0) return [];
    const found = await reader
      .createQueryBuilder(Booking, 'booking')
      .select('booking.id', 'id')
      .where('booking.venue_id IN (:...venues) AND booking.date = :today', {
        venues: inUse.map(({ venueId }) => venueId),
        today: todayAt(now),
      })
      .andWhere("booking.status = 'booked' AND booking.checked_in_at IS NULL AND booking.no_show_at IS NULL")
      .andWhere('booking.start_minute < :minute AND booking.end_minute > :minute', { minute: minuteAt(now) })
      .orderBy('booking.id')
      .getRawMany<{ id: number }>();
    return found.map(({ id }) => id);
  }

  /** @returns whether it was given free; not where she came, with or without her child, cancelled or moved it meanwhile, or another process did it. */
  async release(id: number): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const booking = await this.locked(tx, id);
      const venue = await tx.findOneByOrFail(Venue, { id: booking.venueId });
      const now = this.clock.now();
      if (!isNoShow(booking, { now, venue })) return false;
      // Who brought her child is in the house, though nobody checked her in.
      if (await this.arrivals.wasBrought(tx, sourceOf(id))) return false;
      Object.assign(booking, { status: 'no_show', noShowAt: now, revision: booking.revision + 1 });
      await tx.save(booking);
      const resourceIds = await this.rows.resourceIdsOf(tx, id);
      const { date, startMinute: start, endMinute: end, venueId, careCount } = booking;
      const held = { id, date, start, end, resourceIds, careCount };
      await this.holds.letGo(tx, venueId, [held], { actorId: null, reason: null });
      if (booking.fee) await this.fees.settle(tx, booking, [booking.date]);
      const subject = { kind: 'booking', id };
      await this.audit.record(tx, { actorId: null, action: 'bookings.no_show', subject });
      const resources = await this.rows.resources(tx, resourceIds);
      await this.post.tell(tx, { what: 'no_show', booking, venue, resources, byStaff: false });
      return true;
    });
  }

  /**
   * Takes it back: she came after all. The place is hers again if it is still free, and so is childcare, if there is any
   * left; it is not given free a second time. @returns what became of childcare; nothing where she had none
   * @throws Refused `bookings.released_taken`, `bookings.over`, `not_found`
   */
  async takeBack(id: number, actorId: number): Promise<CareWon> {
    return this.database.transaction(async (tx) => {
      const booking = await this.locked(tx, id);
      if (booking.status === 'booked') return undefined;
      if (booking.status !== 'no_show') throw new Refused('conflict', 'bookings.not_booked');
      const isOver = momentAt(booking.date, booking.endMinute).epochMilliseconds <= this.clock.now().epochMilliseconds;
      if (isOver) throw new Refused('conflict', 'bookings.over');
      if (!(await this.hold(tx, booking))) throw new Refused('conflict', 'bookings.released_taken');
      await this.restore(tx, booking, actorId);
      return this.care.winBack(tx, actorId, booking);
    });
  }

  /** For the day sheet: she came, whatever became of her place meanwhile. It is taken again only where that disturbs nobody. */
  async restoreAfterwards(id: number, actorId: number): Promise<void> {
    await this.database.transaction(async (tx) => {
      const booking = await this.locked(tx, id);
      if (booking.status !== 'no_show') return;
      await this.hold(tx, booking);
      await this.restore(tx, booking, actorId);
    });
  }

  /** @returns whether all of it was still free. */
  private async hold(tx: EntityManager, booking: Booking): Promise<boolean> {
    const { id, venueId, date, startMinute: start, endMinute: end } = booking;
    await this.database.lock(tx, 'booking-day', `${venueId}:${date}`);
    const venue = await tx.findOneByOrFail(Venue, { id: venueId });
    const day = await this.venueDays.day(tx, venue, date);
    const resourceIds = await this.rows.resourceIdsOf(tx, id);
    const isFree = (one: number): boolean =>
      within({ start, end }, day.resources.find((resource) => resource.id === one)?.free ?? []);
    if (!resourceIds.every(isFree)) return false;
    await this.timetable.occupy(tx, sourceOf(id), resourceIds, { date, start, end });
    return true;
  }

  private async restore(tx: EntityManager, booking: Booking, actorId: number): Promise<void> {
    Object.assign(booking, { status: 'booked', revision: booking.revision + 1 });
    await tx.save(booking);
    if (booking.fee) await this.fees.settle(tx, booking, [booking.date]);
    const subject = { kind: 'booking', id: booking.id };
    await this.audit.record(tx, { actorId, action: 'bookings.no_show_undone', subject });
  }

  private async locked(tx: EntityManager, id: number): Promise<Booking> {
    const seen = await tx.findOneBy(Booking, { id });
    if (!seen) throw notFound();
    await this.check.lock(tx, seen.venueId, seen.memberId);
    return tx.findOneByOrFail(Booking, { id });
  }
}

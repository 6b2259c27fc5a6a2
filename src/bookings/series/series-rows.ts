import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { CarePlace } from '../../childcare/places/care-place.entity.js';
import { groupBy } from '../../platform/group-by.js';
import type { DateText, Slot } from '../../platform/time.js';
import { Timetable } from '../../venues/timetable.js';
import { BookingResource } from '../booking-resource.entity.js';
import type { Standing } from '../approval/approval.policy.js';
import { Booking, STANDING } from '../booking.entity.js';
import { holdings } from '../booking.service.js';
import type { Fee } from '../fees/fee.policy.js';

export type BookingHeld = Booking & { resourceIds: number[]; childIds: number[] };

type NewBooking = Pick<Booking, 'venueId' | 'memberId' | 'purpose' | 'createdAt' | 'createdBy' | 'seriesId'>;

/** One of the bookings of a series, to be written. */
export interface Placed extends Slot {
  occurrence: DateText;
  resourceIds: readonly number[];
  fee?: Fee | null;
}

/** With how it stands: booked, or asked for. */
export type Stood = Placed & { standing: Standing };

/** Reads and writes the bookings of a series, all of them in each statement. */
@Injectable()
export class SeriesRows {
  constructor(private readonly timetable: Timetable) {}

  /** All that ever were, in the order of their days. One statement. */
  bookings(manager: EntityManager, seriesId: number): Promise<Booking[]> {
    return manager.find(Booking, { where: { seriesId }, order: { date: 'ASC', startMinute: 'ASC', id: 'ASC' } });
  }

  /** The same, each with what it holds, and who is looked after beside it. One statement. */
  async bookingsHeld(manager: EntityManager, seriesId: number): Promise<BookingHeld[]> {
    const found = (await manager
      .createQueryBuilder(Booking, 'booking')
      .leftJoinAndMapMany('booking.held', BookingResource, 'held', 'held.booking_id = booking.id')
      .leftJoinAndMapMany(
        'booking.care',
        CarePlace,
        'care',
        "care.for_kind = 'booking' AND care.for_id = booking.id AND care.status = 'reserved'",
      )
      .where('booking.series_id = :seriesId', { seriesId })
      .orderBy('booking.date')
      .addOrderBy('booking.start_minute')
      .addOrderBy('booking.id')
      .addOrderBy('held.resource_id')
      .addOrderBy('care.id')
      .getMany()) as (Booking & { held: BookingResource[]; care: CarePlace[] })[];
    return found.map(({ held, care, ...one }) => ({
      ...one,
      resourceIds: held.map(({ resourceId }) => resourceId),
      childIds: care.map(({ childId }) => childId),
    }));
  }

  /** What each of the bookings holds. One statement. */
  async resourceIds(manager: EntityManager, ids: readonly number[]): Promise<Map<number, number[]>> {
    if (ids.length === 0) return new Map();
    const rows = await manager.find(BookingResource, {
      where: { bookingId: In([...ids]) },
      order: { bookingId: 'ASC', resourceId: 'ASC' },
    });
    const groups = groupBy(rows, ({ bookingId }) => bookingId);
    return new Map([...groups].map(([id, of]) => [id, of.map(({ resourceId }) => resourceId)]));
  }

  /**
   * Books all of them. Four statements, however many.
   * @returns the ids, in the order of the dates.
   * @throws Refused `venues.taken`
   */
  async add(tx: EntityManager, base: NewBooking, placed: readonly Stood[]): Promise<number[]> {
    const rows = placed.map(({ date, start, end, occurrence, standing, fee }) => ({
      ...base,
      date,
      startMinute: start,
      endMinute: end,
      occurrenceDate: occurrence,
      ...standing,
      revision: 0,
      fee: fee ?? null,
    }));
    await tx.createQueryBuilder().insert().into(Booking).values(rows).updateEntity(false).execute();
    // The ids that the database gave are asked for: it promises no order of what an insert of many rows returns.
    const written = await tx.find(Booking, {
      select: { id: true, occurrenceDate: true },
      where: {
        seriesId: base.seriesId!,
        status: In([...STANDING]),
        occurrenceDate: In(placed.map(({ occurrence }) => occurrence)),
      },
    });
    const idOf = new Map(written.map(({ id, occurrenceDate }) => [occurrenceDate!, id]));
    const held = placed.map((one) => ({ ...one, sourceId: idOf.get(one.occurrence)! }));
    await this.hold(tx, held);
    return held.map(({ sourceId }) => sourceId);
  }

  /** Lets go of what the bookings hold, for good or to hold something else. */
  async letGo(tx: EntityManager, ids: readonly number[]): Promise<void> {
    await this.timetable.releaseAll(tx, 'booking', ids);
  }

  /** Puts the bookings elsewhere: they have let go of the timetable. */
  async move(tx: EntityManager, placed: readonly (Placed & { sourceId: number })[]): Promise<void> {
    await tx.delete(BookingResource, { bookingId: In(placed.map(({ sourceId }) => sourceId)) });
    await this.hold(tx, placed);
  }

  private async hold(tx: EntityManager, held: readonly (Placed & { sourceId: number })[]): Promise<void> {
    const rows = held.flatMap(({ sourceId, resourceIds }) => holdings(sourceId, resourceIds));
    await tx.createQueryBuilder().insert().into(BookingResource).values(rows).updateEntity(false).execute();
    await this.timetable.occupyAll(tx, 'booking', held);
  }
}
